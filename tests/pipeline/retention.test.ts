import { expect, test } from 'vitest';
import { run as forget } from '../../pipelines/commands/person-forget.ts';
import { run as quarantine } from '../../pipelines/commands/quarantine-list.ts';
import { messages } from '../../pipelines/messages/index.ts';
import { rebuild } from '../../pipelines/run/rebuild.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { dossier } from '../cases/dossier-sheet.ts';
import { typed, who } from './person-home.ts';
import { answer, archived, edit, home, kept } from './pruned-home.ts';
import { night } from './rebuilt-home.ts';
import { portal } from './sample-home.ts';

/** The files of the portal were taken on 21, 22 (one of them refused) and 23/10/2026. */
const retain = (block: string) => edit(portal, 'record:', `retention: ${block}\nrecord:`);
const go = () => refresh(home.context, { site: false });
const said = () => home.said.join('\n');
const { retention } = messages().run;

/** What quarantine says of refused rows of the portal, without what a cell held. */
const reasons = () =>
  home.ask(`
    select l.file_name, q.code, q.row_number::integer as row, q.column_name, q.severity, q.value, q.message
    from ops.quarantine q join ops.load_in_force l using (load_id)
    where q.source = '${portal}' and q.row_number is not null order by all`);

test('originals go at the end of the first night after their time, their rows stay, what was refused stays and is told', async () => {
  await retain('{ originals: 10d }');
  home.context.clock = night('2026-10-30');
  await go();
  expect(said()).toContain(`${retention.step.originals.padEnd(40)}`);
  expect(said()).toMatch(new RegExp(`${retention.originals} 0`));
  expect(await archived(portal)).toHaveLength(4);
  const landed = () => home.ask('select * exclude (_load) from landing.public_service_portal order by all');
  const before = await landed();

  home.said.length = 0;
  home.context.clock = night('2026-11-01');
  await go();
  expect(said()).toMatch(new RegExp(`${retention.originals} 2`));
  expect(said()).toContain(retention.stay(portal, 1));
  expect(await archived(portal)).toHaveLength(2);
  expect(await kept(portal)).toHaveLength(2);
  // Of a source without the block nothing goes.
  expect(await archived('hamlets')).toHaveLength(2);
  expect(await home.ask('select name, pruned_at from ops.pruned order by all')).toEqual([
    { name: 'a.csv', pruned_at: '2026-11-02 01:30:00' },
    { name: 'z.csv', pruned_at: '2026-11-02 01:30:00' },
  ]);
  expect(await landed()).toEqual(before);
});

test('quoted cells go after their time, reasons and counts stay, and a rebuild does not bring them back', async () => {
  await retain('{ quarantine: 10d }');
  home.context.clock = night('2026-10-29');
  await go();
  const before = await reasons();
  expect(before.length).toBeGreaterThan(0);
  expect(before.some(({ value, message }) => value === 'Lạ' && String(message).includes('"Lạ"'))).toBe(true);
  await quarantine(home.context, {});
  const listed = answer().length;

  home.said.length = 0;
  home.context.clock = night('2026-11-01');
  await go();
  expect(said()).toMatch(new RegExp(`${retention.step.quarantine}.*${retention.texts} [1-9]`));
  const after = await reasons();
  const bare = (rows: Record<string, unknown>[]) =>
    rows.map(({ file_name, code, row, column_name, severity }) => ({
      file_name,
      code,
      row,
      column_name,
      severity,
    }));
  expect(bare(after)).toEqual(bare(before));
  expect(after.filter(({ value }) => value !== null)).toEqual([]);
  expect(JSON.stringify(after)).not.toContain('Lạ');
  expect(JSON.stringify(await home.ask('from mart.refusal'))).not.toContain('"Lạ"');
  await quarantine(home.context, {});
  expect(answer()).toHaveLength(listed);

  home.said.length = 0;
  await rebuild(home.context);
  expect(said()).toContain(retention.step.quarantine);
  expect(await reasons()).toEqual(after);

  home.said.length = 0;
  await go();
  expect(said()).toMatch(new RegExp(`${retention.texts} 0`));
  expect(said()).toContain(messages().run.martsUnchanged);
});

test('whoever is forgotten is told the day on which each original goes by the contract', async () => {
  await retain('{ originals: 10d }');
  home.context.clock = night('2026-10-22');
  await forget(home.context, { byWhom: who }, typed(dossier(1).id));
  expect(
    answer().originals.map(({ name, taken_on, until, goes_on }: Record<string, unknown>) => [
      name,
      taken_on,
      until,
      goes_on,
    ]),
  ).toEqual([
    ['z.csv', '2026-10-21', 'retention', '2026-11-01'],
    ['a.csv', '2026-10-22', 'retention', '2026-11-02'],
  ]);
  home.context.clock = night('2026-10-31');
  await go();
  expect(await archived(portal)).toHaveLength(3);
});

test('a retention that is no number of days is refused with its line', async () => {
  await retain('{\n  originals: 36h,\n  quarantine: lâu }');
  const { badDays } = messages().config;
  await expect(go()).rejects.toMatchObject({
    exitCode: 2,
    details: [expect.stringContaining(badDays), expect.stringContaining(badDays)],
  });
});
