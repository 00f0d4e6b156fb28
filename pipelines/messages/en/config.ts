import type { config as original } from '../vi/config.ts';

const didYouMean = (near: string | undefined) => (near === undefined ? '' : ` Did you mean "${near}"?`);

export const config: typeof original = {
  invalid: (count) => `The configuration has ${count} faults; nothing was run.`,
  fileMissing: (file) => `Cannot read the configuration file ${file}.`,
  notUtf8: 'The file is not UTF-8. Open it in an editor and save it with the encoding UTF-8.',
  yamlSyntax: (reason) => `YAML syntax: ${reason}`,
  curlyQuotes: (lines) =>
    `There are curly quotes (“ ” ‘ ’) of a word processor${lines.length > 1 ? `, on lines ${lines.join(', ')}` : ''}. Type straight ones: " around a value, ' around text in a formula.`,
  /** The parser's own words are English. */
  yamlFault: {},
  schema: {
    missing: 'This field is missing.',
    empty: 'It has no value.',
    mustBe: (expected, given) => `It must be ${expected}, not ${given}.`,
    kind: (name) =>
      ({
        string: 'text',
        number: 'a number',
        int: 'a whole number',
        boolean: 'true or false',
        array: 'a list',
        object: 'a group of fields',
        record: 'a group of fields',
      })[name] ?? name,
    quoteIt: (given) => `It must be text; if that is what you mean, put it into quotes: "${given}".`,
    decimalPoint: (fixed) => `Decimals are written with a point in this file: ${fixed}`,
    tooShort: (least) => `There must be at least ${least}.`,
    tooLong: (most) => `There may be at most ${most}.`,
    tooSmall: (least, among) => (among ? `It must be at least ${least}.` : `It must be more than ${least}.`),
    tooBig: (most, among) => (among ? `It may be at most ${most}.` : `It must be less than ${most}.`),
    badDate: 'It must be a day that exists, year-month-day: 2026-01-31.',
    badForm: (pattern) => `It is not of the form ${pattern}.`,
    badKey: 'The name of the field is not of the right form.',
    unfit: 'This value cannot stand here.',
  },
  badId: 'Lower-case letters without accents, digits and hyphens only, a letter first: people-helped.',
  badName: 'Lower-case letters without accents, digits and underscores only, a letter first: people_helped.',
  unknownField: (field, near) => `There is no field "${field}".${didYouMean(near)}`,
  notOneOf: (values, near) =>
    `Must be one of: ${values.join(', ')}.${near === undefined ? '' : ` Did you mean "${near}"?`}`,
  badDays: 'It must be a number of days, for instance 365d.',
  badDuration: 'It must be a number and d (days) or h (hours), for instance 30d or 36h.',
  idIsNotFolder: (id, folder) => `The id "${id}" must be the name of the folder, "${folder}".`,
  unknownColumn: (name, near) => `There is no column "${name}" under columns.${didYouMean(near)}`,
  unknownScheduledSource: (id, near) => `There is no source "${id}".${didYouMean(near)}`,
  unknownIndicator: (id, near) => `There is no indicator "${id}".${didYouMean(near)}`,
  labelTwice: (label, column) => `The label "${label}" already belongs to the column "${column}".`,
  codesMissing: 'A column of type code needs codes: text of the file → code.',
  codesUnused: 'Only a column of type code has codes.',
  unknownUnused: 'Only a code column has unknown.',
  origin: (origin: 'title' | 'file' | 'sheet' | 'section' | 'across', name: string) =>
    `${name} (${{ title: 'title', file: 'file name', sheet: 'sheet name', section: 'section', across: 'label across' }[origin]})`,
  oneOrigin:
    'A column has exactly one of labels (a column of the file), across (columns that are one) and from (title, file name, sheet name …).',
  findWithoutFrom: 'find goes with from only.',
  notInForm: 'Cannot be used where the file is a form (file.form).',
  nothingAcross: 'from: across needs another column with across.',
  acrossUnnamed: (name: string) =>
    `Column "${name}" is written across: a column with from: across must say which of them a value stands in.`,
  acrossNotInKey: (name: string) =>
    `Columns across become rows, one for each "${name}": add ${name} to record.key, or one row takes the place of the other.`,
  fromPersonal: (name: string) => `Column "${name}" is personal and cannot be used for another.`,
  fromNoCell: (name: string) => `Column "${name}" has no labels, and so no cell to take.`,
  personalUndecided: 'A column with personal data must say personal: drop or pseudonym.',
  keyNotRequired: 'A key column needs required: true.',
  repairOfPerson: (name) =>
    `repair must not use the column "${name}", which is personal: a value made of it would not be hidden.`,
  publishPerson: 'A personal column cannot say publish: text.',
  publishNoText: 'publish: text is for columns of text only (text, code).',
  yearOfNoDate: 'personal: year_only is for date columns only.',
  boundUnfit: (type: string) =>
    `min and max do not fit a column of type ${type}: a number for numbers, a date (2026-01-31) for dates.`,
  badPattern: (reason: string) => `The pattern is not a regular expression: ${reason}`,
  nothingToWarnOf: 'otherwise: warn needs a pattern, min or max; a text that is not of the type cannot stay.',
  checkNeeds: (otherwise: string, field: string) => `A check with otherwise: ${otherwise} needs ${field}.`,
  repairUnused: 'Only a check with otherwise: repair has a field repair.',
  periodWithoutDate:
    'delivery: period must know the day of each row: name expect.data_date; its first column is the day of a row.',
  columnDropped: (name: string) =>
    `Column "${name}" has personal: drop, is not kept and cannot be used here.`,
  badSql: (check: string, reason: string) => `The SQL of check "${check}" does not work: ${reason}`,
  unknownPeriod: (period, near) => `This indicator has no period "${period}".${didYouMean(near)}`,
  notBrokenDown: (id, dimension, by) =>
    `The indicator "${id}" is not broken down by "${dimension}"${by.length > 0 ? `, only by ${by.join(', ')}` : ''}.`,
  targetImpossible: (value, isShare) =>
    `A target of ${value} cannot be: it must be 0${isShare ? ' to 100 %' : ' or more'}.`,
  targetWithoutYear:
    'A target must say of which year it is (year: 2026) or of which period (period: 2026-Q3); this one says neither.',
  atRiskFromRetired:
    'plan.yaml: status.at_risk_from is without effect (there is no "at risk" any more: a period that is over has met its target or missed it). The line can be deleted.',
  populationOfNoShare: (shape) =>
    `population is of shares and averages only; an indicator of shape ${shape} is judged as it is.`,
  targetYesNo: 'The target of a yes/no indicator must be 1 (yes) or 0 (no).',
  targetOfWatched: (id) => `The indicator "${id}" is only watched (better: none) and has no target.`,
  targetTwice: (id, year) => `The indicator "${id}" has two targets for ${year}.`,
  indicatorTwice: (id, file) => `The indicator "${id}" already stands in ${file}.`,
  seriesOfFlow: 'series goes with aggregate: stock only.',
  rowsAreKnown: (fact: string, rows: string) =>
    `Rows of ${fact} are ${rows}, as the program knows; take the field rows away.`,
  derivedHasNoBy: 'An indicator made of others has no breakdowns (leave by out).',
  scoreNeeds: (rule, field) => `The score rule ${rule} needs ${field}.`,
  bandsOverlap: (before, from) => `Bands must rise without overlapping: ${from} stands after ${before}.`,
  bandAboveMax: (points, max) => `A band of ${points} points is above the maximum of ${max}.`,
  scoreHasNo: (rule, field) => `The score rule ${rule} has no ${field}.`,
  scoreUnit: (id, rule, unit) =>
    `The score rule ${rule} needs an indicator with unit: ${unit}; "${id}" has another.`,
  scoreBasis: (id, basis) => `"${id}" is by the basis ${basis}; points are given by the calendar.`,
  scoreOneOfTwo: (given, missing) => `${given} needs ${missing}: they go together.`,
  scoreCounts: {
    numerator: (id) => `"${id}" counts no cases: it can be no numerator.`,
    denominator: (id) => `"${id}" is no count (shape: count): it can be no denominator.`,
  },
  scoreUnknownItem: (id, near) => `There is no other item "${id}".${didYouMean(near)}`,
  scoreIdTwice: (id) => `"${id}" is already taken above.`,
  itemAboveGroup: (max, group) => `${max} points are above the ${group} of the whole group.`,
  itemsDoNotSum: (items, group) => `The items add up to ${items} points, not to the group's ${group}.`,
  groupsDoNotSum: (all, whole) => `The groups add up to ${all} points, not to ${whole}.`,
  ratingFromZero: (from) => `The lowest rating must begin at 0 points, not at ${from}.`,
  noteMissing: 'confirmed: false needs a note that says why.',
  quotientOfCounts: (id) => `"${id}" counts nothing (count, total): it cannot be divided.`,
  indexOfPercents: (id) => `"${id}" is no percentage: it cannot be part of an index.`,
  otherBasis: (id, basis) => `"${id}" is by the basis ${basis}, this indicator is not.`,
  indicatorRing: (ring) => `Indicators are made of each other: ${ring.join(' → ')}.`,
  unknownSource: (id: string, near: string | undefined) =>
    `There is no source "${id}" in sources/.${didYouMean(near)}`,
  unknownFactColumn: (fact, name, near) => `The fact "${fact}" has no column "${name}".${didYouMean(near)}`,
  notADate: (column, type, dates) =>
    `The column "${column}" is of type ${type}, which is no date.${dates.length > 0 ? ` Columns of dates: ${dates.join(', ')}.` : ''}`,
  notOneValue: (column, type) =>
    `The column "${column}" is of type ${type}, which is no single value: nothing can be counted or broken down by it.`,
  alsoIn: (fields) => ` The same: ${fields.join(', ')}.`,
  scanFails: (reason) => `The indicator cannot be computed: ${reason}`,
  unknownFact: (name: string, near: string | undefined) => `There is no fact "${name}".${didYouMean(near)}`,
  formulaGives: {
    condition: (type) =>
      `A condition must be true or false, as in channel = 'online'; this one gives a value of type ${type}.`,
    quantity: (type) => `The formula must give a number; this one gives a value of type ${type}.`,
  },
  badFormula: (reason: string) => `The formula cannot be computed: ${reason}`,
  unknownDimension: (name: string, near: string | undefined) =>
    `The breakdown "${name}" is not declared in models/plan/dimensions.yaml.${didYouMean(near)}`,
  byPerson: (column, pseudonym) =>
    `"${column}" holds pseudonyms of persons (column ${pseudonym}) and may be no breakdown. They may be counted as different persons: each.`,
  noNames: (name, near, known) =>
    `The dimension "${name}" has no list of names; these have: ${known.join(', ')}.${didYouMean(near)}`,
  namesOfText:
    'Only a column of type text without personal data can be matched to a list of names (dimension).',
  aliasTwice: (written, name) =>
    `"${written}" is accepted as "${name}" for the same days already. Remove one line or change its days.`,
  hamletMap: {
    twice: (hamlet: string) => `${hamlet} has two tiles on the map; one each.`,
    otherCommune: (code: string, own: string) =>
      `This map is of the commune with the code ${code}, plan.yaml says ${own}. Draw it anew for the hamlets of the commune and change the code.`,
  },
  endsBeforeStart: (from: string, to: string) => `The last day ${to} stands before the first, ${from}.`,
  worksAnyway: (day: string) => `${day} is a working day anyway (Monday to Friday).`,
  offAndWorked: (day: string) => `${day} is both off and worked.`,
  shapeNeeds: (shape, field) => `An indicator of shape ${shape} needs the field ${field}.`,
  shapeHasNo: (shape, field) => `An indicator of shape ${shape} has no field ${field}.`,
  badThreads: (said) =>
    `KPI_THREADS is how many cores the engine may use: a whole number from 1, not "${said}".`,
  homeNotWritable: (home) => `Cannot write to the folder ${home}.`,
  homeNotWritableHint:
    'Give the account that runs the program the right to write, or choose another folder with --home.',
  homeUnfinished: (home) => `A restore into ${home} is under way or was cut off.`,
  homeUnfinishedHint:
    'Wait for it; if it was cut off, run it again: npm run kpi -- restore <backup> --home <home>',
  warehouseLocked: (path, holder) =>
    `The warehouse ${path} is in use by another process${holder === undefined ? '' : ` (number ${holder})`}.`,
  warehouseMissing: (path) =>
    `There is no warehouse ${path}, but the archive holds files that were taken in.`,
  warehouseMissingHint:
    'The next refresh rebuilds it from the archive: npm run kpi -- refresh. If there is a backup, restore that first.',
  warehouseUnreadable: (path) => `Cannot open the warehouse ${path}.`,
  warehouseUnreadableHint:
    'Look at the rights and the room on the disk. If the file is damaged, restore a backup (kpi restore); only where there is none rebuild it from the archive (kpi rebuild): locks of periods and ledgers are lost then.',
};
