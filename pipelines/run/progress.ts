import { appendFileSync } from 'node:fs';
import { unexpected } from '../error.ts';
import { messages } from '../messages/index.ts';
import { onScreen } from '../messages/on-screen.ts';

/** Counts behind a step, as the reader should see them: label → number. */
type Counts = Record<string, number>;

/**
 * Tells a person what a long run is doing: one line a finished step with its counts and seconds. `logged`: what the log says in its
 * place; a log is kept and handed on, so it names no file that people have named and quotes no cell.
 */
export interface Progress {
  step(name: string, seconds: number, counts?: Counts, logged?: string): void;
  note(text: string, logged?: string): void;
}

const seconds = (value: number): string =>
  value.toLocaleString(messages().locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Long names of files are cut, so that the numbers of all lines stand below each other. */
const nameWidth = 40;

function line(name: string, took: number, counts: Counts): string {
  const shown = Object.entries(counts).map(
    ([label, count]) => `${label} ${count.toLocaleString(messages().locale)}`,
  );
  const fitted = name.length <= nameWidth ? name : `${name.slice(0, nameWidth - 1)}…`;
  return `${fitted.padEnd(nameWidth)} ${seconds(took).padStart(7)} s   ${shown.join(' · ')}`.trimEnd();
}

/** Progress for the screen and, with the time, for the log file of the run. */
export function makeProgress(say: (text: string) => void, logFile: string, now: () => string): Progress {
  let isWritten = true;
  const write = (text: string, logged: string) => {
    say(text);
    try {
      // A log is looked at on a screen, too; a name in it makes no line of its own.
      appendFileSync(logFile, `${now()}  ${onScreen(logged).replaceAll('\n', ' ')}\n`);
    } catch (cause) {
      // The night is more than its log: it goes on, and the screen says once that there is none.
      if (isWritten) say(`  ${messages().machine.logNotWritten(unexpected(cause, (said) => said).message)}`);
      isWritten = false;
    }
  };
  return {
    step: (name, took, counts = {}, logged = name) =>
      write(line(name, took, counts), line(logged, took, counts)),
    note: (text, logged = text) => write(`  ${text}`, `  ${logged}`),
  };
}

/** Runs a piece of work and reports it with the time it took. */
export async function timed<T>(
  progress: Progress,
  name: string,
  work: () => Promise<T>,
  counts: (result: T) => Counts = () => ({}),
  logged = name,
): Promise<T> {
  const started = performance.now();
  const result = await work();
  progress.step(name, (performance.now() - started) / 1000, counts(result), logged);
  return result;
}
