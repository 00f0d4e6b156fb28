import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { machine } from '../../pipelines/messages/vi/machine.ts';
import { everything, placesIn, served } from '../support/everything.ts';
import { firstNight, type Night, nightFrom } from '../support/killed-nights.ts';
import { follow, leftAlive, type Moment } from '../support/kills.ts';
import { kpi } from '../support/kpi.ts';
import { copyCommune, type SmallCommune } from '../support/small-commune.ts';
import { type SmallDisk, smallDisk } from '../support/small-disk.ts';

/** Room for a home, its site that is being built, and Chromium. */
const megabytes = 700;
/** So little is left while a run is under way that filling the rest takes no time. */
const margin = 2 ** 20;

const found = smallDisk(megabytes);
const reason = typeof found === 'string' ? found : undefined;
if (reason !== undefined) process.stdout.write(`disk-full: ${reason}\n`);
const disk = found as SmallDisk;

let first: SmallCommune;
let nights: { beforeSite: Night; ofSite: Night };

describe.skipIf(reason !== undefined)('a disk without room', { timeout: 1_800_000 }, () => {
  beforeAll(async () => {
    first = await firstNight(true);
    nights = { beforeSite: await nightFrom(first, false), ofSite: await nightFrom(first, true) };
  }, 600_000);
  afterAll(() => {
    first?.remove();
    disk.remove();
  });

  /** One sentence of ours, and no page of the engine's. */
  function expectPlain(said: string, faults: RegExp, at: string): void {
    expect(said.match(faults), `${at}\n${said}`).toHaveLength(1);
    expect(said, at).not.toMatch(/^\s+at |Lỗi chưa lường trước|ENOSPC|EROFS|IO Error|No space left/m);
  }

  /** The release from before is served, whole, and with room again the next run ends as if nothing had been. */
  async function expectAsBefore(commune: SmallCommune, night: Night, at: string): Promise<void> {
    expect(await leftAlive(commune), at).toEqual([]);
    expect((await served(commune.home)).files, at).toEqual(night.release);
    disk.free();
    disk.readOnly(false);
    const next = follow(commune, night.command);
    expect(await next.over, `${at}: ${next.stderr()}`).toBeLessThan(2);
    const tables = await everything(commune.home);
    for (const name of new Set([...Object.keys(tables), ...Object.keys(night.clean.tables)]))
      expect(tables[name], `${at}: ${name}`).toEqual(night.clean.tables[name]);
    expect(placesIn(commune.home), at).toEqual(night.clean.places);
  }

  const full = new RegExp(machine.faults.disk_full('').slice(0, 11), 'g');

  /** Takes all room when a step begins; returns the step that was under way, undefined where the run ended all the same. */
  async function fillAt(night: Night, moment: Moment): Promise<string | undefined> {
    const commune = await copyCommune(night.before, disk.path);
    try {
      const run = follow(commune, night.command);
      await run.until(moment.after);
      disk.fill(0);
      const code = await run.over;
      const at = `full in ${night.moments[run.ended.length]?.step}`;
      if (code === 0 || code === 1) return undefined;
      expect(code, `${at}\n${run.stderr()}`).toBe(3);
      expectPlain(run.stderr(), full, at);
      await expectAsBefore(commune, night, at);
      return night.moments[run.ended.length]?.step;
    } finally {
      disk.free();
      commune.remove();
    }
  }

  test('when it is full from the beginning', async () => {
    for (const rest of [0, 64 * 1024, margin, 8 * margin, 24 * margin]) {
      const commune = await copyCommune(first, disk.path);
      try {
        disk.fill(rest);
        const night = nights.beforeSite;
        const { code, stderr } = kpi([...night.command, ...commune.args], { TMPDIR: commune.temporary });
        if (code === 0 || code === 1) continue;
        expect(code, stderr).toBe(3);
        expectPlain(stderr, full, `${rest} bytes`);
        await expectAsBefore(commune, night, `${rest} bytes`);
      } finally {
        disk.free();
        commune.remove();
      }
    }
  });

  test('when it fills up at a step before the site', async () => {
    const hit = new Set<string>();
    for (const moment of nights.beforeSite.tried) {
      const step = await fillAt(nights.beforeSite, moment);
      if (step !== undefined) hit.add(step);
    }
    process.stdout.write(`${[...hit].join(' · ')}\n`);
    expect(hit.size).toBeGreaterThan(4);
  });

  test('when it fills up while the site is built', async () => {
    const hit = new Set<string>();
    for (const moment of nights.ofSite.tried) {
      const step = await fillAt(nights.ofSite, moment);
      if (step !== undefined) hit.add(step);
    }
    process.stdout.write(`${[...hit].join(' · ')}\n`);
    expect(hit.size).toBeGreaterThan(2);
  });

  test('when it can only be read', async () => {
    const commune = await copyCommune(first, disk.path);
    try {
      disk.readOnly(true);
      for (const command of [['refresh'], ['rebuild'], ['site', 'build']]) {
        const { code, stderr } = kpi([
          ...command,
          ...commune.args.slice(0, command[0] === 'refresh' ? undefined : 4),
        ]);
        expect(code, stderr).toBe(3);
        expectPlain(stderr, /Đĩa chỉ cho đọc/g, command.join(' '));
      }
      await expectAsBefore(commune, nights.beforeSite, 'read-only');
    } finally {
      disk.readOnly(false);
      commune.remove();
    }
  });
});
