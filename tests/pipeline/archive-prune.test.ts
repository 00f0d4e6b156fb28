import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { run as prune } from '../../pipelines/commands/archive-prune.ts';
import { runCommandLine } from '../../pipelines/commands/command-line.ts';
import { messages } from '../../pipelines/messages/index.ts';
import { rebuild } from '../../pipelines/run/rebuild.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { Engine } from '../../pipelines/warehouse/engine.ts';
import { delimited, dossier, dossiers, sheet } from '../cases/dossier-sheet.ts';
import { fewIndicators } from '../support/few-indicators.ts';
import { changeContract, contents, copyHome, night, threeNights } from './rebuilt-home.ts';
import { checkout, portal, type SampleHome, sampleHome } from './sample-home.ts';

let model: SampleHome;
let home: SampleHome;
let project: string;

beforeAll(async () => {
  model = await sampleHome(undefined, fewIndicators());
  await threeNights(model);
});
afterAll(() => model.remove());
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'kpi-project-'));
  for (const folder of ['sources', 'models'])
    await cp(join(checkout, folder), join(project, folder), { recursive: true });
  home = await copyHome(model, project);
  // Ten days before stands between the second night and the third.
  home.context.clock = night('2026-11-01');
});
afterEach(async () => {
  await home.remove();
  await rm(project, { recursive: true, force: true });
});

const archived = async (source: string) =>
  (await readdir(join(home.context.home.archive, source))).filter((name) => /^[0-9a-f]{64}/.test(name));
const kept = async (source: string) =>
  (await readdir(join(home.context.home.archive, source)))
    .filter((name) => name.startsWith('kept-'))
    .map((name) => join(home.context.home.archive, source, name));
const counts = async () => [(await archived(portal)).length, (await archived('hamlets')).length];
const go = () => refresh(home.context, { site: false });
const answer = () => JSON.parse(home.printed.at(-1) ?? '');
const old = { olderThan: '10d' };

test('only shown without --yes; then old originals go, are noted, and refused ones stay', async () => {
  const before = await contents(home);
  const shown = {
    before: '2026-10-23 01:30:00',
    removed: false,
    sources: [
      { source: 'hamlets', files: 1, bytes: expect.any(Number) },
      { source: portal, files: 2, bytes: expect.any(Number) },
    ],
  };
  // The third night is as old as the limit, not older. Of the portal's three older files one was refused.
  expect(await prune(home.context, old)).toBe(0);
  expect(answer()).toEqual(shown);
  expect(await prune(home.context, { ...old, yes: true, dryRun: true })).toBe(0);
  expect(answer()).toEqual(shown);
  expect(await counts()).toEqual([4, 2]);
  expect(await home.ask('from ops.pruned')).toEqual([]);

  expect(await prune(home.context, { ...old, yes: true })).toBe(0);
  expect(answer()).toEqual({ ...shown, removed: true });
  expect(await counts()).toEqual([2, 1]);
  expect(await home.ask('select source, name, pulled_at, pruned_at from ops.pruned order by all')).toEqual([
    { source: 'hamlets', name: 'b.csv', pulled_at: '2026-10-21 01:30:00', pruned_at: '2026-11-02 01:30:00' },
    { source: portal, name: 'a.csv', pulled_at: '2026-10-22 01:30:00', pruned_at: '2026-11-02 01:30:00' },
    { source: portal, name: 'z.csv', pulled_at: '2026-10-21 01:30:00', pruned_at: '2026-11-02 01:30:00' },
  ]);

  // Nights go on: what is known stays known, what is new lands, nothing is there to be pruned twice.
  home.context.json = false;
  expect(await go()).toMatchObject({ outcome: 'warned' });
  expect(await counts()).toEqual([2, 1]);
  expect(await contents(home)).toEqual(before);
  await home.deliver('n.csv', delimited(sheet(dossiers(2, 40))));
  expect(await go()).toMatchObject({ outcome: 'warned' });
  expect(await home.ask('select count(*) as n from current.public_service_portal')).toEqual([{ n: 11 }]);
  expect(await prune(home.context, { ...old, yes: true })).toBe(0);
  expect(home.printed.at(-1)).toBe(messages().cli.none);
});

test('people see a table by source, and what it costs', async () => {
  home.context.json = false;
  await prune(home.context, old);
  expect(home.printed.join('\n')).toMatch(/hamlets +1 +0,0\npublic-service-portal +2 +0,0\n/);
  expect(home.printed.join('\n')).toContain(messages().cli.prune.shown(3, '0,0'));
});

