import { Engine, literal, quoted } from '../../warehouse/engine.ts';
import type { Mart } from '../published-columns.ts';
import { type OpenFormat, openDataFolder } from './media-types.ts';

/** The page that leads to them: where a commune has switched it off there are none. */
export const openDataPage = '/tra-cuu/';

/** `date`: a text as people write days, 31/01/2026. */
export type FieldType = 'string' | 'number' | 'boolean' | 'date';

/** Columns of open data by the mart that they are taken from. All are published ones: small parts are blank in them already. */
const columns = {
  reading: {
    indicator: 'string',
    name: 'string',
    group_name: 'string',
    unit: 'string',
    period: 'string',
    kind: 'string',
    period_label: 'string',
    state: 'string',
    breakdown: 'string',
    key: 'string',
    key_label: 'string',
    numerator: 'number',
    denominator: 'number',
    value: 'number',
    target: 'number',
    target_confirmed: 'boolean',
    judged_value: 'number',
    judged_target: 'number',
    status: 'string',
    status_label: 'string',
  },
  indicator: { unit_label: 'string' },
  period: { start_text: 'date', end_text: 'date', is_locked: 'boolean' },
} as const satisfies Partial<Record<Mart, Record<string, FieldType>>>;

export type OpenColumn = { [M in keyof typeof columns]: keyof (typeof columns)[M] }[keyof typeof columns];

export interface OpenTable {
  /** Name of its files, and of its sheet. */
  name: 'chi-tieu' | 'chi-tieu-theo-phan';
  fields: readonly OpenColumn[];
  /** Columns that tell one row from all others. */
  key: readonly OpenColumn[];
  /** Readings of the whole commune, or of its parts. */
  isOfParts: boolean;
  /** Of many rows only what packs well: a release is kept three times. */
  formats: readonly OpenFormat[];
}

export const openTables: readonly OpenTable[] = [
  {
    name: 'chi-tieu',
    fields: [
      ...([
        'indicator',
        'name',
        'group_name',
        'unit',
        'unit_label',
        'period',
        'kind',
        'period_label',
      ] as const),
      ...(['start_text', 'end_text', 'state', 'is_locked', 'numerator', 'denominator', 'value'] as const),
      ...(['target', 'target_confirmed', 'judged_value', 'judged_target', 'status', 'status_label'] as const),
    ],
    key: ['indicator', 'period'],
    isOfParts: false,
    formats: ['csv', 'xlsx', 'parquet', 'arrow'],
  },
  {
    name: 'chi-tieu-theo-phan',
    fields: [
      ...(['indicator', 'period', 'breakdown', 'key', 'key_label'] as const),
      ...(['numerator', 'denominator', 'value', 'target', 'status'] as const),
    ],
    key: ['indicator', 'period', 'breakdown', 'key'],
    isOfParts: true,
    formats: ['csv', 'parquet'],
  },
];

/** The open table that a file of a release holds, by its path: `du-lieu/chi-tieu.csv`. */
export const openTableOf = (file: string): OpenTable | undefined =>
  openTables.find(({ name, formats }) => formats.some((its) => file === `${openDataFolder}/${name}.${its}`));

const martOf = (name: OpenColumn) =>
  (Object.keys(columns) as (keyof typeof columns)[]).find((mart) => Object.hasOwn(columns[mart], name)) ??
  'reading';

export const typeOf = (name: OpenColumn): FieldType =>
  (columns[martOf(name)] as Record<string, FieldType>)[name] ?? 'string';

/** Of parts, those periods of which the others are made: a release is kept three times, and all together are twice as many rows. */
const partKinds = ['month', 'quarter', 'year'].map((kind) => literal(kind)).join(', ');

/** SQL of a table over the file of the marts, in an order without ties. */
export function selectOf({ fields, isOfParts }: OpenTable): string {
  const columns = fields.map((name) => `${martOf(name)}.${quoted(name)}`);
  return `
    select ${columns.join(', ')} from marts_file.main.reading
    left join marts_file.main.indicator using (indicator)
    left join marts_file.main.period using (period)
    where ${isOfParts ? `reading.breakdown <> '' and reading.kind in (${partKinds})` : "reading.breakdown = ''"}
    order by reading.sort_key, indicator, reading.period_sort, period, reading.breakdown, reading."key"`;
}

/** An engine in which `marts_file` is the file of the marts. One thread: the same marts give the same bytes. */
export async function openMartsFile(marts: string): Promise<Engine> {
  const engine = await Engine.openEngine({ path: ':memory:', threads: 1 });
  try {
    await engine.run(`attach ${literal(marts)} as marts_file (read_only)`);
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}
