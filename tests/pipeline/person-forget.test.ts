import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { run as accessList } from '../../pipelines/commands/access-list.ts';
import { run as prune } from '../../pipelines/commands/archive-prune.ts';
import { run as forget } from '../../pipelines/commands/person-forget.ts';
import { run as report } from '../../pipelines/commands/person-report.ts';
import type { KpiError } from '../../pipelines/error.ts';
import { messages } from '../../pipelines/messages/index.ts';
import { rebuild } from '../../pipelines/run/rebuild.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { takeRunLock } from '../../pipelines/run/run-lock.ts';
import {
  forgetOf,
  last,
  other,
  person,
  personHome,
  pseudonymOf,
  reportOf,
  tablesWith,
  typed,
  who,
} from './person-home.ts';
import { contents, copyHome, night } from './rebuilt-home.ts';
import { portal, type SampleHome } from './sample-home.ts';

let model: SampleHome;
let home: SampleHome;

beforeAll(async () => {
  model = await personHome();
});
afterAll(() => model.remove());
beforeEach(async () => {
  home = await copyHome(model);
  home.context.clock = night('2026-10-22');
});
afterEach(() => home.remove());

const go = () => refresh(home.context, { site: false });

/** All that landing makes, besides what `contents` has. */
const landed = async () => ({
  ...(await contents(home)),
  refused: await home.ask('select * exclude (_load) from refused.public_service_portal order by all'),
  persons: await home.ask(
    'select sha256, p.* exclude (load_id) from ops.person_row p join ops.load using (load_id) order by all',
  ),
  lines: await home.ask(
    'select sha256, r.* exclude (load_id) from ops.line_range r join ops.load using (load_id) order by all',
  ),
  repairs: await home.ask(
    'select sha256, r.* exclude (load_id) from ops.repair r join ops.load using (load_id) order by all',
  ),
});

/** Every file of the home but the originals, the inbox and the secrets, as they lie there. */
async function filesWith(text: string): Promise<string[]> {
  const { root } = home.context.home;
  const found: string[] = [];
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(root.length + 1);
    if (!entry.isFile() || /^(inbox|secrets)|^archive.*\/[0-9a-f]{64}/.test(path)) continue;
    if ((await readFile(join(root, path), 'latin1')).includes(text)) found.push(path);
  }
  return found;
}

test('a person is reported, forgotten at once, missing from the numbers after a refresh, and from a rebuild too', async () => {
  const before = await landed();
  const id = await pseudonymOf(home);
  const shown = await reportOf(home);
  expect(shown.is_forgotten).toBe(false);
  expect(
    shown.deliveries.map(({ source, name, taken_on, rows, others }: Record<string, unknown>) => [
      source,
      name,
      taken_on,
      rows,
      others,
    ]),
  ).toEqual([
    ['population', 'dan-cu-1.csv', '2026-10-21', 1, 0],
    // Landed: three, one of them of a value that was left out; refused: one; superseded: one.
    [portal, 'thang-10.csv', '2026-10-21', 3, 2],
    [portal, 'thang-10-sua.csv', '2026-10-22', 1, 0],
  ]);
  expect(JSON.stringify(before)).toContain('của tôi');

  const answer = await forgetOf(home);
  expect(answer).toMatchObject({
    was_forgotten: false,
    rows: 7,
    sources: [
      { source: 'population', rows: 1 },
      { source: portal, rows: 6 },
    ],
  });
  expect(answer.originals).toHaveLength(3);
  for (const its of answer.originals) expect(its).toMatchObject({ until: 'prune', goes_on: null });
  expect(await tablesWith(home, id)).toEqual(['ops."forgotten"']);
  expect(await tablesWith(home, 'của tôi')).toEqual([]);
  expect(await tablesWith(home, 'của người khác')).toContain('ops."quarantine"');
  const list = join(home.context.home.archive, 'forgotten.json');
  expect(JSON.parse(await readFile(list, 'utf8')).forgotten).toEqual([
    { pseudonym: id, forgotten_at: '2026-10-23 01:30:00' },
  ]);
  if (process.platform !== 'win32') expect((await stat(list)).mode & 0o777).toBe(0o600);
  // Every row keeps a fate: refused, and nothing else is said of it than where it stood.
  expect(
    await home.ask(`
      select l.file_name, q.row_number::integer as row, q.value, q.label, q.column_name, q.severity, q.message
      from ops.quarantine q join ops.load l using (load_id) where code = 'forgotten' order by 1, 2`),
  ).toEqual(
    [
      ['dan-cu-1.csv', 10],
      ['thang-10-sua.csv', 2],
      ['thang-10.csv', 8],
      ['thang-10.csv', 9],
      ['thang-10.csv', 12],
    ].map(([file_name, row]) => ({
      file_name,
      row,
      value: null,
      label: null,
      column_name: null,
      severity: 'refused',
      message: messages().land.forgotten,
    })),
  );
  expect(
    await home.ask(
      'select count(*) as n from ops.load where rows_read <> rows_accepted + rows_refused + rows_superseded',
    ),
  ).toEqual([{ n: 0 }]);

  const measured = async () =>
    home.ask("select * exclude (rule, loads) from measure.reading where indicator like 'tthc%' order by all");
  const numbers = await measured();
  home.said.length = 0;
  expect(await go()).toMatchObject({ outcome: 'warned' });
  expect(home.said.join('\n')).not.toContain(messages().run.martsUnchanged);
  expect(await measured()).not.toEqual(numbers);
  expect(await home.ask('select count(*) as n from current.public_service_portal')).toEqual([{ n: 7 }]);
  expect(await tablesWith(home, id)).toEqual(['ops."forgotten"']);
  const after = await landed();

  // Where the archive has lost the list, the warehouse has it.
  const listed = await readFile(list, 'utf8');
  await rm(list);
  expect(await rebuild(home.context)).toMatchObject({ exit_code: 1 });
  expect(await landed()).toEqual(after);
  expect(await readFile(list, 'utf8')).toBe(listed);

  // Without the warehouse the list is in the archive alone.
  await rm(home.context.home.warehouse);
  expect(await rebuild(home.context)).toMatchObject({ exit_code: 1 });
  expect(await landed()).toEqual(after);
  expect(await reportOf(home)).toEqual({ is_forgotten: true, deliveries: [] });
  expect(await forgetOf(home)).toMatchObject({ was_forgotten: true, rows: 0, originals: [] });
}, 400_000);

