import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run as prune } from '../../pipelines/commands/archive-prune.ts';
import type { Command } from '../../pipelines/commands/context.ts';
import { run as locks } from '../../pipelines/commands/period-list.ts';
import { run as lock } from '../../pipelines/commands/period-lock.ts';
import { run as unlock } from '../../pipelines/commands/period-unlock.ts';
import { run as quarantine } from '../../pipelines/commands/quarantine-list.ts';
import { run as readings } from '../../pipelines/commands/readings.ts';
import { run as status } from '../../pipelines/commands/status.ts';
import { messages } from '../../pipelines/messages/index.ts';
import { rebuild } from '../../pipelines/run/rebuild.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { Engine } from '../../pipelines/warehouse/engine.ts';
import { stateVersion } from '../../pipelines/warehouse/state-version.ts';
import { checkout, type SampleHome, sampleHome } from './sample-home.ts';

const fixture = join(checkout, 'tests', 'fixtures', 'home-0.1.0');

let home: SampleHome;
let warehouse: string;

beforeEach(async () => {
  home = await sampleHome();
  const { root, secrets } = home.context.home;
  warehouse = home.context.home.warehouse;
  await mkdir(root, { recursive: true });
  for (const folder of ['archive', 'demo'])
    await cp(join(fixture, folder), join(root, folder), { recursive: true });
  await mkdir(secrets, { mode: 0o700 });
  const key = await readFile(join(fixture, 'secrets', 'pseudonym.key'));
  await writeFile(join(secrets, 'pseudonym.key'), key, { mode: 0o600 });
  await writeFile(warehouse, await promisify(gunzip)(await readFile(join(fixture, 'warehouse.duckdb.gz'))));
  home.context.clock = () => new Date('2026-11-26T18:30:00Z');
});
afterEach(() => home.remove());

/** Asks the file as it is, whatever program made it. */
async function ask(sql: string): Promise<Record<string, unknown>[]> {
  const engine = await Engine.openEngine({ path: warehouse, readOnly: true });
  return engine.all(sql).finally(() => engine.close());
}
const memory = async () => ({
  locks: await ask('from ops.period_lock order by all'),
  // What was compared was not kept before state 4: it stays blank.
  locked: (await ask('from ops.locked_reading order by all')).map(
    ({ judged_value = null, judged_target = null, ...row }) => ({ ...row, judged_value, judged_target }),
  ),
  runs: await ask("from ops.run where run_id < '2026-11-26' order by all"),
  seen: await ask('from ops.seen order by all'),
  files: await ask('from ops.file order by all'),
  key: await ask('from ops.pseudonym_key'),
});
const said = 'indicator, period, breakdown, key, numerator, denominator, value, target, status';
const rows = (tables: readonly string[]) =>
  ask(
    tables
      .map((name, at) => `select ${at} as table_at, count(*)::integer as n from ${name}`)
      .join(' union all '),
  );

const spoken = () => home.said.join('\n');

