import { z } from 'zod';
import { messages, storedMessages } from '../messages/index.ts';
import { pullSchema } from './pull-settings.ts';
import { memorySchema, secondsSchema } from './reader-limits.ts';

/** The types a column can have. What each accepts and repairs stands in `land/types.ts`. */
const columnTypes = [
  'text',
  'integer',
  'decimal',
  'percent',
  'money',
  'date',
  'timestamp',
  'year_or_date',
  'period',
  'yes_no',
  'code',
  'personal_id',
  'phone',
  'dossier_code',
  'procedure_code',
  'commune_code',
  'parcel_key',
] as const;
export type ColumnType = (typeof columnTypes)[number];

const identifier = z.string().regex(/^[a-z][a-z0-9_]*$/, { error: () => messages().config.badName });
const duration = z.string().regex(/^[1-9]\d*[dh]$/, { error: () => messages().config.badDuration });
const wholeDays = z.string().regex(/^[1-9]\d*d$/, { error: () => messages().config.badDays });
/** What becomes of a fault: told only, the value left out, the row left out, the whole file left out. */
const onFault = ['warn', 'refuse_value', 'refuse_row', 'refuse_file'] as const;

/**
 * Whence the text of a column comes that has no column of its own in the file: the rows above the header, the name of the
 * file or sheet, the title of the section a row stands in, the label of the column across it stands in, the cell beside a
 * label, another column's cell.
 */
const origin = z.union([
  z.enum(['title', 'file', 'sheet', 'section', 'across']),
  z.strictObject({ beside: z.string().min(1) }),
  z.strictObject({ column: identifier }),
]);
export type Origin = z.output<typeof origin>;

const column = z.strictObject({
  labels: z
    .array(z.string().min(1))
    .default([])
    .describe('Header texts this column is known by; a header of several rows is written "above › below"'),
  title: z
    .string()
    .min(1)
    .optional()
    .describe('What people call a column that has no label of its own (across, from)'),
  across: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      'Header texts of columns that are one column written across (twelve months, a hamlet a column): each becomes a row of its own; * stands for what differs. A column with from: across says which it was',
    ),
  from: z
    .union([origin, z.array(origin).min(1)])
    .optional()
    .describe(
      'Where the text stands, if it has no column of its own: title, file, sheet, section, across, { beside: label }, { column: name }; of several the texts are put together',
    ),
  find: z
    .string()
    .min(1)
    .optional()
    .describe(
      'With from: regular expression; what its first group (else the whole of it) matches is the value',
    ),
  type: z.enum(columnTypes),
  required: z
    .union([z.boolean(), z.literal('header')])
    .default(false)
    .describe('true: header and every cell; header: the header must be there, cells may be blank'),
  codes: z.record(z.string(), z.string()).optional().describe('Text in the export → our code'),
  unknown: z
    .enum(['refuse', 'keep'])
    .default('refuse')
    .describe('Of a code column: a text that is in no code is refused, or kept as it is and told'),
  dimension: identifier
    .optional()
    .describe(
      'The list of names (models/plan/dimensions.yaml) that the values are matched to: hamlet, unit, …',
    ),
  empty: z.string().optional().describe('The value (of a code column: the code) a blank cell stands for'),
  blank: z.array(z.string().min(1)).default([]).describe('Texts that mean a blank cell, for instance "-"'),
  pattern: z.string().min(1).optional().describe('Regular expression that the whole text must match'),
  min: z.union([z.number(), z.iso.date()]).optional().describe('Smallest number, or earliest date'),
  max: z.union([z.number(), z.iso.date()]).optional().describe('Largest number, or latest date'),
  date_only: z.enum(['start_of_day', 'end_of_day']).default('start_of_day'),
  dates: z
    .enum(['day_first', 'month_first'])
    .optional()
    .describe(
      'How the dates of this column are written, where a file leaves it open: 08/10/2026 is in October or August',
    ),
  decimals: z
    .enum(['comma', 'point'])
    .optional()
    .describe(
      'The sign before decimals, where a file leaves it open: 1.234 is 1234 (comma) or 1,234 (point)',
    ),
  not_after: z.literal('delivery').optional().describe('No later than the day on which the file was pulled'),
  personal: z
    .enum(['drop', 'pseudonym', 'year_only'])
    .optional()
    .describe('drop: never kept; pseudonym: a keyed hash stands for it; year_only: of a date only the year'),
  publish: z
    .literal('text')
    .optional()
    .describe(
      'Free text that may stand on the site, each value only if nothing personal is found in it ([đã che] otherwise); without it what is in no list is told as unknown',
    ),
  otherwise: z
    .enum(onFault)
    .optional()
    .describe(
      'What becomes of a text that is not of the type, pattern or range (warn: pattern and range only); unless told, the value alone is left out, and the row where the column decides: key, newest_by, data_date, required: true',
    ),
});

