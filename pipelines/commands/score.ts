import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { answerAsOf } from '../run/answer-as-of.ts';
import type { Row } from '../warehouse/engine.ts';
import type { Command, Context } from './context.ts';
import { askMarts } from './marts.ts';
import { type ItemRow, type ScoreRow, showScore } from './score-show.ts';

interface ScoreOptions {
  period?: string;
}

const itemFields = [
  'item',
  'group',
  'name',
  'max',
  'indicator',
  'numerator_of',
  'denominator_of',
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

/** Asks a mart by its name; `parameters` as in askMarts. */
type Ask = <T extends Row>(
  select: (mart: (name: string) => string) => string,
  parameters?: Record<string, string | null>,
) => Promise<T[]>;

/** The asked period, else the one that the report opens with. */
async function periodOf(ask: Ask, wanted: string | undefined): Promise<string> {
  const text = messages().cli;
  const rows = await ask<{ period: string; chosen: boolean }>(
    (mart) =>
      `select distinct s.period, s.period = coalesce($wanted, site.default_period) as chosen from ${mart('score')} s cross join ${mart('site')} site`,
    { wanted: wanted ?? null },
  );
  const chosen = rows.find((row) => row.chosen);
  if (chosen) return chosen.period;
  if (wanted === undefined || rows.length === 0)
    throw new KpiError('no_score', text.score.none, { exitCode: 2 });
  throw new KpiError('unknown_period', text.unknownPeriod(wanted), { exitCode: 2 });
}

interface Answer {
  period: string;
  /** The whole first, then its groups. */
  scores: ScoreRow[];
  items: ItemRow[];
}

async function answer(ask: Ask, wanted: string | undefined): Promise<Answer> {
  const period = await periodOf(ask, wanted);
  const inOrder = (name: string) => (mart: (of: string) => string) =>
    `select * from ${mart(name)} where period = $period order by sort_key`;
  return {
    period,
    scores: await ask<ScoreRow>(inOrder('score'), { period }),
    items: await ask<ItemRow>(inOrder('score_item'), { period }),
  };
}

/** From the marts of the last refresh, or computed as of the day that is asked for. */
function answers(context: Context, wanted: string | undefined): Promise<Answer> {
  if (context.asOf === undefined)
    return answer(
      (select, given) =>
        askMarts(
          context.home,
          select((name) => name),
          given,
        ),
      wanted,
    );
  return answerAsOf(context, context.asOf, (warehouse) =>
    answer(
      (select, given) =>
        warehouse.all(
          select((name) => `mart.${name}`),
          given,
        ),
      wanted,
    ),
  );
}

/** The documented interface: fields of the marts, null where a page shows nothing. */
function asJson(period: string, whole: ScoreRow, groups: readonly ScoreRow[], items: readonly ItemRow[]) {
  const { version, certain, possible, measured, max } = whole;
  const { rating_certain, rating_possible, rating_confirmed } = whole;
  return {
    period,
    version,
    certain,
    measured,
    possible,
    max,
    rating_certain,
    rating_possible,
    rating_confirmed,
    groups: groups.map((group) => ({
      group: group.group_id,
      name: group.group_name,
      certain: group.certain,
      measured: group.measured,
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

export const run: Command<ScoreOptions> = async (context, options) => {
  const { period, scores, items } = await answers(context, options.period);
  const [whole, ...groups] = scores;
  if (!whole) throw new Error('a period with a score has a row for the whole');
  if (context.json) context.print(JSON.stringify(asJson(period, whole, groups, items)));
  else showScore(context, whole, groups, items);
  return 0;
};
