import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { readIndicators } from '../../pipelines/config/indicator.ts';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import {
  type ShapeField,
  type ShapeTraits,
  shapeFields,
  shapeNames,
  shapes,
} from '../../pipelines/config/shape.ts';
import { writePlanTables } from '../../pipelines/measure/plan-tables.ts';
import { ruleVersion } from '../../pipelines/measure/rule-version.ts';
import { messages } from '../../pipelines/messages/index.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { memoryWarehouse } from '../property/temporary.ts';

// A row more than the program's own, to see that nothing but the table is asked.
vi.mock('../../pipelines/config/shape.ts', async (original) => {
  const module = await original<typeof import('../../pipelines/config/shape.ts')>();
  const largest: ShapeTraits = {
    needs: ['fact', 'when', 'sum'],
    may: ['each'],
    value: 'other',
    hasDenominator: false,
    parts: 'greatest',
    isDerived: false,
    counts: 'quantity',
  };
  return {
    ...module,
    shapes: { ...module.shapes, largest },
    shapeNames: [...module.shapeNames, 'largest'],
  };
});

const { warehouse, folder } = await memoryWarehouse();
const text = messages().config;

/** A value for each field, sound by itself. */
const values: Record<ShapeField, unknown> = {
  fact: 'payment',
  when: 'paid_on',
  meets: 'is_cashless',
  sum: 'amount',
  over: 'amount',
  each: 'recipient',
  due: 'paid_for',
  done: 'paid_on',
  of: { numerator: 'so-dong', denominator: 'so-dong' },
  parts: [
    { indicator: 'ty-le', weight: 1 },
    { indicator: 'ty-le', weight: 2 },
  ],
};
const given = (fields: readonly ShapeField[]) =>
  Object.fromEntries(fields.map((field) => [field, values[field]]));
const common = {
  unit: 'percent',
  unit_label: '%',
  decimals: 1,
  better: 'higher',
  description: 'x',
  numerator_text: 'x',
  legal: 'x',
  plan_section: 'x',
  owner: 'x',
  responsible: 'x',
  source: 's',
};
const others = [
  { id: 'so-dong', shape: 'count', ...given(['fact', 'when']) },
  { id: 'ty-le', shape: 'ratio', ...given(['fact', 'when', 'meets']) },
];

/** The catalogue with one indicator of these fields beside two that others may be made of. */
async function read(shape: string, fields: object, lists: string[] = []) {
  const indicators = [...others, { id: 'thu', shape, ...fields }].map((its) => ({
    ...common,
    name: its.id,
    short_name: its.id,
    ...its,
  }));
  await mkdir(join(folder, 'models', 'indicators'), { recursive: true });
  await writeFile(
    join(folder, 'models', 'indicators', 'a.yaml'),
    stringify({ group: { id: 'g', name: 'G', order: 1 }, indicators }),
  );
  return readIndicators(projectFiles(folder), { dimensions: ['hamlet'], sources: ['s'], lists });
}
const told = async (shape: string, fields: object) =>
  (await read(shape, fields)).faults.map(({ message }) => message);

test.each(shapeNames.map((shape) => [shape] as const))(
  'the catalogue takes %s as its row says',
  async (shape) => {
    const { needs, may = [], either = [], isDerived } = shapes[shape];
    const whole = [...needs, ...(either[0] ?? [])];
    expect(await told(shape, given(whole))).toEqual([]);
    for (const fields of either) expect(await told(shape, given([...needs, ...fields]))).toEqual([]);
    for (const field of whole)
      expect(await told(shape, given(whole.filter((other) => other !== field)))).toContain(
        text.shapeNeeds(shape, field),
      );
    for (const field of shapeFields.filter(
      (other) => !whole.includes(other) && !either.flat().includes(other),
    )) {
      const faults = await told(shape, given([...whole, field]));
      if (may.includes(field)) expect(faults).toEqual([]);
      else expect(faults).toContain(text.shapeHasNo(shape, field));
    }
    const byHamlet = await told(shape, { ...given(whole), by: ['hamlet'] });
    expect(byHamlet).toEqual(isDerived ? [text.derivedHasNoBy] : []);
  },
);

