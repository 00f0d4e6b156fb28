import type { DuckDBConnection } from '@duckdb/node-api';
import {
  partsAreNeverMore,
  partsComeToTheWhole,
  periodsAddUp,
  sameCountsAreOne,
  samePeriodsAreOne,
} from './laws.ts';
import type { Problem, Row } from './problem.ts';
import { type MartsAt, type PublishedFigures, readPublished } from './published.ts';
import { Solver } from './solver.ts';
import { Figures, type HiddenReading, isSmall, sides } from './unknowns.ts';

/** What may be worked out of one indicator in one breakdown. */
export interface Fallen {
  indicator: string;
  breakdown: string;
  /** Hidden parts, and how many of them are told by the rest. */
  hidden: number;
  fallen: number;
}

/** What was asked of a release. */
export interface Audit {
  hidden: number;
  fallen: Fallen[];
  /** Breakdowns of which the published figures contradict each other: nothing can be said of what they hide. */
  contradicting: { indicator: string; breakdown: string }[];
}

/** Indicators of the same rows, by their published rules: whoever subtracts one from another looks there. */
function familiesOf({ readings, rules }: PublishedFigures): Family[] {
  const families = new Map<string, { breakdown: string; indicators: Set<string> }>();
  for (const { indicator, breakdown } of readings) {
    if (breakdown === '') continue;
    const rule = rules.get(indicator);
    const key = [breakdown, ...['fact', 'when', 'aggregate', 'basis'].map((name) => rule?.get(name))].join(
      '\n',
    );
    const family = families.get(key) ?? { breakdown, indicators: new Set() };
    family.indicators.add(indicator);
    families.set(key, family);
  }
  return [...families.values()].map(({ breakdown, indicators }) => ({
    breakdown,
    indicators: [...indicators],
  }));
}

/** What a reader takes for granted: all laws that the figures keep, or only that parts come to the whole. */
type Laws = 'all' | 'sums';

interface Family {
  breakdown: string;
  indicators: readonly string[];
}

function figuresOf(
  published: PublishedFigures,
  { breakdown, indicators }: Family,
  laws: Laws,
  hideAll = false,
): Figures {
  const figures = new Figures(published, breakdown, indicators, hideAll);
  if (figures.hidden.length === 0) return figures;
  if (laws === 'all') {
    samePeriodsAreOne(figures);
    sameCountsAreOne(figures);
    periodsAddUp(figures);
    partsAreNeverMore(figures);
  }
  partsComeToTheWhole(figures);
  return figures;
}

/** The figures as a problem: equal unknowns are one column. */
function problemOf(figures: Figures): { problem: Problem; columnOf: (unknown: number) => number } {
  const columns = new Map<number, number>();
  const columnOf = (unknown: number) => {
    const root = figures.root(unknown);
    const column = columns.get(root) ?? columns.size;
    columns.set(root, column);
    return column;
  };
  for (const { unknowns } of figures.hidden)
    for (const side of sides) if (unknowns[side] !== undefined) columnOf(unknowns[side]);
  const rows = new Map<string, Row>();
  for (const { terms, least, most } of figures.equations) {
    const sums = new Map<number, number>();
    for (const [unknown, factor] of terms)
      sums.set(columnOf(unknown), (sums.get(columnOf(unknown)) ?? 0) + factor);
    for (const [column, factor] of sums) if (factor === 0) sums.delete(column);
    // Indicators that share a count say the same of it.
    rows.set([...[...sums].sort(([a], [b]) => a - b), least, most].join(' '), { terms: sums, least, most });
  }
  return { problem: { columns: columns.size, rows: [...rows.values()] }, columnOf };
}

/** The hidden readings of which a count can be but one number, and that number is not told on purpose elsewhere. */
async function fallenOf(figures: Figures, solver: Solver): Promise<HiddenReading[] | undefined> {
  const { problem, columnOf } = problemOf(figures);
  const open = new Set([...figures.open].map(columnOf));
  const columnsOf = ({ unknowns }: HiddenReading) =>
    sides
      .flatMap((side) => unknowns[side] ?? [])
      .map(columnOf)
      .filter((column) => !open.has(column));
  const asked = [...new Set(figures.hidden.flatMap(columnsOf))];
  const same = await solver.sameInAll(problem, asked);
  if (same === undefined) return undefined;
  const told = new Set(same);
  return figures.hidden.filter((hidden) => columnsOf(hidden).some((column) => told.has(column)));
}

