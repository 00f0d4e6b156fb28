import { rmSync } from 'node:fs';
import { expect } from 'vitest';
import { messages } from '../../pipelines/messages/index.ts';
import { everything, filesBelow, placesIn, served } from './everything.ts';
import { closing, follow, killIn, leftAlive, type Moment, momentsOf } from './kills.ts';
import {
  copyCommune,
  deliverFirst,
  deliverSecond,
  type SmallCommune,
  smallCommune,
} from './small-commune.ts';

/** A night that is killed: how it is started, and how it ends when nobody kills it. */
export interface Night {
  /** Home before it, with what is to be taken in. */
  before: SmallCommune;
  command: string[];
  moments: Moment[];
  /** Steps of this night that are tried. */
  tried: Moment[];
  /** How the home is after an undisturbed run. */
  clean: {
    tables: Record<string, string[]>;
    places: string[];
    release: Record<string, string>;
  };
  /** The release that stood before. */
  release: Record<string, string>;
}

async function run(commune: SmallCommune, command: string[]): Promise<Moment[]> {
  const started = performance.now();
  const its = follow(commune, command);
  expect(await its.over, its.stderr()).toBeLessThan(2);
  return momentsOf(its, performance.now() - started);
}

const withSite = ['refresh'];
const withoutSite = ['refresh', '--no-site'];

/** The home from which all nights begin: one good night, with a site where one is wanted. */
export async function firstNight(hasSite: boolean): Promise<SmallCommune> {
  const commune = smallCommune();
  deliverFirst(commune);
  await run(commune, hasSite ? withSite : withoutSite);
  deliverSecond(commune);
  return commune;
}

/** A night from there, run once without being disturbed. The steps tried are those of the site, or all before it. */
export async function nightFrom(before: SmallCommune, hasSite: boolean): Promise<Night> {
  const command = hasSite ? withSite : withoutSite;
  const release = await served(before.home).then(
    ({ files }) => files,
    () => ({}),
  );
  const commune = await copyCommune(before);
  try {
    const moments = await run(commune, command);
    const ofSite: string[] = [...Object.values(messages().publish.steps), closing];
    const isOfSite = ({ step }: Moment) => ofSite.includes(step);
    return {
      before,
      command,
      moments,
      tried: hasSite ? moments.filter(isOfSite) : moments,
      clean: {
        tables: await everything(commune.home),
        places: placesIn(commune.home),
        release: hasSite ? (await served(commune.home)).files : release,
      },
      release,
    };
  } finally {
    commune.remove();
  }
}

/**
 * One kill, and what must hold after it: nothing lives on, readers have one whole release, and the next night ends as if there had been
 * no kill. Returns the step that was hit, undefined where the run was over before, or at another step where `onlyThere`.
 */
export async function killOnce(
  night: Night,
  moment: Moment,
  share: number,
  onlyThere = false,
): Promise<string | undefined> {
  const commune = await copyCommune(night.before);
  try {
    const hit = await killIn(commune, night.command, night.moments, moment, share);
    if (hit === undefined || (onlyThere && hit !== moment.step)) return undefined;
    const at = `killed in ${hit}`;
    expect(await leftAlive(commune), at).toEqual([]);
    if (Object.keys(night.release).length > 0) {
      const { files } = await served(commune.home);
      // Either of the two, file by file.
      const isNew = JSON.stringify(files) === JSON.stringify(night.clean.release);
      expect(isNew ? night.release : files, at).toEqual(night.release);
    }
    const next = follow(commune, night.command);
    expect(await next.over, `${at}: ${next.stderr()}`).toBeLessThan(2);
    const tables = await everything(commune.home);
    for (const name of new Set([...Object.keys(tables), ...Object.keys(night.clean.tables)]))
      expect(tables[name], `${at}: ${name}`).toEqual(night.clean.tables[name]);
    expect(placesIn(commune.home), at).toEqual(night.clean.places);
    expect(filesBelow(commune.temporary), at).toEqual([]);
    if (Object.keys(night.release).length > 0)
      expect((await served(commune.home)).files, at).toEqual(night.clean.release);
    return hit;
  } finally {
    rmSync(commune.root, { recursive: true, force: true });
  }
}

/** How often each step was hit. */
export class Hits {
  readonly #counts = new Map<string, number>();

  constructor(moments: readonly Moment[]) {
    for (const { step } of moments) this.#counts.set(step, 0);
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  count(step: string): void {
    this.#counts.set(step, this.of(step) + 1);
  }

  of(step: string): number {
    return this.#counts.get(step) ?? 0;
  }

  get fewest(): number {
    return Math.min(...this.#counts.values());
  }

  table(): string {
    const lines = [...this.#counts].map(([step, count]) => `${step.padEnd(36)} ${String(count).padStart(4)}`);
    return [...lines, `${'tổng'.padEnd(36)} ${String(this.total).padStart(4)}`].join('\n');
  }
}
