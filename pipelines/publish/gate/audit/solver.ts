import highs from 'highs';
import { narrow } from './narrow.ts';
import type { Problem, Row } from './problem.ts';

// Its types are those of a CommonJS module, which this program does not load: there the default is the module itself.
const loadHighs = highs as unknown as typeof highs.default;

type Highs = Awaited<ReturnType<typeof loadHighs>>;

/** Longer than that, and nothing is proven: what is still open then counts as not shown to be safe. */
const mostSeconds = 20;

const term = ([column, factor]: readonly [number, number]): string =>
  `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} x${column}`;

/** Bounds of a row in the format of LP files. */
function rowText({ terms, least, most }: Row, at: number): string[] {
  const sum = [...terms].map(term).join(' ');
  if (least === most) return [`e${at}: ${sum} = ${least}`];
  return [
    ...(Number.isFinite(least) ? [`l${at}: ${sum} >= ${least}`] : []),
    ...(Number.isFinite(most) ? [`m${at}: ${sum} <= ${most}`] : []),
  ];
}

/** Columns of a problem that can be but one number, found by asking for answers that differ as much as possible. */
export class Solver {
  readonly #highs: Highs;

  private constructor(highs: Highs) {
    this.#highs = highs;
  }

  static #loaded: Promise<Highs> | undefined;

  /** Compiling it takes longer than most audits: once a process. */
  static async load(): Promise<Solver> {
    Solver.#loaded ??= loadHighs();
    return new Solver(await Solver.#loaded);
  }

  /** The answer that makes a sum of columns least; undefined where there is none. */
  #solve(
    goal: readonly (readonly [number, number])[],
    text: string,
  ): ((column: number) => number) | undefined {
    const { Status, Columns } = this.#highs.solve(`Minimize\n ${goal.map(term).join(' ')}\n${text}`, {
      output_flag: false,
      time_limit: mostSeconds,
      random_seed: 1,
    });
    if (Status !== 'Optimal') return undefined;
    return (column) => Math.round(Columns[`x${column}`]?.Primal ?? 0);
  }

  /**
   * Which of the asked columns are the same in every answer; undefined where there is no answer at all. What follows row by row
   * needs no search, and what shares no column is looked at by itself.
   */
  sameInAll(problem: Problem, asked: readonly number[]): number[] | undefined {
    const narrowed = narrow(problem);
    if (!narrowed) return undefined;
    const { known, pieces } = narrowed;
    const same = asked.filter((column) => known.has(column));
    for (const rows of pieces) {
      const columns = new Set(rows.flatMap(({ terms }) => [...terms.keys()]));
      const found = this.#sameInPiece(
        rows,
        [...columns],
        asked.filter((column) => columns.has(column)),
      );
      if (found === undefined) return undefined;
      same.push(...found);
    }
    return same;
  }

  /**
   * The same of one piece. First the answers for sums of all of them with changing signs: whatever differs between any two
   * answers is not one number. Then one by one.
   */
  #sameInPiece(
    rows: readonly Row[],
    columns: readonly number[],
    asked: readonly number[],
  ): number[] | undefined {
    const text = textOf(rows, columns);
    const first = this.#solve([[columns[0] ?? 0, 1]], text);
    if (!first) return undefined;
    let open = [...asked];
    const differ = (goal: readonly (readonly [number, number])[]) => {
      const answer = this.#solve(goal, text);
      if (answer) open = open.filter((at) => answer(at) === first(at));
    };
    for (let round = 0; round < 12 && open.length > 4; round++) {
      const before = open.length;
      // Signs that change with the round and the column: no chance in it, so that two audits say the same.
      const signed = open.map((at) => [at, ((at >> (round % 6)) + round) % 2 === 0 ? 1 : -1] as const);
      differ(signed);
      differ(signed.map(([at, sign]) => [at, -sign] as const));
      if (round > 3 && open.length === before) break;
    }
    const same: number[] = [];
    while (open.length > 0) {
      const [at] = open as [number];
      for (const sign of [1, -1]) if (open[0] === at) differ([[at, sign]]);
      if (open[0] === at) same.push(at);
      open = open.filter((its) => its !== at);
    }
    return same;
  }
}

/** Rows and columns in the format of LP files. */
function textOf(rows: readonly Row[], columns: readonly number[]): string {
  const names = columns.map((column) => `x${column}`);
  const lines: string[] = [];
  for (let at = 0; at < names.length; at += 20) lines.push(` ${names.slice(at, at + 20).join(' ')}`);
  return `Subject To\n${rows
    .flatMap(rowText)
    .map((line) => ` ${line}`)
    .join('\n')}\nGenerals\n${lines.join('\n')}\nEnd`;
}