const idOf = ({ reading: { indicator, period, key } }: HiddenReading): string =>
  [indicator, period, key].join('\n');

/** Hidden readings that tell something outright: a number beside them, or a change of the period after. */
function toldOutright(figures: Figures): HiddenReading[] {
  return figures.hidden.filter(({ reading: { numerator, denominator, value, leftOut } }) =>
    [numerator, denominator, value, leftOut].some((figure) => figure !== null),
  );
}

/** Readings whose period before is hidden, and that tell it as the value they are compared with. */
function toldByTheNext(figures: Figures): HiddenReading[] {
  return figures.hidden.filter(({ reading: { indicator, period, key } }) =>
    figures.periods.some((next) => {
      const [its, before] = [
        figures.wholeReading(indicator, next.period),
        figures.wholeReading(indicator, period),
      ];
      const at = figures.periods.find((one) => one.period === period);
      if (next.kind !== at?.kind || next.basis !== at.basis || next.from <= at.from) return false;
      const isPrevious = its?.previousValue !== null && its?.previousValue === before?.value;
      return (
        isPrevious &&
        next.from === at.until + 1 &&
        (figures.part(indicator, next.period, key)?.previousValue ?? null) !== null
      );
    }),
  );
}

/** Counts that a reading tells: both sides, and those of the one that are not of the other. */
const countsTold = ({
  numerator,
  denominator,
}: {
  numerator: number | null;
  denominator: number | null;
}): number[] =>
  numerator !== null && denominator !== null
    ? [numerator, denominator, denominator - numerator]
    : [numerator ?? 0, denominator ?? 0];

/** Readings of a protected breakdown that tell a few openly. */
const toldOpenly = (figures: Figures): { indicator: string; fallen: number }[] =>
  figures.indicators.map((indicator) => {
    if (figures.ruleOf(indicator).has('sum') || figures.hidden.length === 0) return { indicator, fallen: 0 };
    const few = figures.periods.flatMap(({ period }) =>
      figures.keys.filter((key) => {
        const part = figures.part(indicator, period, key);
        return part && !part.isHidden && countsTold(part).some(isSmall);
      }),
    );
    return { indicator, fallen: few.length };
  });

/** The fallen of a family that the wholes alone would not tell; undefined where its figures contradict each other. */
async function fallenIn(
  published: PublishedFigures,
  family: Family,
  solver: Solver,
): Promise<HiddenReading[] | undefined> {
  for (const laws of ['all', 'sums'] as const) {
    const fallen = await fallenOf(figuresOf(published, family, laws), solver);
    // A locked period may keep no law but the sum of its parts.
    if (fallen === undefined) continue;
    if (fallen.length === 0) return [];
    const byWhole = (await fallenOf(figuresOf(published, family, laws, true), solver)) ?? [];
    const known = new Set(byWhole.map(idOf));
    return fallen.filter((its) => !known.has(idOf(its)));
  }
  return undefined;
}

/**
 * Tries to work out every hidden part from all that is published: parts come to the whole, periods add up, equal counts are
 * equal, parts are never more than what they are parts of, counts are whole and not negative. Reads the published marts only
 * and shares no code with what hides. A part that the wholes alone would tell, were no part told, is not held against it.
 */
export async function auditSmallParts(connection: DuckDBConnection, at: MartsAt): Promise<Audit> {
  const published = await readPublished(connection, at);
  let solver: Solver | undefined;
  const audit: Audit = { hidden: 0, fallen: [], contradicting: [] };
  for (const family of familiesOf(published)) {
    const { breakdown, indicators } = family;
    const figures = new Figures(published, breakdown, indicators);
    if (figures.hidden.length === 0) continue;
    audit.hidden += figures.hidden.length;
    // Loading it takes longer than all else where nothing is hidden.
    solver ??= Solver.load();
    const fallen = await fallenIn(published, family, solver);
    if (fallen === undefined)
      audit.contradicting.push(...indicators.map((indicator) => ({ indicator, breakdown })));
    const all = new Map(
      [...(fallen ?? []), ...toldOutright(figures), ...toldByTheNext(figures)].map((its) => [idOf(its), its]),
    );
    for (const { indicator, fallen: openly } of toldOpenly(figures)) {
      const its = [...all.values()].filter(({ reading }) => reading.indicator === indicator).length + openly;
      const hidden = figures.hidden.filter(({ reading }) => reading.indicator === indicator).length;
      if (its > 0) audit.fallen.push({ indicator, breakdown, hidden, fallen: its });
    }
  }
  return audit;
}