/** What stands, of tables that landing from kept rows must bring back, and what is known of the loads. */
const standing = async (): Promise<Record<string, unknown[]>> => {
  const tables = await contents(home);
  const names = [
    'landing.public_service_portal',
    'landing.hamlets',
    'current.hamlets',
    'fact.dossier',
    'ops.file',
  ];
  const loads = await home.ask(
    'select * exclude (load_id, loaded_at, contract_hash) from ops.load_in_force order by all',
  );
  const headers = await home.ask(
    'select sha256, h.* exclude (load_id) from ops.header h join ops.load_in_force using (load_id) order by all',
  );
  const readings = tables['measure.reading']?.map((row) => ({ ...(row as object), rule: '', loads: '' }));
  return {
    ...Object.fromEntries(names.map((name) => [name, tables[name] ?? []])),
    loads,
    headers,
    readings: readings ?? [],
  };
};
const warnings = () =>
  home.ask("select source, message from ops.quarantine where code = 'kept_rows' order by source, message");
/** Writes into a contract. */
const edit = async (source: string, from: string, to: string) => {
  const path = join(project, 'sources', source, 'source.yaml');
  const text = await readFile(path, 'utf8');
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
};

test('what is kept of an original: its rows as they landed, for the owner only, and no name or number of a person', async () => {
  await prune(home.context, { ...old, yes: true });
  const paths = await kept(portal);
  expect(paths).toHaveLength(2);
  expect(await kept('hamlets')).toHaveLength(1);
  const engine = await Engine.openEngine({ path: ':memory:' });
  for (const path of paths) {
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
    const bytes = await readFile(path, 'latin1');
    for (const field of ['id', 'phone'] as const) expect(bytes).not.toContain(dossier(1)[field]);
    const [row] = await engine.all(`from read_parquet('${path}') limit 1`);
    expect(Object.keys(row ?? {}).slice(0, 5)).toEqual([
      '_sheet',
      '_row',
      '_noted',
      '_refused',
      'dossier_code',
    ]);
    expect(row?.applicant_id).toMatch(/^[0-9a-f]{32}$/);
    for (const name of ['applicant_name', 'phone', 'officer']) expect(row).not.toHaveProperty(name);
  }
  await engine.close();
});

test('pruned, then upgraded to a contract with one more column, then a night: the rows still count, and what is missing is told', async () => {
  await prune(home.context, { ...old, yes: true });
  const before = await standing();
  const stranger = 'Cột lạ';
  await edit(portal, '  hamlet: {', `  stranger: { labels: [${stranger}], type: text }\n  hamlet: {`);
  home.said.length = 0;
  expect(await go()).toMatchObject({ outcome: 'warned' });
  const after = await standing();
  // The column stands in the original of a pruned file only.
  const landed = before['landing.public_service_portal']?.map((row) => ({
    ...(row as object),
    stranger: null,
  }));
  expect(landed?.length).toBeGreaterThan(5);
  expect({ ...after, headers: [] }).toEqual({
    ...before,
    'landing.public_service_portal': landed,
    headers: [],
  });
  expect(home.said.join('\n')).toContain(messages().run.archive.fromKept(portal, 2, [stranger]));
  expect(await warnings()).toEqual([
    { source: portal, message: messages().land.keptRows('02/11/2026', [stranger], true) },
    { source: portal, message: messages().land.keptRows('02/11/2026', [stranger], false) },
  ]);

  // The next night adds to them.
  home.context.clock = night('2026-11-02');
  await home.deliver('n.csv', delimited(sheet(dossiers(2, 40))));
  expect(await go()).toMatchObject({ outcome: 'warned' });
  expect(await home.ask('select count(*) as n from current.public_service_portal')).toEqual([{ n: 11 }]);
});