const check = z.strictObject({
  name: identifier,
  where: z.string().min(1).describe('SQL over the columns; the row is sound where it is true or unknown'),
  otherwise: z.enum([...onFault, 'repair']),
  repair: z
    .string()
    .min(1)
    .optional()
    .describe('SQL of the value that `column` gets, with otherwise: repair'),
  title: z.string().min(1).describe('The reason in a few Vietnamese words, for lists'),
  column: identifier.optional().describe('The column a person should look at'),
  message: z.string().min(1).describe('One Vietnamese sentence for the officer'),
});

const comparison = z.strictObject({
  name: identifier,
  title: z.string().min(1).describe('The comparison in a few Vietnamese words'),
  left: z.string().min(1).describe('SQL select of one number, over current.* tables'),
  left_title: z.string().min(1).optional().describe('What that number counts, in a few Vietnamese words'),
  operator: z.enum(['=', '<=', '>=', '<', '>']),
  right: z.string().min(1).describe('SQL select of the number it is compared with'),
  right_title: z.string().min(1).optional().describe('What the number it is compared with is'),
  tolerance: z.number().min(0).max(1).default(0).describe('Share of the right side by which they may differ'),
  otherwise: z
    .enum(['warn', 'fail'])
    .default('warn')
    .describe('fail: the run stops before anything is published'),
  example: z
    .string()
    .min(1)
    .optional()
    .describe(
      'SQL select of one short text: what to look for, as codes. the command status shows it, the site does not',
    ),
  message: z
    .string()
    .min(1)
    .describe('One Vietnamese sentence; {left} and {right} stand for the numbers, {example} for the example'),
});

