import { cp, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run as indicatorCheck } from '../../pipelines/commands/indicator-check.ts';
import { run as explain } from '../../pipelines/commands/indicator-explain.ts';
import { run as outlook } from '../../pipelines/commands/outlook.ts';
import { run as readings } from '../../pipelines/commands/readings.ts';
import { run as status } from '../../pipelines/commands/status.ts';
import { messages } from '../../pipelines/messages/index.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { onlySources } from '../support/few-indicators.ts';
import { checkout, type SampleHome, sampleHome } from './sample-home.ts';

const indicator = 'pakn-dung-han';
let root: string;
let home: SampleHome;

/** Petitions of a month that were all answered on the 10th; so many of them only after their day, the 15th. */
function petitions(month: string, count: number, late: number): string {
  const head =
    'Mã phản ánh,Ngày tiếp nhận,Hạn xử lý,Ngày trả lời,Lĩnh vực,Kết quả xử lý,Kênh tiếp nhận,Mức độ hài lòng,Thôn/xóm';
  const rows = Array.from({ length: count }, (_, at) => {
    const answered = at < late ? '20' : '10';
    return `L-${month}-${at},05/${month}/2026 08:00,15/${month}/2026,${answered}/${month}/2026 08:00,Môi trường,Đã trả lời,Trực tiếp,Hài lòng,Thôn Bịa`;
  });
  return [head, ...rows].join('\n');
}

async function deliver(name: string, text: string): Promise<void> {
  const folder = join(home.context.home.inbox, 'petitions');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), text);
  const rested = new Date('2026-11-22T01:00:00Z');
  await utimes(join(folder, name), rested, rested);
}

// As a commune of program 0.1.0 has it: with the threshold that is without effect.
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'kpi-verdict-'));
  const shared = onlySources('petitions');
  const folder = join(root, basename(shared));
  await cp(shared, folder, { recursive: true });
  const plan = join(folder, 'plan.yaml');
  const text = await readFile(plan, 'utf8');
  expect(text).toContain('status: { few_cases: 20 }');
  await writeFile(plan, text.replace('status: { few_cases: 20 }', 'status: { at_risk_from: 0.9 }'));
  home = await sampleHome(checkout, folder);
  home.context.asOf = '2026-10-31';
  await deliver('PAKN-2026-09.csv', petitions('09', 2500, 1));
  await deliver('PAKN-2026-10.csv', petitions('10', 12, 0));
  expect(await refresh(home.context, { site: false })).toMatchObject({ outcome: 'warned' });
});
afterAll(async () => {
  await home.remove();
  await rm(root, { recursive: true, force: true });
});

const last = () => JSON.parse(home.printed.at(-1) ?? '');
const asText = async (command: () => Promise<unknown>): Promise<string> => {
  home.context.json = false;
  home.printed.length = 0;
  await command().finally(() => {
    home.context.json = true;
  });
  return home.printed.join('\n');
};

test('a threshold that is without effect ends no night, and is told', async () => {
  expect(home.said.join('\n')).toContain(messages().config.atRiskFromRetired);
  home.said.length = 0;
  expect(await indicatorCheck(home.context, {})).toBe(0);
  expect(home.said).toContain(messages().config.atRiskFromRetired);
});

test('2,499 of 2,500 are not 100 %: what is shown and what is judged say the same, everywhere', async () => {
  await readings(home.context, { indicator, period: '2026-09' });
  expect(last()).toMatchObject([
    { numerator: 2499, denominator: 2500, value: 99.96, target: 100, status: 'missed' },
  ]);
  const table = await asText(() => readings(home.context, { indicator, period: '2026-09' }));
  expect(table).toMatch(/99,96 % +100 % .*Chưa đạt/);
  const explained = await asText(() => explain(home.context, { id: indicator, period: '2026-09' }));
  expect(explained).toContain('99,96 %');
  const forecast = await asText(() => outlook(home.context, {}));
  for (const text of [table, explained, forecast]) expect(text).not.toContain('100,0 %');
});

test('twelve of twelve are too few to say that it was met, and may as well be fewer', async () => {
  await readings(home.context, { indicator, period: '2026-10' });
  expect(last()).toMatchObject([
    { numerator: 12, denominator: 12, value: 100, judged_value: 100, judged_target: 100, high: 100 },
  ]);
  expect(last()[0]).toMatchObject({ status: 'few_cases' });
  expect(last()[0].low).toBeCloseTo(75.75, 2);
  const table = await asText(() => readings(home.context, { indicator, period: '2026-10' }));
  expect(table).toContain('Ít trường hợp (75,8–100,0 %)');
});

test('the states that are counted are those there are', async () => {
  await status(home.context, {});
  const { indicators } = last();
  expect(Object.keys(indicators)).toContain('few_cases');
  expect(Object.keys(indicators)).not.toContain('at_risk');
});