test.each(shapeNames.map((shape) => [shape] as const))(
  'the plan tells SQL what the row of %s says',
  async (shape) => {
    const { needs, either = [], ...traits } = shapes[shape];
    const { indicators } = await read(shape, given([...needs, ...(either[0] ?? [])]));
    const project = await readProject(projectFiles(checkout));
    await writePlanTables(
      warehouse,
      { ...project, indicators, targets: [] },
      { runId: 'test', asOf: '2026-10-31', computedAt: '2026-11-22 09:00:00', isSample: false },
    );
    expect(
      await warehouse.one(`
      select shape, is_amount, is_share, has_denominator, is_derived, zero_of_none, is_additive, counts_told
      from plan.indicator where indicator = 'thu'`),
    ).toEqual({
      shape,
      is_amount: traits.value === 'amount',
      is_share: traits.value === 'share',
      has_denominator: traits.hasDenominator,
      is_derived: traits.isDerived,
      zero_of_none: traits.parts === 'add',
      is_additive: traits.parts === 'add',
      counts_told: traits.counts,
    });
  },
);

test('what a share is a share of is told by fact and shape, else by the indicator itself', async () => {
  const populationOf = async (shape: string, fields: object, lists: string[] = []) =>
    (await read(shape, fields, lists)).indicators.find(({ id }) => id === 'thu')?.population;
  const share = given(['fact', 'when', 'meets']);
  expect(await populationOf('ratio', share)).toBe('cases');
  expect(await populationOf('average', given(['fact', 'when', 'sum']))).toBe('cases');
  expect(await populationOf('deadline', given(['fact', 'when', 'due', 'done']))).toBe('cases');
  // Of a list, of a state, of reported sums, of other indicators: all there are. A count is no share.
  expect(await populationOf('ratio', share, ['s'])).toBe('whole');
  expect(await populationOf('ratio', { ...share, aggregate: 'stock' })).toBe('whole');
  expect(await populationOf('ratio', given(['fact', 'when', 'sum', 'over']))).toBe('whole');
  expect(await populationOf('quotient', given(['of']))).toBe('whole');
  expect(await populationOf('count', given(['fact', 'when']))).toBe('whole');
  expect(await populationOf('ratio', { ...share, population: 'whole' })).toBe('whole');
  expect(await populationOf('ratio', { ...share, aggregate: 'stock', population: 'cases' })).toBe('cases');
  expect(await told('count', { ...given(['fact', 'when']), population: 'cases' })).toEqual([
    text.populationOfNoShare('count'),
  ]);
});

test('any field that a shape may have decides the version of the rule', async () => {
  const { indicators } = await read('count', given(['fact', 'when']));
  const indicator = indicators.find(({ id }) => id === 'thu');
  if (!indicator) throw new Error('thu');
  const version = (change: object) => ruleVersion({ ...indicator, ...change }, indicators, 'models');
  for (const field of shapeFields) {
    const change = field === 'fact' || field === 'when' ? { [field]: 'other' } : given([field]);
    expect(version(change), field).not.toBe(version({}));
  }
});

test('SQL asks the plan what a shape is, and names none', async () => {
  const files = [
    ...(await readdir(join(checkout, 'models'), { recursive: true })).map((name) => join('models', name)),
    ...(await readdir(join(checkout, 'pipelines', 'measure'), { recursive: true })).map((name) =>
      join('pipelines', 'measure', name),
    ),
  ].filter((name) => /\.(sql|ts)$/.test(name));
  expect(files.length).toBeGreaterThan(40);
  const named = [];
  for (const file of files)
    if (/\bshape (= '|<> '|(not )?in \()/.test(await readFile(join(checkout, file), 'utf8')))
      named.push(file);
  expect(named).toEqual([]);
});