/** The contract of a source, as an officer writes it in `sources/<id>/source.yaml`. */
export const contractSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, { error: () => messages().config.badId }),
  title: z.string().min(1),
  publisher: z.string().min(1),
  steward: z.string().min(1),
  pull: pullSchema,
  expect: z.strictObject({
    every: duration,
    warn_after: duration,
    stale_after: duration,
    due_day: z
      .number()
      .int()
      .min(1)
      .max(28)
      .optional()
      .describe('Day of the month by which a monthly export is due'),
    data_date: z
      .array(identifier)
      .default([])
      .describe('Date columns whose newest value dates the data; without any, the day of delivery does'),
  }),
  file: z
    .strictObject({
      sheet: z
        .string()
        .min(1)
        .optional()
        .describe('Only sheets whose name matches this glob; default: all that fit'),
      records: z.string().min(1).optional().describe('In a JSON file: dotted path of the list of records'),
      formats: z
        .array(z.enum(['docx']))
        .default([])
        .describe('Kinds of files that are read only where it is said: tables of a Word document'),
      form: z
        .strictObject({ label: z.string().min(1), value: z.string().min(1) })
        .optional()
        .describe(
          'A form of one item a row is one record: `label` heads the column of what is asked, `value` that of the answers; labels of columns are what is asked',
        ),
      memory_mb: memorySchema.optional(),
      seconds: secondsSchema.optional(),
    })
    .prefault({}),
  retention: z
    .strictObject({
      originals: wholeDays
        .optional()
        .describe(
          'How long original files are kept after the day of taking, as 365d; then their accepted rows are kept in their place',
        ),
      quarantine: wholeDays
        .optional()
        .describe(
          'How long the cells that quarantine quotes are kept after the day of taking, as 90d; code, row, column and counts stay',
        ),
    })
    .optional()
    .describe('How long what may hold something of persons is kept; without it until somebody removes it'),
  record: z.strictObject({
    key: z.array(identifier).min(1),
    rows: z
      .enum(['one', 'many'])
      .default('one')
      .describe('many: several rows of a file share a key (plot × person), none is a duplicate'),
    newest_by: z
      .array(identifier)
      .default([])
      .describe(
        'Of rows of one file with the same key the one with the newest value here stands; between files the later delivery does',
      ),
    delivery: z
      .enum(['increment', 'period', 'snapshot'])
      .default('increment')
      .describe(
        'increment: a file adds; period: a file is all of its period, what earlier ones had of it and this one lacks is gone; snapshot: each file is the whole list, keys that vanish are closed, not deleted',
      ),
    dated_by: z
      .array(z.enum(['title', 'name', 'data']))
      .default(['title', 'name', 'data'])
      .describe(
        'Where the own date of a delivery is looked for, in this order; where nothing tells it, the day of taking stands for it',
      ),
    may_shrink: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .describe(
        'Of delivery: period and snapshot: a file with a larger share of rows fewer than the one before is held until somebody accepts it',
      ),
    reference: z
      .boolean()
      .default(false)
      .describe('true: a list of names for everybody (hamlets, procedures); its keys may stand on the site'),
  }),
  columns: z.record(identifier, column),
  checks: z.array(check).default([]),
  cross_checks: z
    .array(comparison)
    .default([])
    .describe('Comparisons with other sources, after all have landed'),
  refuse_file_above: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe('Share of refused rows above which the whole file is refused'),
});

type Parsed = z.output<typeof contractSchema>;
type WrittenColumn = Parsed['columns'][string];
export type ContractColumn = Omit<WrittenColumn, 'otherwise' | 'from'> & {
  name: string;
  /** Where the text stands, if not in a column of its own. */
  from: readonly Origin[];
  otherwise: NonNullable<WrittenColumn['otherwise']>;
};
export type ContractCheck = Parsed['checks'][number];
export type CrossCheck = Parsed['cross_checks'][number];

/** What a column is called: its first label; of one that has none its title, or where its text comes from. */
export function labelOf({ name, labels, title, across, from }: ContractColumn): string {
  const [origin] = from;
  const { origin: words } = storedMessages().config;
  const beside = typeof origin === 'object' && 'beside' in origin ? origin.beside : undefined;
  const place = typeof origin === 'string' ? words(origin, name) : undefined;
  return labels[0] ?? title ?? across?.[0] ?? beside ?? place ?? name;
}

/** A contract made complete: columns as a list in the order of the file, and the hash that names this version. */
export interface Contract extends Omit<Parsed, 'columns'> {
  columns: ContractColumn[];
  /** Name of the source's tables: the id with underscores. */
  table: string;
  /** Changes when anything in the contract changes that could change what lands. */
  hash: string;
  /** Where a field stands in its file, for faults that only the engine can find. */
  placeOf(path: readonly (string | number)[]): { file: string; line: number };
}

/**
 * The columns of a contract, with what becomes of a fault in each: only a column that decides which record a row is, of
 * what day, or that must be there takes the row with it.
 */
export function completeColumns({ columns, record, expect }: Parsed): ContractColumn[] {
  const deciding = new Set([...record.key, ...record.newest_by, ...expect.data_date]);
  return Object.entries(columns).map(([name, column]) => {
    const decides = column.required === true || deciding.has(name);
    const { from = [], ...rest } = column;
    return {
      name,
      ...rest,
      from: Array.isArray(from) ? from : [from],
      otherwise: column.otherwise ?? (decides ? 'refuse_row' : 'refuse_value'),
    };
  });
}
