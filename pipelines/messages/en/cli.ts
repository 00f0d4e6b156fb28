import type { cli as original } from '../vi/cli.ts';

const f = (value: number): string =>
  (value >= 100 ? Math.round(value) : Number(value.toPrecision(3))).toLocaleString('en-GB');

export const cli: typeof original = {
  error: (message) => `ERROR: ${message}`,
  unexpected: (reason) => `Unexpected: ${reason}`,
  seeHelp: 'See: npm run kpi -- --help',
  badDay: (flag, text) => `${flag}: the day "${text}" is wrong; write it as 2026-10-31.`,
  badAddress: (flag, text) => `${flag} must be an IP address such as 0.0.0.0, not "${text}".`,
  badNumber: (flag, text) => `${flag} must be a positive whole number, not "${text}".`,
  badAge: (flag, text) =>
    text === undefined
      ? `${flag} is missing. Give a number of days, as ${flag} 365d.`
      : `${flag} must be a number of days, not "${text}". For example: ${flag} 365d.`,
  surplus: (words, corrected) =>
    `Too many arguments: ${words.join(' ')}. Text with blanks goes in quotes${corrected === undefined ? '' : `: npm run kpi -- ${corrected}`}.`,
  usage: {
    'commander.unknownCommand': (word, near) =>
      `There is no command "${word}".${near ? ` Did you mean "${near}"?` : ''}`,
    'commander.unknownOption': (word, near) =>
      `There is no option "${word}".${near ? ` Did you mean "${near}"?` : ''}`,
    'commander.missingArgument': (word) => `The argument <${word}> is missing.`,
    'commander.optionMissingArgument': (word) => `The option "${word}" needs a value.`,
  },
  none: 'Nothing to list.',
  noMarts: 'Nothing has been measured yet.',
  noMartsHint: 'Run: npm run kpi -- refresh',
  martsOfOther: 'Another version of the program measured these figures; they must be refreshed first.',
  unknownIndicator: (id, near) =>
    `There is no indicator "${id}".${near.length > 0 ? ` Did you mean: ${near.join(', ')}?` : ' See those there are: npm run kpi -- readings --all'}`,
  asOfFuture: (day, today) => `The as-of day ${day} has not come yet; today is ${today}.`,
  asOfBeforeData: (day, first) => `There are no data by ${day}; the earliest are of ${first}.`,
  unknownPeriod: (id) => `There is no period "${id}" in the data. Write 2026-09, 2026-Q3 or 2026.`,
  unknownDimension: (name, known) => `There is no breakdown by "${name}". There is: ${known}.`,
  unknownSource: (id, known, near) =>
    `There is no source "${id}".${near ? ` Did you mean "${near}"?` : ''} Sources: ${known}.`,
  fileMissing: (file) => `There is no file ${file}.`,
  fileIsFolder: (folder, source) =>
    `${folder} is a folder. Name a file in it: npm run kpi -- source check ${source} "${folder}/<file>"`,
  fromMissing:
    'No samples. Add --from <file>, for instance: npm run kpi -- source new household-businesses --from list.xlsx',
  template: {
    done: (path: string) => `The form is ${path}.`,
    exists: (path: string) => `The file ${path} exists and was left alone. Choose another name with --out.`,
    notWritten: (path: string) => `The file ${path} cannot be written. Check the folder and its rights.`,
  },
  name: {
    nothingNear: 'matches no name',
    near: (names) => `${names.join(' · ')}?`,
    ambiguous: (names) => `several of one name: ${names.join(' · ')}`,
    how: {
      exact: 'as listed',
      spelling: 'another spelling',
      prefix: 'another word before the name',
      code: 'by its code',
      alias: 'accepted',
      former: 'a former name, before the new one is valid',
      unlisted: 'no list is kept',
    },
    ended: 'no longer on the list',
    allMatched: 'Every name matches its list.',
    toAccept:
      'What matches nothing counts as unknown. Put it right in the source, add it to the list, or accept it: npm run kpi -- name accept <dimension> "<text>" "<name on the list>" --by-whom "<who>"',
    noNamesYet: (source) =>
      `The list "${source}" has no names yet: put it into inbox/${source}/ and refresh.`,
    noList: (path) => `${path} has no list "names:". Put it right and try again.`,
    unknownDimension: (name, known, near) =>
      `There is no dimension "${name}"; there are: ${known.join(', ')}.${near ? ` Did you mean "${near}"?` : ''}`,
    unknown: (name, source, near) =>
      `The list "${source}" has no name or code "${name}".${near.length > 0 ? ` Did you mean ${near.map((its) => `"${its}"`).join(', ')}?` : ''} Only a name on the list can be accepted.`,
    several: (name, codes) =>
      `Several on the list are named "${name}". Give a code in place of the name: ${codes.join(', ')}.`,
    alreadyIs: (written, name) => `"${written}" already is "${name}" on the list; nothing to accept.`,
    listed: (written, its, source, name) =>
      `"${written}" is a name on the list "${source}" ("${its}"). Taken for "${name}", nothing would be left of "${its}". If "${its}" was joined to "${name}", say since when: --from 2026-07-01; if the name should not be there, put the list right and deliver it again.`,
    notAccepted: (written, near, texts) =>
      `Nobody has accepted "${written}" for this dimension and day.${near !== undefined && near !== written ? ` Did you mean "${near}"?` : ''} ${texts.length === 0 ? 'Nothing has been accepted yet.' : `Accepted are: ${texts.map((its) => `"${its}"`).join(', ')}.`}`,
    removed: (written, name, file) =>
      `Taken out of ${file}: "${written}" is "${name}" no longer. Counts from the next refresh on.`,
    accepted: (written, name, file) =>
      `Written into ${file}: "${written}" is "${name}". Counts from the next refresh on.`,
  },
  sourceSql: {
    landing: 'how a file lands that has every column',
    fact: (name) => `the table ${name} that indicators count (fact: ${name.split('.')[1]})`,
    matched: (name) => `${name}: the rows that stand, with the official names of hamlets, units…`,
    written: (name, file) =>
      `the table ${name} is written in ${file}, in place of the one the source has by itself`,
  },
  indicator: {
    factInSql: (name, file, source) =>
      `${name}: made by ${file}, not by itself from the source ${source} of the same name.`,
    unknownRipening: (ids) =>
      `Nobody can tell whether the reading of a period goes on changing after its end: ${ids.join(', ')}. Write ripens: true or ripens: false for each, or compare a day with as_of_end in its formula. Until then the pages do not say that periods are compared at equal age.`,
    sound: (indicators, targets, unconfirmed) =>
      `No faults: ${indicators} indicators, ${targets} targets (${unconfirmed} provisional, not confirmed).`,
    isProtected: (dimension, indicators) =>
      `By ${dimension.toLowerCase()} numbers from 1 to 4 are not told, nor what would give them back: ${indicators.join(', ')}.`,
    target: {
      fraction: (its, value, expected) =>
        `${its.id}: the target of "${its.name}" is ${f(value)} %${expected === undefined ? '' : `, and it stands at ${f(expected)} %`}. Shares are written as percentages: is ${f(value * 100)} % meant?`,
      outOfProportion: (its, value, soFar, expected) =>
        `${its.id}: the target of "${its.name}" is ${f(value)}, and ${soFar === undefined ? `it stands at ${f(expected)}` : `${soFar.months} months have brought ${f(soFar.value)}, which by the end of the target's period makes ${f(expected)}`}: ${expected > value ? `${f(expected / value)} times the target` : `${f((100 * expected) / value)} % of the target`}. Are its number and unit meant?`,
      notCompared: 'Nothing has been computed yet: targets were not compared with what is reached.',
    },
  },
  period: {
    unknown: (id, near) =>
      `There is no period "${id}" in the year of the plan.${near ? ` Did you mean "${near}"?` : ''}`,
    byWhomNumber:
      "There is a number like a person's in --by-whom: give the name of the person or office only.",
    byWhomMissing: '--by-whom is missing: say who locks, as --by-whom "Văn phòng Đảng ủy".',
    alreadyLocked: (id) => `Period ${id} is locked already. See: npm run kpi -- period list`,
    notLocked: (id) => `Period ${id} is not locked.`,
    notEnded: (id, ends) =>
      `Period ${id} has not ended (it runs to ${ends}) or its data do not reach that day: it cannot be locked yet.`,
    locked: (id, readings) =>
      `Period ${id} is locked: ${readings.toLocaleString('en-GB')} readings stay as published. Later differences are shown as revisions, from the next refresh on.`,
    unlocked: (id) => `Period ${id} is unlocked. Its readings follow the data from the next refresh on.`,
  },
  readings: {
    onePeriod: (label, id) =>
      `${label}: the last month that has ended and has data (--period ${id}). Another one: --period; all: --all.`,
    allPeriods: 'All periods. One only: --period 2026-09, 2026-Q3 or 2026.',
    notBy: (name, word, known) =>
      `The indicator "${name}" has no numbers by "${word}". ${known === '' ? 'It is not broken down: leave out --by.' : `It is broken down by: ${known}.`}`,
    leftOut: (id, period) =>
      `Left out: rows with a value that was refused, in no result. Why: npm run kpi -- indicator explain ${id} --period ${period}`,
    more: (rows) => `… and ${rows} lines more: add --all, or choose by --period, --indicator.`,
  },
  explain: {
    isProtected:
      'Hamlets and groups of persons: numbers from 1 to 4 are not told, hence neither rows by file nor earlier numbers.',
    badPart: (text, by) =>
      by.length === 0
        ? 'This indicator has no parts: leave out --by.'
        : `--by "${text}" is not right. Write field="Hộ tịch"; this indicator is broken down by: ${by.join(', ')}.`,
    noPeriod: (id, near) =>
      `This indicator has no readings of period "${id}".${near ? ` Did you mean "${near}"?` : ''}`,
    noPart: (wanted, near, known) =>
      `There is no part "${wanted}" in this period.${near ? ` Did you mean "${near}"?` : ''} Parts: ${known.join(', ')}.`,
    result: (value, counts, target, status) => `Value: ${value} (${counts}) · Target: ${target} · ${status}`,
    gap: (lacking) => `Note: ${lacking}`,
    formula: 'Formula:',
    loads: 'Files behind it (rows that count):',
    noLoads: 'No file has rows that count in this period.',
    noLoadsNow: 'A locked number; the files it came from are no longer used.',
    merged:
      'The table that is counted merges rows, so that nobody can tell how many each file gave; these are the files of the source that stand.',
    cutoff: (cutoff, asOf) => `Judged by the end of ${cutoff} (the data of the source reach to ${asOf}).`,
    macro: (name, file) => `${name} (${file}):`,
    laterLists: (files) => `Lists that came after the as-of day are not used: ${files.join(', ')}.`,
    older: (rows) =>
      `${rows.toLocaleString('en-GB')} rows are older versions: the newest row of the record was refused, so the one before stands.`,
    carriedOver: 'Without newer numbers, as counted before:',
    carriedFrom: (name, day) => `${name}: ${day}`,
    refused: 'Rows refused from files of this period (they may be missing from the number):',
    leftOut: 'Set apart, in neither count:',
    changes: 'Changed since the last refresh:',
    noChanges: 'Nothing.',
    revisions: 'The period is locked; by the data and formulas of today:',
    difference: (before, after, cause) => `${before} → ${after}: ${cause}`,
  },
  initDone: (home) => `Made the home ${home}.`,
  initInbox: (folder) => `Put exports into ${folder}`,
  formerName: (former, name) =>
    `The command "${former}" is now called "${name}"; the old name goes with the next version.`,
  sampleDone: (files, rows, folder) => `Made the sample: ${files} files, ${rows} rows, in ${folder}.`,
  sampleRefused: (home) => `${home} holds data that are no sample; the sample is not mixed into them.`,
  sampleRefusedHint: 'Choose another folder with --home.',
  delivery: {
    unknown: (id) => `No delivery has an id that begins with "${id}" (4 characters at least).`,
    unknownHint: 'For the ids: npm run kpi -- delivery list',
    ambiguous: (id) =>
      `More than one delivery has an id that begins with "${id}". Write more of it, or add --source:`,
    wrongState: {
      withdraw: (name, state) => `${name} cannot be withdrawn: ${state}.`,
      restore: (name, state) => `Only a withdrawn file can be given again; ${name}: ${state}.`,
      accept: (name, state) => `Only a held file can be accepted; ${name}: ${state}.`,
    },
    done: {
      withdraw: (name) => `${name} is withdrawn: from the next refresh on it counts nowhere.`,
      restore: (name) => `${name} is given again: it lands with the next refresh.`,
      accept: (name) =>
        `${name} is accepted: it lands with the next refresh. A column of which it asks is read by the rule (day first, comma before decimals); for another reading write a line into source.yaml.`,
    },
    notStanding: (name, state) => `Nothing to compare: ${name}: ${state}.`,
    datedBy: {
      title: 'by its title',
      name: 'by its name',
      data: 'by its data',
      taken: 'by the day of taking',
    },
    own: 'Own date',
    taken: 'Taken at',
    id: 'Id',
    state: 'State',
    standing: 'In use',
    decidedBy: (by, at) => `Decided by ${by}, ${at}`,
    rows: (read, accepted, refused, repaired, warned) =>
      `${read} rows read · ${accepted} accepted · ${refused} refused · ${repaired} repaired · ${warned} warned`,
    compared: (added, changed, gone, same) =>
      `${added} rows added, ${changed} changed, ${gone} gone, ${same} the same.`,
  },
  column: {
    lockedAt: 'Locked at',
    lockedBy: 'Locked by',
    unlockedAt: 'Unlocked at',
    unlockedBy: 'Unlocked by',
    readings: 'Readings',
    revisions: 'Differ today',
    indicator: 'Indicator',
    period: 'Period',
    value: 'Value',
    target: 'Target',
    counts: 'Counts',
    status: 'Status',
    change: 'Change',
    key: 'By',
    source: 'Source',
    title: 'Title',
    publisher: 'Publisher',
    dataUntil: 'Data until',
    state: 'State',
    file: 'File',
    files: 'Files',
    row: 'Row',
    label: 'Column',
    severity: 'Outcome',
    message: 'Reason',
    inbox: 'Inbox',
    rows: 'Rows',
    dimension: 'Dimension',
    written: 'Written',
    days: 'Days',
    takenFor: 'Taken for',
    reasonName: 'Reason',
    reason: 'Code',
  },
  check: {
    verdict: {
      accepted: 'ACCEPTED',
      accepted_with_refusals: 'ACCEPTED, some rows refused',
      refused: 'REFUSED',
      held: 'HELD, waiting for an answer',
    },
    about: (encoding, sheet, headerRow) =>
      [
        ...(encoding === null ? [] : [`Encoding: ${encoding}`]),
        ...(sheet === null ? [] : [`Sheet: ${sheet}`]),
        ...(headerRow === 0 ? [] : [`Header row: ${headerRow}`]),
      ].join(' · '),
    rows: (rows) => {
      const number = (count: number) => count.toLocaleString('en-GB');
      const superseded = rows.superseded > 0 ? `, ${number(rows.superseded)} superseded by another row` : '';
      return `${number(rows.read)} rows read: ${number(rows.accepted)} accepted (${number(rows.repaired)} of them repaired), ${number(rows.refused)} refused${superseded}.`;
    },
    setAside: (lines, kinds) =>
      `${lines.toLocaleString('en-GB')} lines in the file; no data: ${kinds.map(([kind, count]) => `${kind} ${count.toLocaleString('en-GB')}`).join(', ')}.`,
    allLines: 'Every line of the file:',
    lineColumns: { rows: 'Row', count: 'Rows', fate: 'Fate', kind: 'Kind' },
    absent: (labels: string[]) =>
      `The file does not have the columns: ${labels.join(', ')} (taken as blank).`,
    byReason: 'By reason:',
    decided: (label, reading, because) => `Column "${label}": ${reading}. ${because}`,
    inRows: (rows) => `(rows ${rows.join(', ')})`,
    firstRows: (count) => `First ${count} rows:`,
    cell: (cell) => `cell ${cell}`,
    page: {
      title: 'Check of a file',
      source: 'Source',
      file: 'File',
      encoding: 'Encoding',
      sheet: 'Sheet',
      headerRow: 'Header in row',
      lines: 'Lines of the file',
      setAside: 'No data',
      read: 'Rows read',
      accepted: 'Accepted',
      refused: 'Refused',
      superseded: 'Superseded by another row',
      repaired: 'Repaired',
      absent: 'Columns not in the file',
      byReason: 'By reason',
      reason: 'Reason',
      firstRows: (shown, all) =>
        shown === all
          ? 'Rows to look at'
          : `The first ${shown} of ${all.toLocaleString('en-GB')} rows to look at`,
      value: 'Value',
      footer: (at, version) =>
        `Checked at ${at} under version ${version} of the contract. Long values are masked. Rows are counted as a spreadsheet does.`,
      done: (path) => `The answer was written to ${path}.`,
      exists: (path) =>
        `The file ${path} exists and is no answer of a check: it was left alone. Choose another name.`,
      notWritten: (path) => `The file ${path} cannot be written. Check the folder and its rights.`,
    },
  },
  status: {
    lastRun: (id, outcome, ended) => `Last run: ${id} · ${outcome} · ${ended}`,
    todo: {
      title: (n: number) => `To do: ${n}`,
      columns: ['What', 'Since', 'Who', 'How', 'Key'],
    },
    neverRun: 'Never run.',
    asOf: (day) => `Data until ${day}`,
    site: (release) => `Report: release ${release}`,
    pinned: (by) => `  kept at this one by ${by}; to show the newest: npm run kpi -- site release`,
    noSite: 'Report: no release yet',
    gaps: 'Files missing or not whole:',
    differing: 'Sources that differ from each other:',
    quarantine: (rows) => `Rows in quarantine: ${rows}`,
    names: (count) => `Names that match no list: ${count} (see: npm run kpi -- name list)`,
    busy: 'A refresh is running; what follows is of the one before.',
    outcome: {
      running: 'running, or cut off',
      done: 'done',
      warned: 'done, a person should look',
      failed: 'failed',
    },
  },
  todo: {
    unknown: (key) => `There is nothing to do with the key "${key}".`,
    known: 'The key of each stands in the last column of the list: npm run kpi -- status',
    accepted: (what, by) =>
      `Taken off the list of things to do, by ${by}: ${what}. It comes back when its cause changes.`,
  },
  siteList: {
    columns: ['Release', 'Built at', 'State'],
    live: 'live',
    pinned: (by) => `kept for readers, by ${by}`,
  },
  siteMasked: {
    columns: ['In table', 'Why', 'Begins with', 'Comes from', 'Person stands in'],
    row: (source: string, delivery: string, sheet: string | null, row: number): string =>
      `${source}, delivery ${delivery}, ${sheet === null ? '' : `sheet ${sheet}, `}row ${row}`,
    wayOn: [
      'The site is built all the same; these values show as [đã che]. For the true text to be shown, do one of these:',
      '  - mend the cell where the data come from and hand the file in again, or take the wrong one back: npm run kpi -- delivery withdraw <delivery> --by <who>',
      '  - mend the line of the file of settings named above;',
      '  - of a person who is named in public by office: add the name to public_names in plan.yaml.',
    ].join('\n'),
  },
  score: {
    none: 'No period has a score yet; see valid_from in models/plan/score-766.yaml.',
    title: (period, version) => `Score by Quyết định 766/QĐ-TTg, ${period} (rule set ${version})`,
    item: 'Item',
    criterion: 'Criterion',
    points: 'Points',
    max: 'Maximum',
    remark: 'Remark',
    certain: (certain, measured, open) =>
      open === null
        ? `${certain} of ${measured} points`
        : `${certain} of ${measured} points measured; ${open} points without data`,
    unmeasured: (open) => `Nothing measured yet; ${open} points without data`,
    ifFull: (possible, bounded) =>
      `If what has no data were given in full${bounded.length > 0 ? ` (${bounded.join('; ')})` : ''}: ${possible}`,
    atMost: (item, points) => `item ${item} at most ${points}`,
    rating: (certain, possible, isConfirmed) =>
      `Rating${isConfirmed ? '' : ' (bands not confirmed)'}: ${certain === possible ? certain : `${certain} – ${possible}`}`,
    missing: (items) => `Without points: ${items.join('; ')}`,
    unconfirmed: '* The formula is not confirmed; models/plan/score-766.yaml says why.',
    steps: 'For more points:',
    step: (item, points, cases, unit) =>
      `${item}: ${points} more points need ${cases} more (${unit}) to meet`,
  },
  serving: (url) => `Report: ${url}   (stop: Ctrl+C)`,
  prune: {
    shown: (files, megabytes) =>
      `${files} original files, ${megabytes} MB, can be removed. Nothing was removed; add --yes to remove them.\nThe rows accepted from them are kept as they landed (pseudonyms for persons). A changed contract or a rebuild lands from them; new columns and refused rows are in the originals only.`,
    done: (files, megabytes) => `${files} original files, ${megabytes} MB, were removed.`,
  },
  schedule: {
    next: (at) => `Next refresh: ${at} (Vietnam time)`,
    started: 'Scheduled refresh begins.',
    ended: (code) => `Scheduled refresh ended with code ${code}.`,
    startedSource: (source) => `Scheduled refresh of source ${source} begins.`,
    catchingUp: 'The machine was off or asleep last night: catching up once.',
    servingAgain: (code: string, seconds: number) =>
      `The server of the site has ended (code ${code}); started again in ${seconds} s.`,
    badExpression: (text) => `The schedule "${text}" in plan.yaml is no cron expression.`,
  },
};
