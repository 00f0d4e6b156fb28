import type { run as original } from '../vi/run.ts';

const n = (count: number): string => count.toLocaleString('en-GB');

export const run: typeof original = {
  locked: (pid, since) =>
    `Another refresh is running (process ${pid}, since ${since}). Wait for it, then run again.`,
  lockedHint: 'If that run hangs, end its process: the lock goes with it, no file has to be deleted.',
  clockBehind: (days) =>
    `The clock is ${days} days behind the last run. New files are not taken in, and figures are as of the time of the last run; set the clock and run again. If it is right (and the last time was wrong): kpi refresh --trust-clock`,
  cutOff: {
    time: 'The refresh took longer than it may (schedule.minutes in plan.yaml) and was ended. Figures and site are those of the last one.',
    memory:
      'The refresh took more memory than it may (schedule.memory_mb in plan.yaml) and was ended. Figures and site are those of the last one.',
    signal:
      'The refresh was ended by the machine or by whoever runs it. Figures and site are those of the last one.',
  },
  memoryUnwatched:
    "On this system only the reader's time and heap are limited; all of its memory cannot be watched.",
  laterLists: (asOf, files) =>
    `As of ${asOf.split('-').reverse().join('/')}: lists that came after that day are not used (${files.join(', ')}). States without a date (payment, electronic result, number of supplements…) are those of the newest delivery: how they were that day is not known.`,
  step: {
    pull: 'Pull',
    land: 'Land',
    current: 'Newest version of each record',
    model: 'Model',
    crossCheck: 'Compare sources',
    measure: 'Measure',
    marts: 'Marts',
    check: 'Checks',
    screen: 'Looking at the texts of the pages',
    forget: 'Forget who is on the list',
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
    masked: 'values masked',
  },
  known: (files) => `${files} files were loaded before; nothing changes.`,
  fileRefused: (file, reason) => `REFUSED ${file}: ${reason}`,
  seeDelivery: (delivery) => `See: npm run kpi -- delivery show ${delivery}`,
  unnamedFile: '(the name of the file is on the screen only)',
  onScreenOnly: '(details may quote data and are on the screen only)',
  siteCurrent: 'The site shows these figures already: it is not built again.',
  siteBuilt: (release) => `DONE. Release ${release} is built.`,
  martsUnchanged: 'No new data: nothing is measured again.',
  siteUnchanged: 'The report is unchanged: it is not built again.',
  contractChanged: (source) =>
    `The contract of ${source} has changed: its files are landed again from the archive.`,
  archive: {
    lost: (sources) =>
      `The data cannot be landed again: original files are missing from the archive or damaged, and no rows are kept that could stand in: ${sources}.`,
    lostOf: (source, files, since) => `${source} lacks ${files} files, taken since ${since}`,
    lostFile: (source, file, day) => `${source}: ${file}, taken ${day}`,
    andMore: (files) => `… and ${files} more files`,
    fromKept: (source, files, columns) =>
      `${source}: ${files} original files were removed and are made again from the rows that were kept${columns.length > 0 ? `; missing: ${columns.map((label) => `column "${label}"`).join(', ')}` : ''}.`,
    keepContract:
      'Keep the old contract of the source (or the old program, if it was just updated), or copy these files from a backup into archive/<source>, then run again.',
    restore:
      'Copy these files from a backup into archive/<source> and run again, or take warehouse.duckdb from a backup.',
    brokenIndex: (path, reason) => `The archive index ${path} is damaged (${reason}); nothing was changed.`,
    brokenIndexHint:
      'Take this file from a backup. Without one, delete it: names and days of the files are then taken from the archive itself.',
  },
  state: {
    begins: {
      older:
        'An older program made this warehouse: it is rebuilt from the archive, with its ledger and locked periods.',
      missing:
        'There is no warehouse (warehouse.duckdb), but there are files in the archive: it is rebuilt from them.',
    },
    done: {
      older: 'The warehouse has been rebuilt for this program.',
      missing:
        'The warehouse has been rebuilt from the archive. Locks of periods and ledgers are not in the archive and are lost; if there is a backup, restore that.',
    },
    older:
      'An older program made this warehouse; it must be refreshed before this command. Nothing was changed.',
    olderHint: 'Run: npm run kpi -- refresh',
    newer: (theirs, ours) =>
      `A newer program made this warehouse (state version ${theirs}, this program knows ${ours}). Nothing was changed.`,
    newerHint: 'Update the program, then run again.',
  },
  rebuild: {
    carryOver: 'Carry the ledger over',
    register: 'Read the archive',
    verify: 'Verify original files',
    files: 'files',
    nothingCarried: (reason) =>
      `The old warehouse cannot be read (${reason}): the ledger of runs begins anew.`,
    leftOver: (path) => `${path} is left over after the new warehouse was closed.`,
    failed: (reason) => `FAILED: ${reason} The old warehouse stands.`,
  },
  misplaced: (n, inbox) =>
    `${n} files lie in ${inbox} itself, in no source's folder, and are not taken: move them into that of their source (see: npm run kpi -- source list).`,
  scratchSwept: (n) => `${n} scratch folders removed that a run cut off has left.`,
  retention: {
    logs: (n) => `${n} logs removed whose time is over (logs.keep_days in plan.yaml).`,
    step: { originals: 'Originals beyond their time', quarantine: 'Quarantined cells beyond their time' },
    originals: 'originals',
    texts: 'reasons',
    stay: (source, files) =>
      `Source ${source}: ${n(files)} originals beyond their time stay, because they have not landed (refused, held, withdrawn or waiting) and no rows could be kept in their place. See: npm run kpi -- delivery list --source ${source}`,
  },
  done: (asOf) => `DONE. Data until ${asOf}.`,
  doneWithWarnings: (asOf, what) => `DONE, a person should look (${what}). Data until ${asOf}.`,
  nothingNew: 'Nothing new; what was told before stands in kpi status.',
  todo: {
    what: {
      held: (source, id) => `${source}: file ${id} is held`,
      refused: (source, id) => `${source}: file ${id} was not accepted`,
      rows: (source, id, n) => `${source}: ${n} rows in quarantine, the newest of file ${id}`,
      stale: (source, _, n) => `${source}: overdue by ${n} days`,
      differs: (source) => `${source}: a comparison differs`,
      turned: (_, name) => `Misses its target now: ${name}`,
    },
    how: {
      held: (_, id) => `kpi delivery show ${id}`,
      refused: (_, id) => `kpi delivery show ${id}`,
      rows: (source) => `kpi quarantine list --source ${source}`,
      stale: () => 'hand in a new file',
      differs: () => 'see the page Chất lượng dữ liệu',
      turned: () => 'see the page Thay đổi',
    },
    names: (n) => `${n} names on no list`,
    masked: (n) => `${n} values masked on the site`,
    pinned: (release) => `Readers are kept at release ${release} and see no newer one`,
    planEnded: (year) => `The plan's year ${year} is over`,
    planEndedHow: 'write the new plan: plan.year in plan.yaml, its targets in targets.yaml',
    alerts: (faults) => `alerts.yaml has ${faults} faults: nobody is told of anything`,
    clock: (days) => `The clock is ${days} days behind the last run: no new files are taken in`,
    clockHow: 'set the clock; if it is right: kpi refresh --trust-clock',
    lost: 'The warehouse was lost and rebuilt from the archive: locks of periods and ledgers are gone',
    lostHow: 'restore a backup, or lock the periods again: kpi period lock',
  },
  warnings: {
    refusedFiles: (count) => `${count} files refused`,
    refusedRows: (count) => `${count} rows refused`,
    notices: (count) => `${count} files in the inbox`,
    crossChecks: (count: number) => `${count} comparisons differ`,
    openNames: (count) => `${count} names that match no list, see name list`,
    masked: (count: number) => `${count} values masked on the site, see site masked`,
    staleSources: (count) => `${count} sources overdue`,
    clock: 'the clock is behind, no new files taken in',
    lost: 'the warehouse was lost and rebuilt',
    turned: (count) => `${count} indicators miss their target now`,
  },
  errorCode: (code) => `error ${code}, said in full in the log of the run.`,
  failed: (reason) => `FAILED: ${reason} The last report stands.`,
  where: { home: 'Home', inbox: 'Inbox', report: 'Report', log: 'Log' },
};
