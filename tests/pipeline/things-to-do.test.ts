import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run as withdraw } from '../../pipelines/commands/delivery-withdraw.ts';
import { run as status } from '../../pipelines/commands/status.ts';
import { run as acceptThing } from '../../pipelines/commands/todo-accept.ts';
import type { LastRun } from '../../pipelines/publish/health.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { delimited, dossier, sheet } from '../cases/dossier-sheet.ts';
import { onlySources } from '../support/few-indicators.ts';
import { portal, type SampleHome, sampleHome } from './sample-home.ts';

let home: SampleHome;
let night = 0;
beforeAll(async () => {
  home = await sampleHome(undefined, onlySources(portal));
});
afterAll(() => home.remove());

const file = (from: number, faulty = 0) =>
  delimited(
    sheet(
      Array.from({ length: 20 }, (_, at) =>
        dossier(from + at, at < faulty ? { received: '31/02/2026 08:00' } : {}),
      ),
    ),
  );
async function refreshed() {
  night += 1;
  home.context.clock = () => new Date(Date.UTC(2026, 10, 22, 2, night));
  return refresh(home.context, { site: false });
}
const toDo = async () => {
  const { todo = [] } = JSON.parse(await readFile(home.context.home.lastRun, 'utf8')) as LastRun;
  return todo.map(({ key }) => key.replace(/:[0-9a-f]{8}$/, ''));
};

test('exit code 1 is said of what is new, and once; done things leave the list', async () => {
  await home.deliver('mot.csv', file(1));
  const first = await refreshed();
  const stale = (await toDo()).filter((key) => key.startsWith('stale:'));
  expect(first.exit_code).toBe(stale.length > 0 ? 1 : 0);
  expect((await refreshed()).exit_code).toBe(0);

  await home.deliver('hai.csv', file(101, 3));
  expect((await refreshed()).exit_code).toBe(1);
  expect(await toDo()).toContain(`rows:${portal}`);
  expect(await refreshed()).toMatchObject({ outcome: 'warned', exit_code: 0 });
  expect(home.said.join('\n')).toContain('Không có việc mới');

  // A file without rows is held.
  await home.deliver('ba.csv', `${file(1).split('\n')[0]}\n`);
  expect((await refreshed()).exit_code).toBe(1);
  expect(await toDo()).toContain(`held:${portal}`);
  home.printed.length = 0;
  await status(home.context, {});
  const { todo } = JSON.parse(home.printed.join('')) as { todo: LastRun['todo'] };
  expect(todo?.find(({ key }) => key.startsWith('held:'))).toMatchObject({
    since: '2026-11-22',
    who: 'Trung tâm Phục vụ hành chính công',
    how: expect.stringMatching(/^kpi delivery show [0-9a-f]{8}$/),
  });

  const id =
    todo
      ?.find(({ key }) => key.startsWith('held:'))
      ?.key.split(':')
      .at(-1) ?? '';
  await rm(join(home.context.home.inbox, portal, 'ba.csv'), { force: true });
  await withdraw(home.context, { id, byWhom: 'Nguyễn Văn A' });
  expect((await refreshed()).exit_code).toBe(0);
  expect(await toDo()).not.toContain(`held:${portal}`);
}, 120_000);

test('what a person has accepted leaves the list, and comes back when its cause changes', async () => {
  const keys = async () => {
    const { todo = [] } = JSON.parse(await readFile(home.context.home.lastRun, 'utf8')) as LastRun;
    return todo.map(({ key }) => key);
  };
  const key = (await keys()).find((its) => its.startsWith(`rows:${portal}`)) ?? '';
  await expect(
    acceptThing(home.context, { key: 'rows:khong-co', byWhom: 'Nguyễn Văn A' }),
  ).rejects.toMatchObject({ code: 'unknown_thing', exitCode: 2, details: expect.arrayContaining([key]) });
  await acceptThing(home.context, { key, byWhom: 'Nguyễn Văn A' });
  expect(await keys()).not.toContain(key);
  expect((await refreshed()).exit_code).toBe(0);
  expect(await keys()).not.toContain(key);
  await home.deliver('bon.csv', file(301, 2));
  expect((await refreshed()).exit_code).toBe(1);
  expect((await keys()).filter((its) => its.startsWith(`rows:${portal}`))).toHaveLength(1);
}, 120_000);

test('a file beside the folders of the inbox is told; status answers also where the warehouse cannot be opened', async () => {
  const stray = join(home.context.home.inbox, 'ho-so.csv');
  await writeFile(stray, 'x');
  expect((await refreshed()).exit_code).toBe(1);
  expect(home.said.join('\n')).toContain('1 tệp nằm ngay trong');
  await rm(stray);
  await writeFile(home.context.home.warehouse, 'no database');
  home.printed.length = 0;
  expect(await status(home.context, {})).toBe(3);
  expect(JSON.parse(home.printed.join(''))).toMatchObject({
    busy: false,
    trouble: expect.stringContaining('Không mở được kho dữ liệu'),
    run: null,
    todo: expect.arrayContaining([expect.objectContaining({ key: expect.stringContaining('rows:') })]),
  });
}, 120_000);
