import { fold } from '../config/fold.ts';
import type { Project } from '../config/project.ts';
import { isByPeriod } from '../indicator/accumulating.ts';
import { conditionExamples } from '../indicator/examples.ts';
import { breakdownNames, datesOf } from '../indicator/placing.ts';
import type { Profile, ProfileColumn } from '../indicator/profile.ts';
import { shownName } from '../indicator/rows.ts';
import { type Kind, kinds, type Wanted } from '../indicator/wanted.ts';
import { messages } from '../messages/index.ts';

/** An answer as it is taken, or why it cannot be. */
export type Answer = { value: Wanted[keyof Wanted] } | { fault: string };

/** What is asked of a new indicator: by which option it is else told, when it is asked, and what an answer means. */
export interface Question {
  option: string;
  field: keyof Wanted;
  applies(wanted: Wanted, profile: Profile): boolean;
  text(profile: Profile, project: Project): string;
  read(answer: string): Answer;
  /** Answers that mean nothing where this one is blank. */
  dependents?: readonly (keyof Wanted)[];
}

const one = (answer: string): Answer => ({ value: answer === '' ? undefined : answer });
const several =
  (sign: string) =>
  (answer: string): Answer => ({
    value: answer
      .split(sign)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  });

/** A yes or a no; anything else is neither, and not a no. */
export function readYesNo(answer: string): { value: boolean } | { fault: string } {
  const { yes, no, yesOrNo } = messages().indicator.ask;
  const said = answer.normalize('NFC').toLowerCase();
  if (yes.includes(said)) return { value: true };
  return no.includes(said) ? { value: false } : { fault: yesOrNo(answer) };
}

/** By its number, its id or what people call it. */
function readKind(answer: string): Answer {
  const { kindWords } = messages().indicator;
  const known = (kind: Kind, at: number) =>
    answer === String(at + 1) ||
    answer === kind ||
    kindWords[kind].some((word) => fold(word) === fold(answer));
  return one(kinds.find(known) ?? answer);
}

/** Blank: as it is proposed. */
function readAccumulate(answer: string): Answer {
  if (answer === '') return { value: undefined };
  const read = readYesNo(answer);
  return 'fault' in read ? read : { value: read.value ? 'yes' : 'no' };
}

const namesOf = (columns: readonly ProfileColumn[]): string => columns.map(shownName).join(', ');
const summable = ({ columns }: Profile): ProfileColumn[] =>
  columns.filter(({ kind, isPercent }) => kind === 'number' && !isPercent);
const numbers = (profile: Profile): string => namesOf(summable(profile));
const dates = ({ columns }: Profile): string => namesOf(columns.filter(({ kind }) => kind === 'date'));

function usualDate(profile: Profile): string {
  const { usual } = datesOf(profile);
  const column = profile.columns.find(({ name }) => name === usual);
  return column ? shownName(column) : usual;
}

function kindQuestion(): string {
  const { ask, kindNames } = messages().indicator;
  return [ask.kind, ...kinds.map((kind, at) => `  ${at + 1}. ${kindNames[kind]}`)].join('\n');
}

const withExamples =
  (question: string) =>
  (profile: Profile, { plan }: Project): string => {
    const examples = conditionExamples(profile, plan.plan.year).map((text) => `  ${text}`);
    return [question, ...(examples.length > 0 ? [messages().indicator.ask.examples, ...examples] : [])].join(
      '\n',
    );
  };

const isOf =
  (...wanted: string[]) =>
  ({ kind }: Wanted) =>
    kind !== undefined && wanted.includes(kind);
const always = () => true;
const isShareOfSums = ({ kind, sum }: Wanted): boolean => kind === 'share' && sum !== undefined;
const isShareOfRows = (wanted: Wanted): boolean =>
  isOf('share', 'yes_no')(wanted) && !isShareOfSums(wanted) && wanted.over === undefined;
const hasTarget = ({ target }: Wanted): boolean => target !== undefined;

/** In the order in which they are asked. */
export function questions(): Question[] {
  const { ask } = messages().indicator;
  const column =
    (question: string, names: (profile: Profile) => string): Question['text'] =>
    (profile) =>
      `${question} (${names(profile)})`;
  const of = (
    option: string,
    field: keyof Wanted,
    applies: Question['applies'],
    text: Question['text'],
    read: Question['read'] = one,
  ): Question => ({ option, field, applies, text, read });
  return [
    of('--kind', 'kind', always, kindQuestion, readKind),
    of('--sum', 'sum', isOf('amount'), column(ask.sum, numbers)),
    of(
      '--sum',
      'sum',
      (wanted, profile) => isOf('share')(wanted) && summable(profile).length > 1,
      column(ask.sumOfShare, numbers),
    ),
    of('--over', 'over', isShareOfSums, column(ask.over, numbers)),
    of('--from-date', 'fromDate', isOf('days'), column(ask.fromDate, dates)),
    of('--to-date', 'toDate', isOf('days'), column(ask.toDate, dates)),
    of('--where', 'where', isShareOfRows, withExamples(ask.whereMeets), several(';')),
    of(
      '--where',
      'where',
      (wanted) => isOf('number', 'amount', 'days')(wanted) || isShareOfSums(wanted),
      withExamples(ask.where),
      several(';'),
    ),
    of('--of', 'of', isShareOfRows, () => ask.of, several(';')),
    of('--date', 'date', always, (profile) => `${ask.date(usualDate(profile))} (${dates(profile)})`),
    of(
      '--accumulate',
      'accumulate',
      ({ kind, date }, { contract }) =>
        (kind === 'amount' || kind === 'number') && date === undefined && isByPeriod(contract),
      () => ask.accumulate,
      readAccumulate,
    ),
    of(
      '--by',
      'by',
      (_, { breakdowns }) => breakdowns.size > 0,
      (profile, project) => ask.by(breakdownNames(profile, project)),
      // A label may have a comma itself: what is meant is told apart where the names are known.
      several(';'),
    ),
    of('--unit', 'unit', isOf('number', 'amount'), () => ask.unit),
    {
      ...of('--target', 'target', always, (_, { plan }) => ask.target(plan.plan.year)),
      dependents: ['targetSource', 'confirmed'],
    },
    of('--target-source', 'targetSource', hasTarget, () => ask.targetSource),
    of('--confirmed', 'confirmed', hasTarget, () => ask.confirmed, readYesNo),
  ];
}
