import { readFile, stat } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { run as prune } from '../../pipelines/commands/archive-prune.ts';
import { runCommandLine } from '../../pipelines/commands/command-line.ts';
import { messages } from '../../pipelines/messages/index.ts';
import { Engine } from '../../pipelines/warehouse/engine.ts';
import { delimited, dossier, dossiers, sheet } from '../cases/dossier-sheet.ts';
import { answer, counts, edit, go, home, kept, old, standing, warnings } from './pruned-home.ts';
import { contents, night } from './rebuilt-home.ts';
import { portal } from './sample-home.ts';

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
