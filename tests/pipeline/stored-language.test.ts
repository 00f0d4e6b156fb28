import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { run as lock } from '../../pipelines/commands/period-lock.ts';
import { run as check } from '../../pipelines/commands/source-check.ts';
import { setLanguage, storedMessages } from '../../pipelines/messages/index.ts';
import { rebuild } from '../../pipelines/run/rebuild.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import type { RunResult } from '../../pipelines/run/run.ts';
import type { Setting } from '../../pipelines/run/setting.ts';
import { type Dossier, delimited, dossier, sheet } from '../cases/dossier-sheet.ts';
import { onlySources } from '../support/few-indicators.ts';
import { isLongRun } from '../support/runs.ts';
import { storedTexts } from '../support/stored-texts.ts';
import { portal, type SampleHome, sampleHome } from './sample-home.ts';

const homes: SampleHome[] = [];
const two = (n: number) => String(n).padStart(2, '0');

/** Cases whose files the commune delivers as well: cells refused and mended, a workbook with hidden sheets, what is no table at all. */
const cases = ['refused-cells', 'repaired', 'xlsx-hidden-sheet-first', 'empty-file', 'missing-column'];

const month = (number: number, change: (at: number) => Partial<Dossier> = () => ({})): Dossier[] =>
  Array.from({ length: 60 }, (_, at) => {
    const day = two(1 + (at % 20));
    return dossier(at, {
      code: `H42.61.11-26${two(number)}${day}-${String(at).padStart(4, '0')}`,
      received: `${day}/${two(number)}/2026 08:15`,
      due: `${two(5 + (at % 20))}/${two(number)}/2026 17:00`,
      closed: `${two((at % 20 === number % 7 ? 7 : 4) + (at % 20))}/${two(number)}/2026 09:30:00`,
      returned: '',
      ...change(at),
    });
  });

/** What came of the same nights of the same commune, with the program asked to speak a language: of `npm test` one, the long runs know more. */
async function nights(language: string): Promise<{ home: SampleHome; ends: RunResult[] }> {
  setLanguage(language);
  const home = await sampleHome(undefined, onlySources(portal));
  homes.push(home);
  const { context } = home;
  // Pseudonyms are made with it.
  await mkdir(context.home.secrets, { recursive: true });
  await writeFile(join(context.home.secrets, 'pseudonym.key'), `${'57'.repeat(32)}\n`);
  const ends: RunResult[] = [];
  const next = async (run: (setting: Setting) => Promise<RunResult>) => {
    context.clock = () => new Date(Date.UTC(2026, 10, 22, 2, ends.length));
    ends.push(await run(context));
  };
  const night = () => next((setting) => refresh(setting, { site: false }));
  const months = isLongRun ? [1, 2, 3, 4, 5, 6, 7, 8] : [1];
  for (const number of months) await home.deliver(`thang-${number}.csv`, delimited(sheet(month(number))));
  if (isLongRun) await night();
  // Of another commune, with dates moved, and with figures that jump.
  const codes = (at: number) => ({ code: `H42.75.11-2609${two(1 + (at % 20))}-${1000 + at}` });
  await home.deliver('xa-khac.csv', delimited(sheet(month(9, codes))));
  const days = (at: number) => ({ received: `${two(1 + (at % 20))}/09/2026 08:15` });
  await home.deliver('lech-ngay.csv', delimited(sheet(month(10, days))));
  const dues = (at: number) => ({ due: `${two(2 + (at % 20))}/10/2026 07:00` });
  await home.deliver('nhay-vot.csv', delimited(sheet(month(10, dues))));
  for (const name of cases) {
    const folder = join('tests', 'cases', name);
    const input = (await readdir(folder)).find((its) => its.startsWith('input.')) ?? '';
    await home.deliver(`${name}${input.slice('input'.length)}`, await readFile(join(folder, input)));
  }
  await night();
  if (isLongRun) {
    await lock(context, { period: '2026-07', byWhom: 'Nguyễn Văn A' });
    await next(rebuild);
  }
  return { home, ends };
}

let vi: Awaited<ReturnType<typeof nights>>;
let en: Awaited<ReturnType<typeof nights>>;
beforeAll(async () => {
  vi = await nights('vi');
  en = await nights('en');
}, 300_000);
afterEach(() => setLanguage('vi'));
afterAll(() => Promise.all(homes.map((home) => home.remove())));

test('what is stored is the same, byte for byte, in whatever language the program speaks', async () => {
  const [its, other] = [await storedTexts(vi.home.context.home), await storedTexts(en.home.context.home)];
  expect(Object.keys(other)).toEqual(Object.keys(its));
  for (const name of Object.keys(its)) expect({ [name]: other[name] }).toEqual({ [name]: its[name] });
  // Of nothing there would be no difference either.
  const reasons = await vi.home.ask<{ code: string }>('select distinct code from ops.quarantine');
  expect(reasons.length).toBeGreaterThan(10);
  expect(await vi.home.ask("select 1 from ops.load where verdict = 'held'")).not.toEqual([]);
});

test('what is told is told in the language that was asked for', async () => {
  expect(vi.ends.map(({ message }) => message).join('\n')).toMatch(/XONG/);
  expect(en.ends.map(({ message }) => message).join('\n')).toMatch(/DONE/);
  expect(en.ends.map(({ message }) => message).join('\n')).not.toMatch(/[ăâđêôơưạ-ỹ]/i);
});

test('a check of a file stores nothing: its reasons are told in the language that was asked for', async () => {
  const file = join('tests', 'cases', 'refused-cells', 'input.csv');
  const told = async (language: string) => {
    setLanguage(language);
    vi.home.printed.length = 0;
    await check(vi.home.context, { id: portal, file });
    const { issues } = JSON.parse(vi.home.printed.join('')) as {
      issues: { code: string; message: string }[];
    };
    return issues.find(({ code }) => code === 'no_such_day')?.message;
  };
  expect(await told('vi')).toContain('không có ngày "');
  expect(await told('en')).toContain('there is no day "');
  // And afterwards it is as before.
  expect(storedMessages().locale).toBe('vi-VN');
});

test('of a run that failed the ledger keeps the code of the error, where its words are of another language', async () => {
  setLanguage('en');
  const { context } = en.home;
  await writeFile(join(context.home.secrets, 'pseudonym.key'), 'not a key\n');
  context.clock = () => new Date(Date.UTC(2026, 10, 22, 3));
  const { message } = await refresh(context, { site: false });
  expect(message).toMatch(/^FAILED: .*pseudonym/);
  const [kept] = await en.home.ask<{ message: string }>(
    'select message from ops.run order by started_at desc limit 1',
  );
  expect(kept?.message).toMatch(/^THẤT BẠI: mã lỗi pseudonym_key_broken/);
});
