import { type CalledDimension, calledDimension, dimensionText } from '../config/called-dimension.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { answerAsOf } from '../run/answer-as-of.ts';
import type { Command, Context } from './context.ts';
import { knownIndicator } from './known-indicator.ts';
import { askMarts } from './marts.ts';
import { type DefaultPeriod, type Reading, type ReadingsOptions, showReadings } from './readings-show.ts';

// The mart stands in the order of the catalogue, its keys in the order of the plan or of the Vietnamese alphabet.
const query = `
  select indicator, period, basis, kind, nullif(breakdown, '') as "by", breakdown_label as by_label, nullif(key, '') as key, numerator, denominator, value,
    target, judged_value, judged_target, low, high, status, gap, left_out, name, key_label, value_text, target_text, counts_text,
    status_label, judged_text, interval_text, change_text, period_label
  from reading
  order by rowid`;

const siteQuery = 'select default_period, default_period_label from site';

interface Answers {
  readings: Reading[];
  site: DefaultPeriod | undefined;
}

/** Readings as of another day. */
const readingsAsOf = (context: Context, asOf: string): Promise<Answers> =>
  answerAsOf(context, asOf, async (warehouse) => {
    const [site] = await warehouse.all<DefaultPeriod>(siteQuery.replace('from site', 'from mart.site'));
    return { readings: await warehouse.all(query.replace('from reading', 'from mart.reading')), site };
  });

async function answers(context: Context): Promise<Answers> {
  if (context.asOf !== undefined) return readingsAsOf(context, context.asOf);
  const [site] = await askMarts<DefaultPeriod>(context.home, siteQuery);
  return { readings: await askMarts<Reading>(context.home, query), site };
}

const refuse = (code: string, message: string) => new KpiError(code, message, { exitCode: 2 });

/** The breakdowns of readings, each once. */
const dimensionsOf = (readings: readonly Reading[]): CalledDimension[] => {
  const labels = new Map(readings.flatMap(({ by, by_label }) => (by === null ? [] : [[by, by_label]])));
  return [...labels].map(([id, label]) => ({ id, label }));
};

/** The breakdown that a word calls, of the chosen indicator or of all. Throws `unknown_dimension` with those there are. */
function breakdownOf(all: readonly Reading[], indicator: string | undefined, word: string): string {
  const text = messages().cli;
  const known = dimensionsOf(all);
  const by = calledDimension(word, known);
  const its = all.filter((reading) => reading.indicator === indicator);
  const own = indicator === undefined ? known : dimensionsOf(its);
  if (by !== undefined && own.some(({ id }) => id === by)) return by;
  const names = own.map(dimensionText).join(', ');
  throw refuse(
    'unknown_dimension',
    indicator === undefined
      ? text.unknownDimension(word, names)
      : text.readings.notBy(its[0]?.name ?? indicator, word, names),
  );
}

/** What was asked for, by the ids of the marts. Throws where there is no such indicator, period or breakdown, with what there is. */
function known(
  all: readonly Reading[],
  { indicator, period, by, ...rest }: ReadingsOptions,
): ReadingsOptions {
  const names = new Map(all.map((reading) => [reading.indicator, reading.name]));
  const id =
    indicator === undefined
      ? undefined
      : knownIndicator(
          indicator,
          [...names].map(([its, name]) => ({ id: its, name })),
        ).id;
  if (period !== undefined && !all.some((reading) => reading.period === period))
    throw refuse('unknown_period', messages().cli.unknownPeriod(period));
  return {
    ...rest,
    ...(id === undefined ? {} : { indicator: id }),
    ...(period === undefined ? {} : { period }),
    ...(by === undefined ? {} : { by: breakdownOf(all, id, by) }),
  };
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
  'judged_value',
  'judged_target',
  'low',
  'high',
  'status',
  'gap',
  'left_out',
];

export const run: Command<ReadingsOptions> = async (context, asked) => {
  const { readings: all, site } = await answers(context);
  const options = known(all, asked);
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
