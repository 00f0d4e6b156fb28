import { messages } from '../messages/index.ts';
import type { Context } from './context.ts';
import { table } from './table.ts';

export interface ReadingsOptions {
  indicator?: string;
  period?: string;
  by?: string;
  all?: boolean;
}

/** A reading as the marts keep it; fields beside those of the JSON interface are texts to show. */
export interface Reading {
  [key: string]: unknown;
  indicator: string;
  period: string;
  name: string;
  by: string | null;
  by_label: string;
  key: string | null;
  /** Null where it may not be told. */
  left_out: number | null;
}

/** The period that the report opens with: the last closed month that has data. */
export interface DefaultPeriod {
  [key: string]: unknown;
  default_period: string;
  default_period_label: string;
}

/** With the lines above and below a table of so many rows is a screen of 24 lines. */
const rowsOfAScreen = 18;

/** On a narrower screen names are worth more than changes. */
const enoughForChanges = 100;

/** What a person sees who names no period: all of one indicator, else those of the period the report opens with. */
function ofOnePeriod(
  readings: readonly Reading[],
  site: DefaultPeriod | undefined,
  { indicator, period, all }: ReadingsOptions,
): { shown: readonly Reading[]; heading: string | undefined } {
  const text = messages().cli.readings;
  if (period !== undefined) return { shown: readings, heading: undefined };
  if (indicator !== undefined || all || site === undefined)
    return { shown: readings, heading: text.allPeriods };
  const shown = readings.filter((reading) => reading.period === site.default_period);
  return { shown, heading: text.onePeriod(site.default_period_label, site.default_period) };
}

const columns = [
  'name',
  'period_label',
  'key_label',
  'value_text',
  'target_text',
  'counts_text',
  'left_out',
  'change_text',
  'status_label',
] as const;

/** A verdict with what it rests on where that is not value and target: the year so far, or the interval of few cases. */
export function verdictText(reading: Record<string, unknown>): string {
  const beside = [reading.judged_text, reading.interval_text].filter(Boolean).join('; ');
  return beside === '' ? String(reading.status_label) : `${reading.status_label} (${beside})`;
}

/** None set apart is a blank: whoever looks for what is missing sees it at once. */
function cellOf(reading: Reading, name: (typeof columns)[number]): string {
  if (name === 'left_out') return (reading.left_out || null)?.toLocaleString(messages().locale) ?? '';
  return name === 'status_label' ? verdictText(reading) : String(reading[name] ?? '');
}

/** Shows readings: which period where none was named, and no more than a screen unless all are asked for. */
export function showReadings(
  context: Context,
  readings: readonly Reading[],
  site: DefaultPeriod | undefined,
  options: ReadingsOptions,
): void {
  const { column, none, readings: text } = messages().cli;
  const { shown, heading } = ofOnePeriod(readings, site, options);
  if (shown.length === 0) {
    context.print(none);
    return;
  }
  const rows = options.all ? shown : shown.slice(0, rowsOfAScreen);
  const apart = rows.find(({ left_out: left }) => left !== null && left > 0);
  // What is the same in every line is said once, above them.
  const isOne = (name: string) => new Set(shown.map((reading) => reading[name])).size === 1;
  const once = (['name', 'period_label'] as const).filter(
    (name) => isOne(name) && !(name === 'period_label' && heading !== undefined),
  );
  const idle: readonly string[] = [
    ...(['name', 'period_label'] as const).filter(isOne),
    ...(options.by === undefined ? ['key_label'] : []),
    ...(apart ? [] : ['left_out']),
    ...(context.width !== undefined && context.width < enoughForChanges ? ['change_text'] : []),
  ];
  const said = [...once.map((name) => String(shown[0]?.[name] ?? '')), ...(heading ? [heading] : [])];
  const heads = {
    name: column.indicator,
    period_label: column.period,
    key_label: column.key,
    value_text: column.value,
    target_text: column.target,
    counts_text: column.counts,
    left_out: messages().indicator.shown.leftOut,
    change_text: column.change,
    status_label: column.status,
  };
  const told = columns.filter((name) => !idle.includes(name));
  const right = ['value_text', 'target_text', 'counts_text', 'left_out', 'change_text'];
  for (const line of said) context.print(line);
  if (said.length > 0) context.print('');
  context.print(
    table(
      told.map((name) => heads[name]),
      rows.map((reading) => told.map((name) => cellOf(reading, name))),
      told.flatMap((name, at) => (right.includes(name) ? [at] : [])),
      context.width,
    ),
  );
  if (apart) context.print(`\n${text.leftOut(apart.indicator, apart.period)}`);
  if (rows.length < shown.length) context.print(`\n${text.more(shown.length - rows.length)}`);
}
