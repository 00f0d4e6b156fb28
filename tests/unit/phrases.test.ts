import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, expect, test } from 'vitest';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { writePlanTables } from '../../pipelines/measure/plan-tables.ts';
import { en } from '../../pipelines/messages/en/index.ts';
import { vi } from '../../pipelines/messages/vi/index.ts';
import { defineMacros } from '../../pipelines/model/run-models.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { memoryWarehouse } from '../property/temporary.ts';

const { warehouse } = await memoryWarehouse();
beforeAll(async () => {
  await defineMacros(warehouse, projectFiles(checkout));
  await writePlanTables(warehouse, await readProject(projectFiles(checkout)), {
    runId: 'test',
    asOf: '2026-10-31',
    computedAt: '2026-11-22 09:00:00',
    isSample: false,
  });
});

async function filesIn(folder: string, end: string): Promise<{ name: string; text: string }[]> {
  const names = await readdir(join(checkout, folder), { recursive: true });
  return Promise.all(
    names
      .filter((name) => name.endsWith(end))
      .map(async (name) => ({ name, text: await readFile(join(checkout, folder, name), 'utf8') })),
  );
}
const withoutComments = (sql: string) => sql.replace(/--.*$/gm, '');
const beyondAscii = /[\u0080-\uffff]/;

/** The texts of a program's literals, plain and with something filled in. */
function literalsOf(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('x.ts', source, ts.ScriptTarget.Latest));
  return found;
}

test('no SQL of the models and no literal of measure/ holds words for people', async () => {
  const models = await filesIn('models', '.sql');
  const programs = await filesIn(join('pipelines', 'measure'), '.ts');
  expect([models.length > 30, programs.length > 15]).toEqual([true, true]);
  const said = [
    ...models.filter(({ text }) => beyondAscii.test(withoutComments(text))),
    ...programs.filter(({ text }) => literalsOf(text).some((its) => beyondAscii.test(withoutComments(its)))),
  ];
  expect(said.map(({ name }) => name)).toEqual([]);
});

test('every phrase that SQL asks for is there, and every one that is there is asked for', async () => {
  const asked = new Set<string>();
  for (const { text } of await filesIn('models', '.sql'))
    for (const [, name = ''] of withoutComments(text).matchAll(/\bphrase\('(\w+)'\)/g)) asked.add(name);
  expect([...asked].sort()).toEqual(Object.keys(vi.label.phrase).sort());
});

test('a phrase has the same places to fill in whatever the language', () => {
  const places = (phrases: Record<string, string>) =>
    Object.entries(phrases).map(([name, text]) => [name, text.split('{}').length - 1]);
  expect(places(en.label.phrase)).toEqual(places(vi.label.phrase));
});

test('a phrase that is not there stops the select, and is named', async () => {
  await expect(warehouse.all("select phrase('nowhere')")).rejects.toThrow('plan.label has no phrase nowhere');
});

test.each([
  ["vi_value(null, 1, 'percent')", '—'],
  ["vi_value(84.25, 1, 'percent')", '84,3 %'],
  ["vi_value(1.5, 1, 'days')", '1,5 ngày'],
  ["vi_value(12345, 0, 'count')", '12.345'],
  ["vi_value(1, 0, 'yes_no')", 'Có'],
  ["vi_with_unit(vi_value(1454.3, 1, 'money'), 'money', 'triệu đồng')", '1.454,3 triệu đồng'],
  ["vi_with_unit(vi_value(null, 1, 'money'), 'money', 'triệu đồng')", '—'],
  ["vi_with_unit(vi_value(12, 0, 'count'), 'count', 'hồ sơ')", '12'],
  ["vi_value(0, 0, 'yes_no')", 'Chưa'],
  ["vi_target(98, 1, 'percent')", '98 %'],
  ["vi_change(null, 1, 'percent')", '—'],
  ["vi_change(1, 0, 'yes_no')", '—'],
  ["vi_change(2.04, 1, 'percent')", '+2,0 điểm'],
  ["vi_change(-2.06, 1, 'days')", '−2,1 ngày'],
  ["vi_change(0.01, 1, 'count')", '0,0'],
  ['vi_count(123456789)', '123,5 triệu'],
  ['vi_count(null)', null],
  ['vi_counted(1234, 1)', '1.234'],
  ['vi_counted(12.54, 1)', '12,5'],
  ['vi_counted(0.1 + 0.2 + 0.7, 1)', '1'],
  ['vi_counted(null, 1)', null],
  ["vi_side(84.3, 120, 142, 1, 'percent')", '84,3 % (120/142)'],
  ["vi_side(null, null, null, 1, 'percent')", '—'],
  ["vi_period('Tháng 10', 'open')", 'Tháng 10 (chưa kết thúc)'],
  ["vi_period('Tháng 9', 'closed')", 'Tháng 9'],
  ['vi_or_blank(null)', '—'],
])('%s is %s', async (sql, text) => {
  expect(await warehouse.one(`select ${sql} as text`)).toEqual({ text });
});