test('a home of an older program is made anew by the first night, told, with its locks and its ledger', async () => {
  const before = await memory();
  expect(before.locks).toHaveLength(3);
  expect(before.locked).toHaveLength(794);
  expect(before.runs).toHaveLength(2);
  const standing = await ask(`
    select ${said} from ops.locked_reading join ops.period_lock using (lock_id)
    where unlocked_at is null order by all`);
  expect(standing).toHaveLength(289 + 169);
  // Program 0.1.0 knew a class between met and missed; of a period that is over there is none.
  const between = standing.filter((row) => row.status === 'at_risk');
  expect(between.length).toBeGreaterThan(0);
  for (const row of between) row.status = 'missed';
  // What this program says besides of the same files: of a total that does not tell the sum of its rows.
  const landed = [
    'landing.public_service_portal',
    'landing.petitions',
    'landing.population',
    "(from ops.quarantine where code <> 'total_differs')",
  ];
  const counted = await rows(landed);

  const { state, rebuild: text, martsUnchanged } = messages().run;
  expect(await refresh(home.context, { site: false })).toMatchObject({ outcome: 'warned', exit_code: 1 });
  for (const line of [state.begins.older, text.carryOver, text.verify, state.done.older])
    expect(spoken()).toContain(line);
  expect(await memory()).toEqual(before);
  expect(await ask(`select ${said} from measure.reading where is_locked order by all`)).toEqual(standing);
  expect(await rows(landed)).toEqual(counted);
  expect(await ask('from ops.state')).toEqual([{ version: stateVersion }]);
  expect(await ask('select run_id, outcome from ops.run order by 1 desc limit 1')).toEqual([
    { run_id: '2026-11-27T013000', outcome: 'warned' },
  ]);

  home.said.length = 0;
  home.context.clock = () => new Date('2026-11-27T18:30:00Z');
  expect(await refresh(home.context, { site: false })).toMatchObject({ outcome: 'warned' });
  expect(spoken()).not.toContain(state.begins.older);
  expect(spoken()).toContain(martsUnchanged);
  expect(await memory()).toEqual(before);
}, 240_000);

test('an upgrade that cannot go through leaves the old warehouse as it was', async () => {
  const before = await readFile(warehouse);
  await rm(join(home.context.home.archive, 'petitions'), { recursive: true });
  const result = await refresh(home.context, { site: false });
  expect(result).toMatchObject({ outcome: 'failed', exit_code: 2 });
  expect(result.message).toContain(messages().run.archive.lostOf('petitions', 1, '25/11/2026'));
  expect((await readFile(warehouse)).equals(before)).toBe(true);
});

/** Commands that ask or alter the warehouse without a run of their own. */
const commands: [string, (context: SampleHome['context']) => ReturnType<Command>][] = [
  ['status', (context) => status(context, {})],
  ['quarantine list', (context) => quarantine(context, {})],
  ['period list', (context) => locks(context, {})],
  ['period lock', (context) => lock(context, { period: '2026-Q3', byWhom: 'x' })],
  ['period unlock', (context) => unlock(context, { period: '2026-08', byWhom: 'x' })],
  ['archive prune', (context) => prune(context, { olderThan: '1d', yes: true })],
];

test('commands over an older state ask for a refresh and alter nothing', async () => {
  const before = await readFile(warehouse);
  const { older: message, olderHint: hint } = messages().run.state;
  for (const [name, command] of commands) {
    const refusal = expect(command(home.context), name).rejects;
    await refusal.toMatchObject({ code: 'state_older', exitCode: 2, message, hint });
  }
  expect((await readFile(warehouse)).equals(before)).toBe(true);
});

test('marts of another program are told, not a fault of the engine', async () => {
  await mkdir(home.context.home.site, { recursive: true });
  const engine = await Engine.openEngine({ path: home.context.home.marts });
  await engine.run('create table reading (indicator varchar)');
  await engine.close();
  await expect(readings(home.context, {})).rejects.toMatchObject({
    code: 'marts_of_other',
    exitCode: 2,
    message: messages().cli.martsOfOther,
  });
});

test('a state of a newer program is refused, by the night, by a rebuild and by commands', async () => {
  const engine = await Engine.openEngine({ path: warehouse });
  await engine.run(`create table ops.state as select ${stateVersion + 1} as version`);
  await engine.close();
  const before = await readFile(warehouse);
  const message = messages().run.state.newer(stateVersion + 1, stateVersion);
  for (const command of [
    () => refresh(home.context, { site: false }),
    ...commands.map(
      ([, run]) =>
        () =>
          run(home.context),
    ),
  ])
    await expect(command()).rejects.toMatchObject({ code: 'state_newer', exitCode: 2, message });
  const result = await rebuild(home.context);
  expect(result).toMatchObject({ outcome: 'failed', exit_code: 2 });
  expect(result.message).toContain(message);
  expect((await readFile(warehouse)).equals(before)).toBe(true);
});
