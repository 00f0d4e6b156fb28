import highs from 'highs';

// Its types are those of a CommonJS module, which this program does not load: there the default is the module itself.
const loadHighs = highs as unknown as typeof highs.default;

/** Whole, non-negative numbers that are looked for: rows of terms [column, factor] that lie between two numbers. */
export interface Problem {
  columns: number;
  rows: { terms: Map<number, number>; least: number; most: number }[];
}

type Highs = Awaited<ReturnType<typeof loadHighs>>;

/** Longer than that, and nothing is proven: what is still open then counts as not shown to be safe. */
const mostSeconds = 20;

const term = ([column, factor]: readonly [number, number]): string =>
  `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} x${column}`;

/** Bounds of a row in the format of LP files. */
function rowText({ terms, least, most }: Problem['rows'][number], at: number): string[] {
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

  static async load(): Promise<Solver> {
    return new Solver(await loadHighs());
  }

  /** The answer that makes a sum of columns least; undefined where there is none. */
  #solve(problem: Problem, goal: readonly (readonly [number, number])[], text: string): Float64Array | undefined {
    const sum = goal.map(term).join(' ') || '0 x0';
    const { Status, Columns } = this.#highs.solve(`Minimize\n ${sum}\nSubject To\n${text}`, {
      output_flag: false,
      time_limit: mostSeconds,
      random_seed: 1,
    });
    if (Status !== 'Optimal') return undefined;
    return Float64Array.from({ length: problem.columns }, (_, at) => Math.round(Columns[`x${at}`]?.Primal ?? 0));
  }

  /**
   * Which of the asked columns are the same in every answer; undefined where there is no answer at all. First the answers for
   * sums of all of them with changing signs: whatever differs between any two answers is not one number. Then one by one.
   */
  sameInAll(problem: Problem, asked: readonly number[]): number[] | undefined {
    const text = textOf(problem);
    const first = this.#solve(problem, [], text);
    if (!first) return undefined;
    let open = [...asked];
    const differ = (answer: Float64Array | undefined) => {
      if (answer) open = open.filter((at) => answer[at] === first[at]);
    };
    for (let round = 0; round < 12 && open.length > 0; round++) {
      const before = open.length;
      // Signs that change with the round and the column: no chance in it, so that two audits say the same.
      const signed = open.map((at) => [at, ((at >> (round % 6)) + round) % 2 === 0 ? 1 : -1] as const);
      differ(this.#solve(problem, signed, text));
      differ(this.#solve(problem, signed.map(([at, sign]) => [at, -sign] as const), text));
      if (round > 3 && open.length === before) break;
    }
    const same: number[] = [];
    while (open.length > 0) {
      const [at] = open as [number];
      for (const sign of [1, -1]) differ(this.#solve(problem, [[at, sign]], text));
      if (open[0] === at) same.push(at);
      open = open.filter((its) => its !== at);
    }
    return same;
  }
}

function textOf({ rows, columns }: Problem): string {
  const names = Array.from({ length: columns }, (_, at) => `x${at}`);
  const lines: string[] = [];
  for (let at = 0; at < names.length; at += 20) lines.push(` ${names.slice(at, at + 20).join(' ')}`);
  const text = rows.flatMap(rowText);
  return `${(text.length > 0 ? text : ['n: x0 >= 0']).map((line) => ` ${line}`).join('\n')}\nGenerals\n${lines.join('\n')}\nEnd`;
}