test('who comes in a later file lands no more; the others do, and nothing warns of it each night', async () => {
  await forgetOf(home);
  await go();
  await forgetOf(home, other);
  await rm(join(home.context.home.inbox, portal), { recursive: true });
  await cp(
    join(home.context.home.inbox, 'population', 'dan-cu-1.csv'),
    join(home.context.home.inbox, 'population', 'dan-cu-3.csv'),
  );
  const path = join(home.context.home.inbox, 'population', 'dan-cu-3.csv');
  await writeFile(path, (await readFile(path, 'utf8')).replaceAll('01/10/2026', '20/10/2026'));
  home.context.clock = night('2026-10-24');
  await go();
  expect(
    await home.ask(
      "select rows_accepted::integer as a, rows_refused::integer as r, verdict from ops.load where file_name = 'dan-cu-3.csv'",
    ),
  ).toEqual([{ a: 7, r: 2, verdict: 'accepted_with_refusals' }]);
  expect(await home.ask('select count(*) as n from current.population')).toEqual([{ n: 7 }]);
  // Only the row of somebody else waits for a person to look.
  expect(home.said.join('\n')).toContain(messages().run.warnings.refusedRows(2));
  const stood = await landed();
  await rebuild(home.context);
  expect(await landed()).toEqual(stood);
}, 400_000);

test('out of what is kept of a removed original too, and out of a kept file or a warehouse that comes back from a backup', async () => {
  const id = await pseudonymOf(home);
  home.context.clock = night('2027-01-22');
  await prune(home.context, { olderThan: '10d', yes: true });
  const folder = join(home.context.home.archive, portal);
  const kept = (await readdir(folder)).filter((name) => name.startsWith('kept-'));
  expect(kept).toHaveLength(2);
  const backup = await Promise.all(kept.map((name) => readFile(join(folder, name))));
  const warehouse = await readFile(home.context.home.warehouse);
  await rebuild(home.context);
  expect(await tablesWith(home, id)).not.toEqual([]);

  const answer = await forgetOf(home);
  expect(answer.originals).toEqual([]);
  expect(answer.rows).toBe(5);
  for (const name of kept) {
    const rows = await home.ask(
      `select * from read_parquet('${join(folder, name)}') t where contains(t::varchar, '${id}')`,
    );
    expect(rows).toEqual([]);
    expect(await readFile(join(folder, name), 'latin1')).not.toContain(id);
    if (process.platform !== 'win32') expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  }
  await go();
  const after = await landed();
  await rebuild(home.context);
  expect(await landed()).toEqual(after);

  await Promise.all(kept.map((name, at) => writeFile(join(folder, name), backup[at] ?? '')));
  await rm(home.context.home.warehouse);
  await rebuild(home.context);
  expect(await tablesWith(home, id)).toEqual(['ops."forgotten"']);
  for (const name of kept) expect(await readFile(join(folder, name), 'latin1')).not.toContain(id);

  await Promise.all(kept.map((name, at) => writeFile(join(folder, name), backup[at] ?? '')));
  await writeFile(home.context.home.warehouse, warehouse);
  home.said.length = 0;
  await go();
  expect(home.said.join('\n')).toContain(messages().run.step.forget);
  expect(await tablesWith(home, id)).toEqual(['ops."forgotten"']);
  for (const name of kept) expect(await readFile(join(folder, name), 'latin1')).not.toContain(id);
}, 400_000);

