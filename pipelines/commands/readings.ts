import { existsSync } from 'node:fs';
import { localTimestamp } from '../config/clock.ts';
import { nearest } from '../config/nearest.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { buildMarts } from '../run/build-marts.ts';
import { openWarehouse } from '../run/open-warehouse.ts';
import { projectOf } from '../run/setting.ts';
import type { Command, Context } from './context.ts';
import { askMarts } from './marts.ts';
import { table } from './table.ts';

interface ReadingsOptions {
  indicator?: string;
  period?: string;
  by?: string;
}

/** A reading as the marts keep it; the first twelve fields are the JSON interface. */
interface Reading {
  [key: string]: unknown;
  indicator: string;
  period: string;
  by: string | null;
  key: string | null;
}

// The mart stands in the order of the catalogue, its keys in the order of the plan or of the Vietnamese alphabet.
const query = `
  select indicator, period, basis, kind, nullif(breakdown, '') as "by", nullif(key, '') as key, numerator, denominator, value,
    target, status, left_out, name, key_label, value_text, target_text, counts_text, status_label, change_text, period_label
  from reading
  order by rowid`;

/** Readings as of another day: computed over today's facts inside a transaction that is rolled back. */
async function readingsAsOf(context: Context, asOf: string): Promise<Reading[]> {
  if (!existsSync(context.home.warehouse)) {
    throw new KpiError('no_marts', messages().cli.noMarts, { exitCode: 2, hint: messages().cli.noMartsHint });
  }
  const project = await projectOf(context);
  const warehouse = await openWarehouse(context.home);
  const quiet = { step: () => {}, note: () => {} };
  try {
    await warehouse.run('begin');
    const computedAt = localTimestamp(context.clock());
    await buildMarts(warehouse, project, { runId: 'readings', asOf, computedAt, isSample: false }, quiet);
    return await warehouse.all<Reading>(query.replace('from reading', 'from mart.reading'));
  } finally {
    await warehouse.run('rollback');
    await warehouse.close();
  }
}

function refuseUnknown(all: readonly Reading[], options: ReadingsOptions): void {
  const text = messages().cli;
  const { indicator, period, by } = options;
  const refuse = (code: string, message: string) => new KpiError(code, message, { exitCode: 2 });
  const ids = new Set(all.map((reading) => reading.indicator));
  if (indicator !== undefined && !ids.has(indicator)) {
    throw refuse('unknown_indicator', text.unknownIndicator(indicator, nearest(indicator, ids)));
  }
  if (period !== undefined && !all.some((reading) => reading.period === period)) {
    throw refuse('unknown_period', text.unknownPeriod(period));
  }
  const dimensions = new Set(all.flatMap((reading) => (reading.by === null ? [] : [reading.by])));
  if (by !== undefined && !dimensions.has(by)) {
    throw refuse('unknown_dimension', text.unknownDimension(by, [...dimensions].join(', ')));
  }
}

export const run: Command<ReadingsOptions> = async (context, options) => {
  const all =
    context.asOf === undefined
      ? await askMarts<Reading>(context.home, query)
      : await readingsAsOf(context, context.asOf);
  refuseUnknown(all, options);
  const chosen = all.filter(
    (reading) =>
      reading.by === (options.by ?? null) &&
      (options.indicator === undefined || reading.indicator === options.indicator) &&
      (options.period === undefined || reading.period === options.period),
  );
  if (context.json) {
    const fields = [
      'indicator',
      'period',
      'basis',
      'kind',
      'by',
      'key',
      'numerator',
      'denominator',
      'value',
      'target',
      'status',
      'left_out',
    ];
    context.print(
      JSON.stringify(chosen.map((reading) => Object.fromEntries(fields.map((f) => [f, reading[f]])))),
    );
    return 0;
  }
  const { column } = messages().cli;
  const headers = [
    column.indicator,
    column.period,
    column.key,
    column.value,
    column.target,
    column.counts,
    column.change,
    column.status,
  ];
  const shown = [
    'name',
    'period_label',
    'key_label',
    'value_text',
    'target_text',
    'counts_text',
    'change_text',
    'status_label',
  ];
  context.print(
    table(
      headers,
      chosen.map((reading) => shown.map((field) => String(reading[field] ?? ''))),
      [3, 4, 5, 6],
    ),
  );
  return 0;
};
