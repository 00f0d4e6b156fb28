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
import { type DefaultPeriod, type Reading, type ReadingsOptions, showReadings } from './readings-show.ts';

// The mart stands in the order of the catalogue, its keys in the order of the plan or of the Vietnamese alphabet.
const query = `
  select indicator, period, basis, kind, nullif(breakdown, '') as "by", nullif(key, '') as key, numerator, denominator, value,
    target, status, left_out, name, key_label, value_text, target_text, counts_text, status_label, change_text, period_label
  from reading
  order by rowid`;

const siteQuery = 'select default_period, default_period_label from site';

interface Answers {
  readings: Reading[];
  site: DefaultPeriod | undefined;
}

/** Readings as of another day: computed over today's facts inside a transaction that is rolled back. */
async function readingsAsOf(context: Context, asOf: string): Promise<Answers> {
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
    const [site] = await warehouse.all<DefaultPeriod>(siteQuery.replace('from site', 'from mart.site'));
    return { readings: await warehouse.all(query.replace('from reading', 'from mart.reading')), site };
  } finally {
    await warehouse.run('rollback');
    await warehouse.close();
  }
}

async function answers(context: Context): Promise<Answers> {
  if (context.asOf !== undefined) return readingsAsOf(context, context.asOf);
  const [site] = await askMarts<DefaultPeriod>(context.home, siteQuery);
  return { readings: await askMarts<Reading>(context.home, query), site };
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

export const run: Command<ReadingsOptions> = async (context, options) => {
  const { readings: all, site } = await answers(context);
  refuseUnknown(all, options);
  const chosen = all.filter(
    (reading) =>
      reading.by === (options.by ?? null) &&
      (options.indicator === undefined || reading.indicator === options.indicator) &&
      (options.period === undefined || reading.period === options.period),
  );
  if (context.json)
    context.print(
      JSON.stringify(chosen.map((reading) => Object.fromEntries(fields.map((f) => [f, reading[f]])))),
    );
  else showReadings(context, chosen, site, options);
  return 0;
};
