import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import type { Command, Context } from './context.ts';
import { askMarts } from './marts.ts';
import { table } from './table.ts';

interface ScoreOptions {
  period?: string;
}

interface ScoreRow {
  [key: string]: unknown;
  group_id: string;
  group_name: string;
  period_label: string;
  certain: number;
  possible: number;
  max: number;
  rating_certain: string;
  rating_possible: string;
  version: string;
  policy: 'full' | 'rebase';
}

interface ItemRow {
  [key: string]: unknown;
  item: string;
  group_id: string;
  name: string;
  max: number;
  points: number | null;
  state: string;
  confirmed: boolean;
  next_points: number | null;
  next_cases: number | null;
}

const itemFields = [
  'item',
  'group',
  'name',
  'max',
  'indicator',
  'numerator',
  'denominator',
  'value',
  'points',
  'lowest',
  'highest',
  'state',
  'missing_reason',
  'confirmed',
  'next_points',
  'next_cases',
];

/** The asked period, else the one that the report opens with. */
async function periodOf({ home }: Context, wanted: string | undefined): Promise<string> {
  const text = messages().cli;
  const rows = await askMarts<{ period: string; chosen: boolean }>(
    home,
    'select distinct s.period, s.period = coalesce($wanted, site.default_period) as chosen from score s cross join site',
    { wanted: wanted ?? null },
  );
  const chosen = rows.find((row) => row.chosen);
  if (chosen) return chosen.period;
  if (wanted === undefined) throw new KpiError('no_score', text.score.none, { exitCode: 2 });
  throw new KpiError('unknown_period', text.unknownPeriod(wanted), { exitCode: 2 });
}

/** The documented interface: fields of the marts, null where a page shows nothing. */
function asJson(period: string, whole: ScoreRow, groups: readonly ScoreRow[], items: readonly ItemRow[]) {
  const { certain, possible, max, rating_certain, rating_possible, version, policy } = whole;
  return {
    period,
    version,
    policy,
    certain,
    possible,
    max,
    rating_certain,
    rating_possible,
    groups: groups.map((group) => ({
      group: group.group_id,
      name: group.group_name,
      certain: group.certain,
      possible: group.possible,
      max: group.max,
    })),
    items: items.map((row) => {
      const named: Record<string, unknown> = { ...row, group: row.group_id };
      return Object.fromEntries(
        itemFields.map((field) => [field, named[field] === '' ? null : named[field]]),
      );
    }),
  };
}

/** Points in the reader's language, with as many decimals as asked for and no more than needed. */
const numberText = (n: number, most: number, least = 0): string =>
  n.toLocaleString(messages().locale, { maximumFractionDigits: most, minimumFractionDigits: least });

function rangeText({ certain, possible, max }: ScoreRow): string {
  const { range } = messages().cli.score;
  return range(numberText(certain, 1, 1), numberText(possible, 1, 1), numberText(max, 1));
}

/** Every group as a line of its own, its items below. */
function tableOf(groups: readonly ScoreRow[], items: readonly ItemRow[]): string {
  const { column, score } = messages().cli;
  const rows = groups.flatMap((group) => [
    ['', group.group_name, '', rangeShort(group), numberText(group.max, 2), ''],
    ...items
      .filter(({ group_id }) => group_id === group.group_id)
      .map((row) => {
        const mark = row.state === 'scored' && !row.confirmed ? ' *' : '';
        const shown = [row.value_text, `${row.points_text}${mark}`, row.max_text].map(String);
        return [row.item, `  ${row.name}`, ...shown, noteOf(row)];
      }),
  ]);
  const headers = [score.item, score.criterion, column.value, score.points, score.max, score.remark];
  return table(headers, rows, [2, 3, 4]);
}

function rangeShort({ certain, possible }: ScoreRow): string {
  const texts = [certain, possible].map((n) => numberText(n, 2, 2));
  return texts[0] === texts[1] ? String(texts[0]) : texts.join(' – ');
}

const noteOf = (row: ItemRow): string =>
  String((row.state === 'no_data' ? row.missing_text : row.state === 'scored' ? '' : row.state_label) ?? '');

export const run: Command<ScoreOptions> = async (context, options) => {
  const period = await periodOf(context, options.period);
  const rows = await askMarts<ScoreRow>(
    context.home,
    'select * from score where period = $period order by sort_key',
    { period },
  );
  const items = await askMarts<ItemRow>(
    context.home,
    'select * from score_item where period = $period order by sort_key',
    { period },
  );
  const whole = rows.find(({ group_id }) => group_id === '');
  if (!whole) throw new Error('a period with a score has a row for the whole');
  const groups = rows.filter((row) => row !== whole);
  if (context.json) {
    context.print(JSON.stringify(asJson(period, whole, groups, items)));
    return 0;
  }
  const text = messages().cli.score;
  const missing = items.filter(({ state }) => state === 'no_data');
  const steps = items.filter(({ next_cases }) => next_cases !== null);
  context.print(text.title(whole.period_label, whole.version));
  context.print(tableOf(groups, items));
  context.print(`\n${rangeText(whole)}`);
  context.print(text.rating(whole.rating_certain, whole.rating_possible));
  if (items.some(({ state }) => state === 'not_applicable')) {
    const counted = groups.reduce((sum, { max }) => sum + max, 0);
    context.print(text.policy[whole.policy](numberText(counted, 2)));
  }
  if (missing.length > 0) context.print(text.missing(missing.map(({ item, name }) => `${item} ${name}`)));
  if (items.some(({ state, confirmed }) => state === 'scored' && !confirmed)) context.print(text.unconfirmed);
  if (steps.length > 0) context.print(`\n${text.steps}`);
  for (const { item, name, next_points, next_cases, unit } of steps) {
    const points = numberText(Number(next_points), 2);
    context.print(
      `  ${text.step(`${item} ${name}`, points, numberText(Number(next_cases), 0), String(unit))}`,
    );
  }
  return 0;
};
