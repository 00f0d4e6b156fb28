import { messages } from '../messages/index.ts';
import type { Context } from './context.ts';
import { table } from './table.ts';

/** A row of the mart `score`: the whole, or a group. */
export interface ScoreRow {
  [key: string]: unknown;
  group_id: string;
  group_name: string;
  period_label: string;
  certain: number;
  possible: number;
  measured: number;
  max: number;
  rating_certain: string;
  rating_possible: string;
  rating_confirmed: boolean;
  version: string;
}

/** A row of the mart `score_item`. */
export interface ItemRow {
  [key: string]: unknown;
  item: string;
  group_id: string;
  name: string;
  max: number;
  points: number | null;
  highest: number;
  state: string;
  confirmed: boolean;
  next_points: number | null;
  next_cases: number | null;
}

/** Below this, points are equal: they are sums of binary fractions. */
const nothing = 1e-9;

/** Points in the reader's language, with as many decimals as asked for and no more than needed. */
const numberText = (n: number, most: number, least = 0): string =>
  n.toLocaleString(messages().locale, { maximumFractionDigits: most, minimumFractionDigits: least });

function rangeShort({ certain, possible }: ScoreRow): string {
  const texts = [certain, possible].map((n) => numberText(n, 2, 2));
  return texts[0] === texts[1] ? String(texts[0]) : texts.join(' – ');
}

/** Why there are no points, or that the portal divides otherwise than is written. */
function noteOf(row: ItemRow): string {
  const why = { no_data: row.missing_text, scored: row.divided_text, watched: row.state_label }[row.state];
  return String(why ?? '');
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

/** First what is certain of what is measured, then what the rest can bring at most, with the rating at both ends. */
function showTotals(context: Context, whole: ScoreRow, items: readonly ItemRow[]): void {
  const text = messages().cli.score;
  const { certain, possible, measured, max } = whole;
  const open = numberText(max - measured, 2);
  const isWhole = max - measured < nothing;
  context.print(
    measured === 0
      ? `\n${text.unmeasured(open)}`
      : `\n${text.certain(numberText(certain, 1, 1), numberText(measured, 2), isWhole ? null : open)}`,
  );
  const bounded = items.filter((its) => its.state === 'no_data' && its.highest < its.max - nothing);
  const atMost = bounded.map(({ item, highest }) => text.atMost(item, numberText(highest, 2)));
  if (!isWhole) context.print(text.ifFull(numberText(possible, 1, 1), atMost));
  context.print(text.rating(whole.rating_certain, whole.rating_possible, whole.rating_confirmed));
}

/** The score on a screen: its items by group, the totals, what has no points, and what the next point takes. */
export function showScore(
  context: Context,
  whole: ScoreRow,
  groups: readonly ScoreRow[],
  items: readonly ItemRow[],
): void {
  const text = messages().cli.score;
  context.print(text.title(whole.period_label, whole.version));
  context.print(tableOf(groups, items));
  showTotals(context, whole, items);
  const missing = items.filter(({ state }) => state === 'no_data');
  if (missing.length > 0) context.print(text.missing(missing.map(({ item, name }) => `${item} ${name}`)));
  if (items.some(({ state, confirmed }) => state === 'scored' && !confirmed)) context.print(text.unconfirmed);
  const steps = items.filter(({ next_cases }) => next_cases !== null);
  if (steps.length > 0) context.print(`\n${text.steps}`);
  for (const { item, name, next_points, next_cases, unit } of steps) {
    const points = numberText(Number(next_points), 2);
    const cases = numberText(Number(next_cases), 0);
    context.print(`  ${text.step(`${item} ${name}`, points, cases, String(unit))}`);
  }
}
