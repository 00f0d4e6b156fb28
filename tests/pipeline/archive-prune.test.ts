import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { run as prune } from '../../pipelines/commands/archive-prune.ts';
import { runCommandLine } from '../../pipelines/commands/command-line.ts';
import { messages } from '../../pipelines/messages/index.ts';
import { rebuild } from '../../pipelines/run/rebuild.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { delimited, dossiers, sheet } from '../cases/dossier-sheet.ts';
import { changeContract, contents, copyHome, night, threeNights } from './rebuilt-home.ts';
import { checkout, portal, type SampleHome, sampleHome } from './sample-home.ts';

let model: SampleHome;
let home: SampleHome;
let project: string;

beforeAll(async () => {
  model = await sampleHome();
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
  (await readdir(join(home.context.home.archive, source))).filter((name) => name !== 'index.json');
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

test('a contract changed after pruning is refused before anything is dropped, and files from a backup mend it', async () => {
  const backup = join(project, 'backup');
  await cp(home.context.home.archive, backup, { recursive: true });
  await prune(home.context, { ...old, yes: true });
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

test('a rebuild after pruning is refused with or without the warehouse; files from a backup mend it', async () => {
  const before = await contents(home);
  const backup = join(project, 'backup');
  await cp(home.context.home.archive, backup, { recursive: true });
  // An index that was never written does not make pruned files forgotten.
  await rm(join(home.context.home.archive, portal, 'index.json'));
  await prune(home.context, { ...old, yes: true });
  expect(await rebuild(home.context)).toMatchObject({ outcome: 'failed', exit_code: 2 });
  expect(await contents(home)).toEqual(before);
  await rm(home.context.home.warehouse);
  const { message } = await rebuild(home.context);
  expect(message).toContain(messages().run.archive.lostOf(portal, 2, '21/10/2026'));
  expect(message).toContain(messages().run.archive.lostOf('hamlets', 1, '21/10/2026'));
  await cp(backup, home.context.home.archive, { recursive: true });
  expect(await rebuild(home.context)).toMatchObject({ outcome: 'warned' });
  expect(await contents(home)).toEqual(before);
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
