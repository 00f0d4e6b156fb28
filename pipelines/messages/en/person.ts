import type { person as original } from '../vi/person.ts';

const n = (count: number): string => count.toLocaleString('en-GB');
const day = (iso: string): string => iso.split('-').reverse().join('/');

export const person: typeof original = {
  ask: 'The personal number (it is not shown as you type), then Enter:',
  cancelled: 'Stopped; nothing has been done.',
  badNumber: 'Standard input holds no personal number: it must be 12 digits (or 9, of the old cards).',
  badNumberHint:
    'Run the command and type the number when asked, or hand it over from a file: npm run kpi -- person report --by-whom "…" < number.txt. Do not write it on the command line.',
  byWhomMissing: 'It must be said who does it and what for.',
  numberInPurpose:
    '--by-whom holds the very number: the audit trail keeps nothing of the person. Write the number of the request instead.',
  recorded: (who, purpose) =>
    `Recorded in the audit trail: ${who}, ${purpose}. The list: npm run kpi -- access list`,
  onList: 'The person is on the list of the forgotten: whatever lands from now on lands without their rows.',
  notOnList: 'The person is not on the list of the forgotten.',
  nothing: 'There is no row of this person.',
  columns: ['Source', 'Delivery', 'File', 'Taken on', 'Landed rows', 'Other rows'],
  othersNote:
    'Other rows: refused, superseded, or of a file that has not landed; what stood in them is in the original only.',
  forgotten: (rows) =>
    rows === 0
      ? 'Put on the list of the forgotten; the warehouse holds no row of this person.'
      : `Gone: ${n(rows)} rows. Numbers are computed anew by the next refresh: npm run kpi -- refresh`,
  wasKnown: 'The person was on the list before.',
  locked: 'The readings of locked periods stay.',
  originals: 'Original files still hold rows of this person until their time is over:',
  originalColumns: ['Source', 'Delivery', 'File', 'Taken on', 'Until'],
  until: {
    retention: (iso) => `the first refresh from ${day(iso)} on`,
    prune: 'the contract names no retention: remove it with kpi archive prune',
    stays: 'has not landed (refused, held, withdrawn): neither retention nor archive prune removes it',
  },
  inboxNote: "Copies in the inbox and in backups are the office's own: the program does not remove them.",
  list: {
    broken: (path) => `The list of the forgotten ${path} cannot be read; nothing has been changed.`,
    brokenHint: 'Get it back from a backup.',
    otherKey: (path) =>
      `The list of the forgotten ${path} was made with another key of pseudonyms: going on would bring the forgotten back.`,
    otherKeyHint:
      'Get secrets/pseudonym.key back from a backup. If it is lost for good: move this file away, run rebuild, then forget each person again with kpi person forget.',
  },
};
