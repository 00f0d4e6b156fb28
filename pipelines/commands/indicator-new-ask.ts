import { createInterface } from 'node:readline/promises';
import type { Readable } from 'node:stream';
import type { Project } from '../config/project.ts';
import { KpiError } from '../error.ts';
import { type Composed, compose } from '../indicator/compose.ts';
import type { Profile } from '../indicator/profile.ts';
import type { Wanted, WantedFault } from '../indicator/wanted.ts';
import { messages } from '../messages/index.ts';
import type { Context } from './context.ts';
import { type Answer, type Question, questions, readYesNo } from './indicator-new-questions.ts';
import { columnLines } from './indicator-new-show.ts';

/** Somebody who can be asked. */
export interface Asker {
  ask(question: string): Promise<string>;
  tell(text: string): void;
  close(): void;
}

/** A person at the terminal; who leaves in the middle (Ctrl+D) has wanted nothing: `cancelled` (exit code 2). */
export function atTerminal(context: Context, input: Readable = process.stdin): Asker {
  const lines = createInterface({ input, output: process.stderr });
  let hasLeft = false;
  const left = new Promise<never>((_, refuse) => {
    lines.once('close', () => {
      hasLeft = true;
      refuse(new KpiError('cancelled', messages().indicator.ask.cancelled, { exitCode: 2 }));
    });
  });
  // Closed in the end, when nobody waits for an answer any more.
  left.catch(() => undefined);
  return {
    // Who has left cannot be asked: the terminal itself would fail.
    ask: (question) => (hasLeft ? left : Promise.race([left, lines.question(`${question}\n> `)])),
    tell: (text) => context.say(text),
    close: () => lines.close(),
  };
}

/** A question is put again so often before it is given up. */
const mostTimes = 3;

/** How a refusal is told: see `refused` of indicator-new.ts. */
type Refuse = (faults: readonly WantedFault[]) => KpiError;

/** Asks until `read` takes the answer; each one that it does not is told why at once. Throws by `refuse` after the third. */
async function answered<T>(
  asker: Asker,
  option: string,
  question: string,
  read: (answer: string) => { value: T } | { fault: string },
  refuse: Refuse,
): Promise<T> {
  let fault = '';
  for (let time = 0; time < mostTimes; time += 1) {
    const result = read((await asker.ask(question)).trim());
    if ('value' in result) return result.value;
    fault = result.fault;
    asker.tell(`${messages().indicator.ask.again} ${fault}`);
  }
  throw refuse([{ option, message: fault }]);
}

/** What is wrong with what was said by one option, as far as can be told before the rest is known. */
const faultsOf = (profile: Profile, project: Project, wanted: Wanted, option: string): WantedFault[] =>
  compose(profile, project, wanted).faults.filter((its) => its.option === option);

/** `told` with one answer more; what hangs on an answer that is blank goes with it. */
function withAnswer({ field, dependents = [] }: Question, told: Wanted, value: unknown): Wanted {
  const dropped = value === undefined ? dependents : [];
  const kept = Object.entries(told).filter(([name]) => !(dropped as readonly string[]).includes(name));
  return { ...Object.fromEntries(kept), [field]: value };
}

/**
 * Asks for what is not told yet, or was told wrong, each question until its answer can be taken; the name last, when one can be
 * proposed. Throws what `refuse` makes where an answer is wrong three times, or nothing asked could put it right.
 */
export async function askFor(
  asker: Asker,
  profile: Profile,
  project: Project,
  told: Wanted,
  refuse: Refuse,
): Promise<Composed> {
  let wanted: Wanted = { ...told };
  for (const line of [messages().indicator.columnsOf, ...columnLines(profile)]) asker.tell(line);
  for (const question of questions()) {
    const { option, field, applies, text, read } = question;
    if (!applies(wanted, profile)) continue;
    const wrong = wanted[field] === undefined ? [] : faultsOf(profile, project, wanted, option);
    if (wanted[field] !== undefined && wrong.length === 0) continue;
    for (const { message } of wrong) asker.tell(`${messages().indicator.ask.again} ${message}`);
    const taken = (answer: string): Answer => {
      const result = read(answer);
      if ('fault' in result) return result;
      const faults = faultsOf(profile, project, withAnswer(question, wanted, result.value), option);
      return faults.length === 0 ? result : { fault: faults.map(({ message }) => message).join(' ') };
    };
    const value = await answered(asker, option, text(profile, project), taken, refuse);
    wanted = withAnswer(question, wanted, value);
  }
  return askTitle(asker, profile, project, wanted, refuse);
}

/** The name is asked for when it can be proposed, and where it was told but is another's. */
async function askTitle(
  asker: Asker,
  profile: Profile,
  project: Project,
  wanted: Wanted,
  refuse: Refuse,
): Promise<Composed> {
  const first = compose(profile, project, wanted);
  const others = first.faults.filter(({ option }) => option !== '--title');
  if (others.length > 0) throw refuse(others);
  if (wanted.title !== undefined && first.composed) return first.composed;
  for (const { message } of wanted.title === undefined ? [] : first.faults) asker.tell(message);
  const read = (answer: string) => {
    const title = answer === '' ? first.title : answer;
    const { composed, faults } = compose(profile, project, { ...wanted, title });
    return composed ? { value: composed } : { fault: faults.map(({ message }) => message).join(' ') };
  };
  return answered(asker, '--title', messages().indicator.ask.title(first.title), read, refuse);
}

/** Whether it is to be written. Throws `cancelled` (exit code 2) where the answer is neither yes nor no three times. */
export const askToWrite = async (asker: Asker): Promise<boolean> =>
  answered(
    asker,
    '--yes',
    messages().indicator.ask.write,
    readYesNo,
    () => new KpiError('cancelled', messages().indicator.ask.cancelled, { exitCode: 2 }),
  );
