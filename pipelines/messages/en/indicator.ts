import type { indicator as original } from '../vi/indicator.ts';

const didYouMean = (near: string | undefined) => (near === undefined ? '' : ` Did you mean "${near}"?`);
const list = (names: readonly string[]) => (names.length === 0 ? 'there is none' : names.join(', '));
const kindWords = {
  number: ['number', 'count'],
  share: ['share', 'percentage'],
  days: ['days'],
  amount: ['amount', 'sum', 'total'],
  yes_no: ['yes or no', 'whether'],
};
const columnKinds = {
  yes_no: 'of yes and no',
  choice: 'of choices',
  text: 'of text',
  number: 'of numbers',
  date: 'of days',
};
const kindNames = {
  number: 'a number',
  share: 'a share',
  days: 'days',
  amount: 'an amount (money, quantity)',
  yes_no: 'whether it is there',
};
export const indicator: typeof original = {
  kindNames,
  kindWords,
  columnKinds,
  unknownColumn: (name, near) =>
    `The source has no column "${name}" that can be used here.${didYouMean(near)}`,
  unknownValue: (column, value, near, known) =>
    `The column "${column}" has no value "${value}".${didYouMean(near)} Its values: ${known.join(', ')}.`,
  numberAlone: (column) =>
    `The column "${column}" holds numbers, which does not say which rows count: write a condition as "${column}>=1"; to add them up use --kind amount --sum ${column}.`,
  badCondition: (text) =>
    `"${text}" is no condition. Write "column=value", "column>=number", "column" or "!column".`,
  notADay: (column, text) =>
    `"${column}" holds days; "${text}" is neither a day (30/09/2026) nor a column of days.`,
  notANumber: (column, text) =>
    `"${column}" holds numbers; "${text}" is neither a number nor a column of numbers.`,
  noOrder: (column, operator) => `"${column}" cannot be compared by "${operator}"; use "=" or "!=".`,
  notYesNo: (column, text) => `"${column}" holds yes and no; "${text}" is neither.`,
  freeText: (column) =>
    `"${column}" holds free text that does not repeat: ask only whether anything is written ("${column}") or nothing ("!${column}").`,
  columnMissing: (names) => `No column is told. It may be: ${list(names)}.`,
  unfitColumn: (column, kind, names) =>
    `"${column}" is no column ${columnKinds[kind]}. It may be: ${list(names)}.`,
  whereMissing:
    'It is not told which rows meet: add --where "column=value", or of two sums --sum column --over column.',
  sameDates: (column) => `The first and the last day are the same column "${column}".`,
  unknownBy: (name, known, near) =>
    `There is no breakdown by "${name}".${didYouMean(near)} It may be: ${list(known)}. Another column needs a dimension in the contract.`,
  targetMissing: 'Goes with --target only.',
  badTarget: (text) => `A target is a number, not "${text}".`,
  targetSourceMissing: 'From which document is the target? Add --target-source "…".',
  badBetter: (text, near) => `It must be higher, lower or none, not "${text}".${didYouMean(near)}`,
  badKind: (text, near) =>
    `${text === undefined ? 'It is not told what the indicator tells.' : `There is no kind "${text}".${didYouMean(near)}`} Kinds: ${Object.entries(
      kindNames,
    )
      .map(([kind, name]) => `${kind} (${name})`)
      .join(', ')}.`,
  idExists: (id, file, free) =>
    `There is an indicator "${id}" already (${file}). Take another id, as --id ${free}.`,
  titleExists: (title, id, file) =>
    `The source has an indicator "${title}" already: id ${id}, in ${file}. Change it there; another indicator needs another name.`,
  personalColumn: (name) =>
    `The column "${name}" tells of a person: it is dropped or hidden as a file is taken, for privacy, so no indicator can use it.`,
  choiceAlone: (column, known) =>
    `"${column}" is a column of choices and no value is told: write "${column}=${known[0] ?? 'value'}". Its values: ${known.join(', ')}. Rows without one: "!${column}".`,
  quotesMissing: (option, meant) => `Text with blanks goes in quotes: ${option} "${meant}".`,
  percentSummed: (column) =>
    `"${column}" is a percentage; percentages do not add up. Use --kind share --sum column --over column.`,
  badAccumulate: (text) =>
    `It must be yes (the number of a period is new in it, and adds up) or no (it is how things stand by then, and does not), not "${text}".`,
  listAccumulated:
    'Each file of this source is the whole list and replaces the one before, so nothing adds up: leave out --accumulate yes, or take another column with --date.',
  invalid: (count) => `No indicator was made: ${count} things to put right. Nothing was written.`,
  columnsOf: 'Columns to choose from:',
  noRows: (source) =>
    `The source "${source}" has no rows taken under its present contract: hand in a file and run refresh first.`,
  noRowsHint: (inbox) => `Copy a file into ${inbox}, then run: npm run kpi -- refresh --no-site`,
  sourceOff: (source) =>
    `The source "${source}" is off in plan.yaml (off.sources): take it from there, then run refresh.`,
  noTargetsFile:
    'The project folder has no targets.yaml. Run first: npm run kpi -- project replace models/plan/targets.yaml',
  listInBrackets: (file, field) =>
    `The list ${field} in ${file} is written in brackets on one line: nothing can be added. Write each item on a line that begins with "-".`,
  shown: {
    result: (title) => `On the rows that are there: ${title}`,
    rule: (numerator, denominator) =>
      denominator === ''
        ? `Counted: ${numerator}.`
        : `Counted: numerator – ${numerator}; denominator – ${denominator}.`,
    rows: (rows, counted, undated) =>
      `The source has ${rows} rows; ${counted} meet the conditions${undated > 0 ? `, of which ${counted - undated} have a date and count, ${undated} have none and are in no period` : ' and count'}.`,
    unfinished: (rows) => `${rows} rows have no last day yet and do not count.`,
    reversed: (rows) =>
      `${rows} rows have their last day before the first, which makes negative days: look at the data.`,
    aggregate: {
      flow: () =>
        'Periods add up: a quarter and a year take all rows of their months. If the number of a period is how things stand by then, add --accumulate no.',
      stock: (isList) =>
        isList
          ? 'Periods do not add up: the source is a list, and a period is told by its newest list.'
          : 'Periods do not add up: a quarter and a year take the newest number in them. If the number of a period is new in it and adds up, add --accumulate yes.',
    },
    leftOut: 'Left out',
    parts: (period) => `By part, ${period}:`,
    more: (rows) => `… and ${rows} rows more.`,
    nothing: 'No period has data: look at the date and at the year of the plan.',
    group: (name, isNew) => `Group: ${name}${isNew ? ' (new)' : ''}`,
    owner: (owner, section) => `Unit: ${owner} · section of the plan: ${section}`,
    notWritten: 'Nothing was written; add --yes to write.',
    written: (id, files) =>
      `The indicator "${id}" was written to ${files.join(' and ')}; checked, no faults.`,
    unconfirmed: 'The target is provisional; with an official document set confirmed: true in targets.yaml.',
    next: (id) => ['Next:', '  npm run kpi -- refresh', `  npm run kpi -- readings --indicator ${id}`],
  },
  ask: {
    number: 'Number',
    kind: 'What does the indicator tell?',
    where: 'Which rows count? Write conditions as above, several with ";" between them. Blank: all.',
    whereMeets: 'Which rows meet? Write conditions as above, several with ";" between them.',
    of: 'Of which rows? Blank: all.',
    date: (usual) => `By which date does a row fall into a period? Blank: ${usual}.`,
    fromDate: 'From which day?',
    toDate: 'To which day?',
    sum: 'Which column is added up?',
    sumOfShare: 'A share of two sums: which column is the part? Blank: rows that meet of all rows.',
    over: 'Of the sum of which column?',
    by: (known) => `Broken down by? (${known.join(', ')}; blank: not)`,
    unit: 'The unit (machines, visits, …)? Blank: the usual one.',
    target: (year) => `The target for ${year}? Blank: watched only.`,
    targetSource: 'From which document is the target?',
    confirmed: 'Is the target official? (y/n)',
    title: (proposed) => `The name of the indicator? Blank: ${proposed}.`,
    write: 'Write this indicator? (y/n)',
    accumulate:
      'Is the number of a period new in it, and adds up (y), or how things stand by then, and does not (n)? Blank: by the source; the result tells which.',
    examples: 'For instance:',
    yes: ['y', 'yes'],
    no: ['n', 'no'],
    yesOrNo: (answer) => `Answer y (yes) or n (no), not "${answer}".`,
    again: 'To put right:',
    cancelled: 'Nothing was written.',
  },
};