test('all three are in the audit trail, with nothing of the person; no file holds the number, nothing says it', async () => {
  await reportOf(home);
  await forgetOf(home, '037.190.009.001');
  await accessList(home.context, {});
  expect(last(home)).toEqual([
    {
      kind: 'forget',
      accessed_at: '2026-10-23 01:30:00',
      by_whom: 'Nguyễn Văn A',
      purpose: 'đơn số 12',
      indicator: null,
      period: null,
      by: null,
      key: null,
      rows: 7,
      shown_as: null,
    },
    expect.objectContaining({ kind: 'report', rows: 7, shown_as: 'json' }),
  ]);
  home.context.json = false;
  await report(home.context, { byWhom: who }, typed(person));
  await forget(home.context, { byWhom: who }, typed(other));
  await accessList(home.context, {});
  const said = [...home.printed, ...home.said].join('\n');
  expect(said).toContain(messages().person.onList);
  expect(said).toContain(messages().rows.accessKind.forget);
  expect(said).toContain(messages().person.until.prune);
  for (const number of [person, other, '037 190', '037.190']) {
    expect(said).not.toContain(number);
    expect(await filesWith(number)).toEqual([]);
  }
  expect(said).not.toContain(await pseudonymOf(home));
});

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: KpiError) => `${error.code} ${error.exitCode}`,
  );

test('wrong use: no number, no purpose, the number in the purpose, while a run is going on; nothing is done', async () => {
  for (const run of [forget, report]) {
    for (const wrong of [
      '',
      '12345678901',
      '1234567890123',
      'Nguyễn Văn A',
      `${person} ${other}`,
      '3.7E+10',
    ]) {
      const refusal = run(home.context, { byWhom: who }, typed(wrong));
      const told = await refusal.then(
        () => '',
        (error: KpiError) => `${error.message} ${error.hint}`,
      );
      if (wrong !== '') expect(told).not.toContain(wrong);
      expect(await code(run(home.context, { byWhom: who }, typed(wrong)))).toBe('bad_personal_number 2');
    }
    expect(await code(run(home.context, {}, typed(person)))).toBe('by_whom_missing 2');
    expect(await code(run(home.context, { byWhom: 'Nguyễn Văn A' }, typed(person)))).toBe(
      'purpose_missing 2',
    );
    const inPurpose = { byWhom: 'Nguyễn Văn A, xóa 037 190 009 001' };
    expect(await code(run(home.context, inPurpose, typed(person)))).toBe('number_in_purpose 2');
    const letGo = await takeRunLock(home.context.home.lock, '2026-10-23 01:30:00');
    expect(await code(run(home.context, { byWhom: who }, typed(person)))).toBe('run_locked 4');
    await letGo();
  }
  expect(home.printed).toEqual([]);
  expect(await home.ask('from ops.access')).toEqual([]);
  expect(await readdir(home.context.home.archive)).not.toContain('forgotten.json');
});

test('a list that another key made, or that cannot be read, stops the night before anything lands', async () => {
  const path = join(home.context.home.archive, 'forgotten.json');
  await writeFile(
    path,
    JSON.stringify({
      key: '0'.repeat(32),
      forgotten: [{ pseudonym: '1'.repeat(32), forgotten_at: '2026-10-23 01:30:00' }],
    }),
  );
  const { list } = messages().person;
  expect(await go()).toMatchObject({ exit_code: 2, message: expect.stringContaining(list.otherKey(path)) });
  await writeFile(path, '[');
  expect(await rebuild(home.context)).toMatchObject({
    exit_code: 2,
    message: expect.stringContaining(list.broken(path)),
  });
  await rm(join(home.context.home.secrets, 'pseudonym.key'));
  expect(await code(forget(home.context, { byWhom: who }, typed(person)))).toBe('pseudonym_key_missing 2');
});