test('of a column that is typed in another way what fits is taken; one that treats persons in another way is blank', async () => {
  await prune(home.context, { ...old, yes: true });
  await edit('hamlets', 'type: text, required: header', 'type: integer, otherwise: refuse_value');
  await edit('hamlets', 'type: integer, min: 0', 'type: decimal, min: 0');
  await edit(portal, 'type: personal_id, personal: pseudonym', 'type: text');
  expect(await go()).toMatchObject({ outcome: 'warned' });
  const told = (lost: string[], losesReasons: boolean) =>
    messages().land.keptRows('02/11/2026', lost, losesReasons);
  expect(await warnings()).toEqual([
    { source: 'hamlets', message: told(['Xã, thị trấn cũ'], true) },
    { source: portal, message: told(['Số định danh'], true) },
    { source: portal, message: told(['Số định danh'], false) },
  ]);
  const fromKept = (table: string) =>
    `landing.${table} semi join (from ops.quarantine where code = 'kept_rows') q on q.load_id = _load`;
  expect(
    await home.ask(`select code, former_commune, households from ${fromKept('hamlets')} order by 1`),
  ).toEqual([
    { code: 'T1', former_commune: null, households: 120 },
    { code: 'T2', former_commune: null, households: 120 },
    { code: 'T3', former_commune: null, households: null },
  ]);
  expect(await home.ask(`select distinct applicant_id from ${fromKept('public_service_portal')}`)).toEqual([
    { applicant_id: null },
  ]);
});

test('without original and kept rows a changed contract is refused before anything is dropped; a backup mends it', async () => {
  const backup = join(project, 'backup');
  await cp(home.context.home.archive, backup, { recursive: true });
  await prune(home.context, { ...old, yes: true });
  const [first = '', second = ''] = await kept(portal);
  await rm(first);
  await writeFile(second, 'damaged');
  const before = await contents(home);
  await changeContract(project);
  const result = await go();
  expect(result).toMatchObject({ outcome: 'failed', exit_code: 2 });
  expect(result.message).toContain(
    messages().run.archive.lost(messages().run.archive.lostOf(portal, 2, '21/10/2026')),
  );
  expect(home.said.join('\n')).toContain(messages().run.archive.keepContract);
  expect(await contents(home)).toEqual(before);
  // Under a contract that nothing was landed under, nothing may go.
  await prune(home.context, { olderThan: '1d', yes: true });
  expect(answer().sources.map(({ source }: { source: string }) => source)).toEqual(['hamlets']);

  await cp(backup, home.context.home.archive, { recursive: true });
  expect(await go()).toMatchObject({ outcome: 'warned' });
  expect((await contents(home))['fact.dossier']).toEqual(before['fact.dossier']);
});

test('rows that lack the key of a changed contract are no records: refused', async () => {
  await prune(home.context, { ...old, yes: true });
  await edit(portal, 'key: [dossier_code]', 'key: [dossier_code, stranger]');
  await edit(portal, '  hamlet: {', '  stranger: { labels: [Cột lạ], type: text }\n  hamlet: {');
  const result = await go();
  expect(result).toMatchObject({ outcome: 'failed', exit_code: 2 });
  expect(result.message).toContain(messages().run.archive.lostOf(portal, 2, '21/10/2026'));
});

test('a rebuild after pruning reaches the same tables, with the warehouse and without it', async () => {
  const before = await standing();
  await prune(home.context, { ...old, yes: true });
  expect(await rebuild(home.context)).toMatchObject({ outcome: 'warned' });
  expect(await standing()).toEqual(before);
  expect(await warnings()).toHaveLength(3);

  await rm(home.context.home.warehouse);
  expect(await rebuild(home.context)).toMatchObject({ outcome: 'warned' });
  expect(await standing()).toEqual(before);
}, 240_000);

test('without warehouse and index what was kept tells its own name and days', async () => {
  const before = await standing();
  await prune(home.context, { ...old, yes: true });
  await rm(home.context.home.warehouse);
  await rm(join(home.context.home.archive, portal, 'index.json'));
  expect(await rebuild(home.context)).toMatchObject({ outcome: 'warned' });
  const after = await standing();
  const removed = (files: unknown[] = []) =>
    files.filter((file) => ['a.csv', 'z.csv'].includes((file as { name: string }).name));
  expect(removed(before['ops.file'])).toHaveLength(3);
  for (const file of removed(before['ops.file']).filter(
    (its) => (its as { source: string }).source === portal,
  ))
    expect(after['ops.file']).toContainEqual(file);
  expect(after['fact.dossier']).toEqual(before['fact.dossier']);
});

test.each([[[]], [['--older-than', '365']], [['--older-than', '0d']], [['--older-than', '-1d']]])(
  'archive prune %j: wrong use',
  async (args) => {
    const folders = ['--home', home.context.home.root];
    const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await runCommandLine(['archive', 'prune', ...args, '--yes', ...folders])).toBe(2);
    expect(err.mock.calls.join('')).toContain('--older-than 365d');
    err.mockRestore();
    expect(await counts()).toEqual([4, 2]);
  },
);
