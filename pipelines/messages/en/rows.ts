import type { rows as original } from '../vi/rows.ts';

const n = (count: number): string => count.toLocaleString('en-GB');
const more = (count: number): string => (count < 0 ? `${n(-count)} fewer` : `${n(count)} more`);

export const rows: typeof original = {
  verdict: {
    finished_on_time: 'Finished on time',
    finished_late: 'Finished late',
    open_within: 'Open, within its time',
    open_overdue: 'Open, overdue',
    waiting: 'Waiting for a supplement, within its time',
    waiting_overdue: 'Waiting for a supplement, overdue when it was asked for',
    supplements: 'More than one supplement, which counts as overdue',
    answered_on_time: 'Answered on time',
    answered_late: 'Answered late',
    meets: 'Meets',
    does_not_meet: 'Does not meet',
    counted: 'Counts',
    no_quantity: 'Not counted: its quantity is blank',
    left_out: 'Left out',
  },
  column: {
    indicator: 'Indicator',
    code: 'Code',
    file: 'File',
    sheet: 'Sheet',
    row: 'Row',
    day: 'Day in the period',
    judged_at: 'Judged by',
    due_at: 'Due',
    verdict_text: 'Verdict',
    quantity: 'Quantity',
    over: 'Out of',
    each: 'Value counted',
    is_older: 'Older version',
  },
  older: 'older version',
  counts: (name, counted, meeting, leftOut) =>
    [
      `${name === undefined ? '' : `${name}: `}${n(counted)} rows count`,
      ...(meeting === null ? [] : [`${n(meeting)} of them meet`]),
      ...(leftOut === 0 ? [] : [`${n(leftOut)} left out of both counts`]),
    ].join(', '),
  each: 'The indicator counts different values, not rows: a value that stands in several rows counts once.',
  untraced: {
    file: 'The table that is counted tells the file of a row, not its row in it.',
    none: 'The table that is counted merges rows of several files: file and row cannot be told.',
  },
  locked: (day, numerator, denominator) =>
    [
      `The period was locked on ${day}: what was published stands, the rows below are those of today's data`,
      numerator === 0 && (denominator ?? 0) === 0
        ? ', which come to the same counts.'
        : `: numerator ${numerator === null ? 'unknown' : more(numerator)}${denominator === null ? '' : `, denominator ${more(denominator)}`} than locked.`,
    ].join(''),
  more: (rest) => `… and ${n(rest)} more rows: add --limit, or write all to a file with --xlsx.`,
  recorded: (who, purpose) =>
    `Recorded in the list of accesses: ${who}, ${purpose}. The list: npm run kpi -- access list`,
  byWhomMissing: 'Whoever looks at single rows must say who it is and what for.',
  purposeMissing: (text) => `--by-whom "${text}" is not enough: both the person and the purpose are needed.`,
  byWhomHint: 'Example: --by-whom "Nguyễn Văn A, audit of the third quarter"',
  onlyWithRows: (option) => `${option} goes with --rows only.`,
  oneForm: 'Choose one: --json or --xlsx.',
  suppressed: (part) =>
    `${part}: a group of fewer than 5 people, or one that could be worked out. By the Law on Personal Data Protection 91/2025/QH15 neither its numbers nor its rows are told.`,
  suppressedHint: 'For the whole commune leave out --by.',
  noNumber: (period, status) =>
    `There is no number of ${period} (${status.toLowerCase()}), and so there are no rows behind it.`,
  noNumberHint: 'The reason: the same command without --rows.',
  otherRule:
    'The formula has changed since the last refresh: the rows of the new one are not those of the number.',
  otherRuleHint: 'Refresh first: npm run kpi -- refresh',
  tooMany: (count) => `${n(count)} rows do not fit into a sheet.`,
  tooManyHint: 'Choose a part with --by, a shorter period, or use --json.',
  servedFolder: (path) => `Single rows are not written into ${path}: the report is served from there.`,
  noFolder: (path) => `There is no folder ${path}.`,
  written: (path, count) => `${n(count)} rows written to ${path} (readable by their writer only).`,
  workbook: {
    rows: 'Rows',
    about: 'About',
    indicator: 'Indicator',
    period: 'Period',
    part: 'Part',
    result: 'Result',
    cutoff: 'Judged by the end of',
    asOf: 'Data reach to',
    byWhom: 'Asked by',
    purpose: 'Purpose',
    at: 'At',
    note: 'Note',
  },
  accessColumns: ['At', 'By', 'Purpose', 'What', 'Indicator', 'Period', 'Part', 'Rows', 'Shown as'],
  accessKind: { rows: 'looked at rows', report: 'asked about a person', forget: 'forgot a person' },
  shownAs: { table: 'screen', json: 'JSON', xlsx: 'Excel' },
};
