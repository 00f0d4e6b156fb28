import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { narrow } from './narrow.ts';
import type { Problem, Row } from './problem.ts';

/** What HiGHS says of a problem. */
interface Answer {
  Status: string;
  Columns: Record<string, { Primal?: number }>;
}

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

/** Searches in a thread of its own: seconds in which this one goes on with the release. */
const thread = `
const { parentPort, workerData } = require('node:worker_threads');
const loading = require(workerData)();
parentPort.on('message', async ({ nth, text, options }) => {
  parentPort.postMessage({ nth, answer: (await loading).solve(text, options) });
});
`;

/** Columns of a problem that can be but one number, found by asking for answers that differ as much as possible. */
export class Solver {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  #asked = 0;

  private constructor() {
    const program = createRequire(import.meta.url).resolve('highs');
    this.#worker = new Worker(thread, { eval: true, workerData: program });
    this.#worker.on('message', ({ nth, answer }: { nth: number; answer: Answer }) => {
      this.#waiting.get(nth)?.resolve(answer);
      this.#waiting.delete(nth);
      if (this.#waiting.size === 0) this.#worker.unref();
    });
    this.#worker.on('error', (error) => {
      for (const { reject } of this.#waiting.values()) reject(error);
      Solver.#loaded = undefined;
    });
    this.#worker.unref();
  }

  static #loaded: Solver | undefined;

  /** Compiling it takes longer than most audits: once a process. */
  static load(): Solver {
    Solver.#loaded ??= new Solver();
    return Solver.#loaded;
  }

  /** The answer that makes a sum of columns least; undefined where there is none. */
  async #solve(
    goal: readonly (readonly [number, number])[],
    text: string,
  ): Promise<((column: number) => number) | undefined> {
    const answer = new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(this.#asked, { resolve, reject });
    });
    this.#worker.ref();
    this.#worker.postMessage({
      nth: this.#asked++,
      text: `Minimize\n ${goal.map(term).join(' ')}\n${text}`,
      options: { output_flag: false, time_limit: mostSeconds, random_seed: 1 },
    });
    const { Status, Columns } = await answer;
    if (Status !== 'Optimal') return undefined;
    return (column) => Math.round(Columns[`x${column}`]?.Primal ?? 0);
  }

  /**
   * Which of the asked columns are the same in every answer; undefined where there is no answer at all. What follows row by row
   * needs no search, and what shares no column is looked at by itself.
   */
  async sameInAll(problem: Problem, asked: readonly number[]): Promise<number[] | undefined> {
    const narrowed = narrow(problem);
    if (!narrowed) return undefined;
    const { known, pieces } = narrowed;
    const same = asked.filter((column) => known.has(column));
    for (const rows of pieces) {
      const columns = new Set(rows.flatMap(({ terms }) => [...terms.keys()]));
      const found = await this.#sameInPiece(
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
  async #sameInPiece(
    rows: readonly Row[],
    columns: readonly number[],
    asked: readonly number[],
  ): Promise<number[] | undefined> {
    const text = textOf(rows, columns);
    const first = await this.#solve([[columns[0] ?? 0, 1]], text);
    if (!first) return undefined;
    let open = [...asked];
    const differ = async (goal: readonly (readonly [number, number])[]) => {
      const answer = await this.#solve(goal, text);
      if (answer) open = open.filter((at) => answer(at) === first(at));
    };
    for (let round = 0; round < 12 && open.length > 4; round++) {
      const before = open.length;
      // Signs that change with the round and the column: no chance in it, so that two audits say the same.
      const signed = open.map((at) => [at, ((at >> (round % 6)) + round) % 2 === 0 ? 1 : -1] as const);
      await differ(signed);
      await differ(signed.map(([at, sign]) => [at, -sign] as const));
      if (round > 3 && open.length === before) break;
    }
    const same: number[] = [];
    while (open.length > 0) {
      const [at] = open as [number];
      for (const sign of [1, -1]) if (open[0] === at) await differ([[at, sign]]);
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
