import { z } from 'zod';

/** The types a column can have. What each accepts and repairs stands in `land/types.ts`. */
export const columnTypes = [
  'text',
  'integer',
  'decimal',
  'money',
  'date',
  'timestamp',
  'yes_no',
  'code',
  'personal_id',
  'phone',
  'dossier_code',
  'procedure_code',
] as const;
export type ColumnType = (typeof columnTypes)[number];

const identifier = z.string().regex(/^[a-z][a-z0-9_]*$/);
const duration = z.string().regex(/^[1-9]\d*[dh]$/);

const faultActions = ['warn', 'refuse_value', 'refuse_row', 'refuse_file'] as const;

const column = z.strictObject({
  labels: z.array(z.string().min(1)).min(1).describe('Header texts this column is known by'),
  type: z.enum(columnTypes),
  required: z
    .union([z.boolean(), z.literal('header')])
    .default(false)
    .describe('true: header and every cell; header: the header must be there, cells may be blank'),
  codes: z.record(z.string(), z.string()).optional().describe('Text in the export → our code'),
  empty: z.string().optional().describe('The code a blank cell stands for'),
  date_only: z.enum(['start_of_day', 'end_of_day']).default('start_of_day'),
  not_after: z.literal('delivery').optional().describe('No later than the day on which the file was pulled'),
  personal: z.enum(['drop', 'pseudonym']).optional(),
  otherwise: z
    .enum(['refuse_value', 'refuse_row', 'refuse_file'])
    .default('refuse_row')
    .describe('What becomes of a cell whose text is not of the type'),
});

const check = z.strictObject({
  name: identifier,
  where: z.string().min(1).describe('SQL over the columns; the row is sound where it is true or unknown'),
  otherwise: z.enum(faultActions),
  title: z.string().min(1).describe('The reason in a few Vietnamese words, for lists'),
  column: identifier.optional().describe('The column a person should look at'),
  message: z.string().min(1).describe('One Vietnamese sentence for the officer'),
});

/** The contract of a source, as an officer writes it in `sources/<id>/source.yaml`. */
export const contractSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string().min(1),
  publisher: z.string().min(1),
  steward: z.string().min(1),
  pull: z.strictObject({ kind: z.literal('folder'), files: z.string().min(1) }),
  expect: z.strictObject({
    every: duration,
    warn_after: duration,
    stale_after: duration,
    data_date: z.array(identifier).min(1).describe('Date columns whose newest value dates the data'),
  }),
  record: z.strictObject({
    key: z.array(identifier).min(1),
    newest_by: z.array(identifier).default([]),
    delivery: z.literal('increment').default('increment'),
  }),
  columns: z.record(identifier, column),
  checks: z.array(check).default([]),
  refuse_file_above: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe('Share of refused rows above which the whole file is refused'),
});

type Parsed = z.output<typeof contractSchema>;
export type ContractColumn = Parsed['columns'][string] & { name: string };
export type ContractCheck = Parsed['checks'][number];

/** A contract made complete: columns as a list in the order of the file, and the hash that names this version. */
export interface Contract extends Omit<Parsed, 'columns'> {
  columns: ContractColumn[];
  /** Name of the source's tables: the id with underscores. */
  table: string;
  /** Changes when anything in the contract changes that could change what lands. */
  hash: string;
}
