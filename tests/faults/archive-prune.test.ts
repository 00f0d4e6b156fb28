import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run as prune } from '../../pipelines/commands/archive-prune.ts';
import { messages } from '../../pipelines/messages/index.ts';
import { rebuild } from '../../pipelines/run/rebuild.ts';
import { answer, edit, go, home, kept, old, project, standing, warnings } from '../pipeline/pruned-home.ts';
import { changeContract, contents } from '../pipeline/rebuilt-home.ts';
import { portal } from '../pipeline/sample-home.ts';

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
  // Under a contract that nothing was landed under, nothing may go; nor may the newest list of hamlets, which is held.
  await prune(home.context, { olderThan: '1d', yes: true });
  expect(answer().sources).toEqual([]);

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
