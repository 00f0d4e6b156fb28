import { createInterface } from 'node:readline/promises';
import type { Project } from '../config/project.ts';
import { KpiError } from '../error.ts';
import { datesOf } from '../indicator/placing.ts';
import type { Profile } from '../indicator/profile.ts';
import { kinds, type Wanted, type WantedFault } from '../indicator/wanted.ts';
import { messages } from '../messages/index.ts';
import type { Context } from './context.ts';
import { columnLines } from './indicator-new-show.ts';

/** Somebody who can be asked. */
export interface Asker {
  ask(question: string): Promise<string>;
  tell(text: string): void;
  close(): void;
}

/** A person at the terminal; who leaves in the middle (Ctrl+D) has wanted nothing: `cancelled` (exit code 2). */
export function atTerminal(context: Context): Asker {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const left = new Promise<never>((_, refuse) => {
    lines.once('close', () =>
      refuse(new KpiError('cancelled', messages().indicator.ask.cancelled, { exitCode: 2 })),
    );
  });
  // Closed in the end, when nobody waits for an answer any more.
  left.catch(() => undefined);
  return {
    ask: (question) => Promise.race([lines.question(`${question}\n> `), left]),
    tell: (text) => context.say(text),
    close: () => lines.close(),
  };
}

/** What is asked of a new indicator: by which option it is else told, when it is asked, and what an answer means. */
interface Question {
  option: string;
  field: keyof Wanted;
  applies(wanted: Wanted): boolean;
  text(profile: Profile, project: Project): string;
  read(answer: string): Wanted[keyof Wanted];
}

const one = (answer: string): string | undefined => (answer === '' ? undefined : answer);
const several = (sign: string) => (answer: string) =>
  answer
    .split(sign)
    .map((part) => part.trim())
    .filter((part) => part !== '');
const isYes = (answer: string): boolean => messages().indicator.ask.yes.includes(answer.toLowerCase());

const dates = (profile: Profile): string => datesOf(profile).names.join(', ');
const numbers = ({ columns }: Profile): string =>
  columns.flatMap(({ name, kind }) => (kind === 'number' ? [name] : [])).join(', ');

function kindQuestion(): string {
  const { ask, kindNames } = messages().indicator;
  return [ask.kind, ...kinds.map((kind, at) => `  ${at + 1}. ${kindNames[kind]}`)].join('\n');
}

const isOf =
  (...wanted: string[]) =>
  ({ kind }: Wanted) =>
    kind !== undefined && wanted.includes(kind);
const always = () => true;
const isShareOfSums = ({ kind, sum }: Wanted): boolean => kind === 'share' && sum !== undefined;

/** In the order in which they are asked. */
function questions(): Question[] {
  const { ask } = messages().indicator;
  return [
    {
      option: '--kind',
      field: 'kind',
      applies: always,
      text: kindQuestion,
      read: (answer) => kinds[Number(answer) - 1] ?? one(answer),
    },
    {
      option: '--sum',
      field: 'sum',
      applies: isOf('amount'),
      text: (its) => `${ask.sum} (${numbers(its)})`,
      read: one,
    },
    {
      option: '--sum',
      field: 'sum',
      applies: isOf('share'),
      text: (its) => `${ask.sumOfShare} (${numbers(its)})`,
      read: one,
    },
    {
      option: '--over',
      field: 'over',
      applies: isShareOfSums,
      text: (its) => `${ask.over} (${numbers(its)})`,
      read: one,
    },
    {
      option: '--from-date',
      field: 'fromDate',
      applies: isOf('days'),
      text: (its) => `${ask.fromDate} (${dates(its)})`,
      read: one,
    },
    {
      option: '--to-date',
      field: 'toDate',
      applies: isOf('days'),
      text: (its) => `${ask.toDate} (${dates(its)})`,
      read: one,
    },
    {
      option: '--where',
      field: 'where',
      applies: (wanted) => isOf('share', 'yes_no')(wanted) && !isShareOfSums(wanted),
      text: () => ask.whereMeets,
      read: several(';'),
    },
    {
      option: '--where',
      field: 'where',
      applies: (wanted) => isOf('number', 'amount', 'days')(wanted) || isShareOfSums(wanted),
      text: () => ask.where,
      read: several(';'),
    },
    {
      option: '--of',
      field: 'of',
      applies: (wanted) => isOf('share', 'yes_no')(wanted) && !isShareOfSums(wanted),
      text: () => ask.of,
      read: several(';'),
    },
    {
      option: '--date',
      field: 'date',
      applies: always,
      text: (its) => `${ask.date(datesOf(its).usual)} (${dates(its)})`,
      read: one,
    },
    {
      option: '--by',
      field: 'by',
      applies: always,
      text: (profile) => ask.by([...profile.breakdowns.keys()]),
      read: several(','),
    },
    {
      option: '--unit',
      field: 'unit',
      applies: isOf('number', 'amount'),
      text: () => ask.unit,
      read: one,
    },
    {
      option: '--target',
      field: 'target',
      applies: always,
      text: (_, { plan }) => ask.target(plan.plan.year),
      read: one,
    },
    {
      option: '--target-source',
      field: 'targetSource',
      applies: ({ target }) => target !== undefined,
      text: () => ask.targetSource,
      read: one,
    },
    {
      option: '--confirmed',
      field: 'confirmed',
      applies: ({ target }) => target !== undefined,
      text: () => ask.confirmed,
      read: isYes,
    },
  ];
}

/**
 * Asks for what is not told yet; where `faults` are given, for what they are about. A question about breakdowns is left out where
 * there are none.
 */
export async function askFor(
  asker: Asker,
  profile: Profile,
  project: Project,
  told: Wanted,
  faults?: readonly WantedFault[],
): Promise<Wanted> {
  const wanted: Wanted = { ...told };
  const text = messages().indicator;
  if (faults)
    for (const line of [text.ask.again, ...faults.map(({ message }) => `  ${message}`)]) asker.tell(line);
  else for (const line of [text.columnsOf, ...columnLines(profile)]) asker.tell(line);
  const isFaulty = (option: string) => faults?.some((its) => its.option === option) === true;
  for (const { option, field, applies, text: words, read } of questions()) {
    const isOpen = faults ? isFaulty(option) : told[field] === undefined;
    const isIdle = option === '--by' && profile.breakdowns.size === 0;
    if (!isOpen || isIdle || !applies(wanted)) continue;
    const answer = read((await asker.ask(words(profile, project))).trim());
    Object.assign(wanted, { [field]: answer });
  }
  return wanted;
}

/** The name is asked for when it can be proposed. */
export async function askTitle(asker: Asker, proposed: string): Promise<string> {
  const answer = (await asker.ask(messages().indicator.ask.title(proposed))).trim();
  return answer === '' ? proposed : answer;
}

export const askToWrite = async (asker: Asker): Promise<boolean> =>
  isYes((await asker.ask(messages().indicator.ask.write)).trim());
