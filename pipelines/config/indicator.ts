import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { messages } from '../messages/index.ts';
import { type Fault, readYaml } from './yaml-file.ts';

export const periodKinds = ['month', 'quarter', 'half', 'nine_months', 'year', 'year_to_date'] as const;
export type PeriodKind = (typeof periodKinds)[number];

export const bases = ['calendar', 'nd09', 'own'] as const;
export type BasisId = (typeof bases)[number];

const indicatorSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: z.string().min(1),
  short_name: z.string().min(1),
  fact: z.string().regex(/^[a-z][a-z0-9_]*$/),
  when: z.string().describe('The date of a row that puts it into a period'),
  shape: z.enum(['count', 'ratio', 'average']),
  count: z.string().describe('SQL: the rows that count (denominator; for shape count the value itself)'),
  meets: z.string().optional().describe('SQL, shape ratio: which of them meet (numerator)'),
  sum: z.string().optional().describe('SQL, shape average: what is summed over them (numerator)'),
  unit: z.enum(['percent', 'count', 'days']),
  unit_label: z.string().min(1),
  decimals: z.int().min(0).max(4),
  better: z.enum(['higher', 'lower', 'none']),
  basis: z.enum(bases).default('calendar'),
  kinds: z
    .array(z.enum(periodKinds))
    .min(1)
    .default([...periodKinds]),
  by: z.array(z.string()).default([]),
  description: z.string().min(1),
  numerator_text: z.string().min(1),
  denominator_text: z.string().optional(),
  legal: z.string().min(1),
  plan_section: z.string().min(1),
  owner: z.string().min(1),
  responsible: z.string().min(1),
  source: z.string().describe('The source whose loads stand behind it'),
});

const groupSchema = z.strictObject({
  group: z.strictObject({ id: z.string(), name: z.string(), order: z.int() }),
  indicators: z.array(indicatorSchema).min(1),
});

export type Indicator = z.output<typeof indicatorSchema> & {
  group: z.output<typeof groupSchema>['group'];
  /** Position in the catalogue: groups by order, indicators as the file lists them. */
  order: number;
};

/** The catalogue: every `models/indicators/*.yaml`, in the order of its groups. */
export async function readIndicators(root: string): Promise<{ indicators: Indicator[]; faults: Fault[] }> {
  const folder = join(root, 'models', 'indicators');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const files = await Promise.all(names.map((name) => readYaml(root, join(folder, name), groupSchema)));
  const seen = new Map<string, string>();
  for (const file of files) {
    file.value?.indicators.forEach((indicator, at) => {
      const first = seen.get(indicator.id);
      if (first) file.fault(['indicators', at, 'id'], messages().config.indicatorTwice(indicator.id, first));
      seen.set(indicator.id, file.file);
      const needed = { count: undefined, ratio: 'meets', average: 'sum' } as const;
      for (const field of ['meets', 'sum'] as const) {
        const wanted = needed[indicator.shape] === field;
        if (wanted && indicator[field] === undefined) {
          file.fault(['indicators', at], messages().config.shapeNeeds(indicator.shape, field));
        }
        if (!wanted && indicator[field] !== undefined) {
          file.fault(['indicators', at, field], messages().config.shapeHasNo(indicator.shape, field));
        }
      }
    });
  }
  const groups = files
    .flatMap((file) => (file.value ? [file.value] : []))
    .sort((a, b) => a.group.order - b.group.order);
  const indicators = groups
    .flatMap(({ group, indicators }) => indicators.map((indicator) => ({ ...indicator, group })))
    .map((indicator, order) => ({ ...indicator, order }));
  return { indicators, faults: files.flatMap((file) => file.faults) };
}
