import type { operate as original } from '../vi/operate.ts';

export const operate: typeof original = {
  locked: (pid, since) =>
    `Another refresh is running (process ${pid}, since ${since}). Wait for it, then run again.`,
  step: {
    pull: 'Pull',
    land: 'Land',
    current: 'Newest version of each record',
    model: 'Model',
    crossCheck: 'Compare sources',
    measure: 'Measure',
    marts: 'Marts',
    check: 'Checks',
  },
  count: {
    taken: 'new',
    known: 'known',
    notices: 'to look at',
    read: 'read',
    accepted: 'accepted',
    refused: 'refused',
    repaired: 'repaired',
    records: 'records',
    tables: 'tables',
    rows: 'rows',
    readings: 'readings',
    checks: 'checks',
  },
  known: (files) => `${files} files were loaded before; nothing changes.`,
  fileRefused: (file, reason) => `REFUSED ${file}: ${reason}`,
  martsUnchanged: 'No new data: nothing is measured again.',
  siteUnchanged: 'The report is unchanged: it is not built again.',
  contractChanged: (source) =>
    `The contract of ${source} has changed: its files are landed again from the archive.`,
  archiveMissing: (file) => `${file} is no longer in the archive and cannot be landed again.`,
  done: (asOf) => `DONE. Data until ${asOf}.`,
  doneWithWarnings: (asOf, what) => `DONE, a person should look (${what}). Data until ${asOf}.`,
  warnings: {
    refusedFiles: (count) => `${count} files refused`,
    refusedRows: (count) => `${count} rows refused`,
    notices: (count) => `${count} files in the inbox`,
    crossChecks: (count: number) => `${count} comparisons differ`,
    staleSources: (count) => `${count} sources overdue`,
  },
  failed: (reason) => `FAILED: ${reason} The last report stands.`,
  where: { home: 'Home', inbox: 'Inbox', report: 'Report', log: 'Log' },
};
