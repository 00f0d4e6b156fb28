import type { draft as original } from '../vi/draft.ts';

const count = (n: number): string => n.toLocaleString('en-GB');
const percent = (share: number): string =>
  `${(share * 100).toLocaleString('en-GB', { maximumFractionDigits: 1 })}%`;

export const draft: typeof original = {
  exists: (folder) =>
    `The folder ${folder} exists and was left alone. Choose another id, or remove the folder to start anew.`,
  badId: (id) =>
    `"${id}" is no id of a source: use small letters without accents, digits and dashes, beginning with a letter, for instance household-businesses.`,
  emptyFolder: (folder) => `There is no file in ${folder}.`,
  noRows: 'No row of data was found in the samples. Use a file with at least some dozen rows.',

  head: (files) =>
    ` Drafted by the program from: ${files}.\n Read every comment "#", correct what is wrong, then remove it. Try it with: npm run kpi -- source check`,
  title: ' The name of the source in Vietnamese, shown in the report',
  unknown: 'Chưa ghi',
  publisher: ' The system or office that exports this file',
  steward: ' The office of the commune that answers for it',
  expect:
    ' How often a new file is due (d: days, h: hours); a reminder after warn_after, told to be old after stale_after',
  dataDate: ' The newest day in these columns says how recent the data are',
  noDataDate: ' No column tells on which day the data were taken: they count as of the day of delivery',
  key: (columns) => ` The rows differ in: ${columns}. Make sure that this names a record`,
  noKey: ' No column tells the rows apart. To be decided: name the key, or keep rows: many',
  delivery: {
    period:
      ' period: each file is all of its period, and the list comes again in each. Write increment if a file is a part of its period',
    one: ' increment: a file brings what is new, older records stay; snapshot: each file is the whole list. To be decided',
    increment: (share) =>
      ` The last file has ${percent(share)} of the first file's records again, so this looks like an increment. Write snapshot if each file is the whole list`,
    snapshot: (share) =>
      ` The last file has ${percent(share)} of the first file's records again, so this looks like a snapshot. Write increment if a file brings only what is new`,
  },
  context: {
    period: 'Kỳ',
    firstDay: 'Từ ngày',
    lastDay: 'Đến ngày',
    hamlet: 'Thôn',
    sheet: 'Tên trang',
    section: 'Mục',
    file: 'Tên tệp',
    month: 'Tháng',
    quarter: 'Quý',
    year: 'Năm',
    value: 'Số liệu',
  },
  seen: {
    title: (row, words) => `Seen in row ${row}: "${words}"`,
    otherPeriods: (periods) =>
      `The title names several periods (${[...new Set(periods)].join(', ')}), the first is taken: make sure`,
    file: (name) => `Seen in the file's name: ${name}`,
    sheets: (sheets) =>
      `Seen in the names of the sheets: ${sheets.slice(0, 5).join(', ')}${sheets.length > 5 ? '…' : ''}`,
    section: (row, title, all) =>
      `Seen in the titles of sections, row ${row}: "${title}" (${count(all)} such rows)`,
    beside: (row, label, text) => `Seen in row ${row}, beside the label "${label}": "${text}"`,
    across: (labels) => `Seen in the labels of columns across: ${labels[0]} … ${labels.at(-1)}`,
  },
  across: 'Columns across that mean the same: each cell with a value becomes a row',
  form: ' A form of one item a row: the form is one record, what it asks are the columns',
  leftSheet: (file, sheet) => ` The sheet "${sheet}" of ${file} is not read: it is of another form.`,
  newestBy: ' Of a record that stands in several files, the version with the later day here is used',
  remark: {
    ordinal: 'Counts the rows: not needed',
    empty: 'Blank in all samples: remove it if it is not used',
    number_of_a_person: 'A number of a person: a pseudonym stands for it, which links the sources',
    phone: 'A phone number or e-mail address: dropped on landing',
    name_of_a_person:
      'Looks like names of persons: dropped on landing. If it is none, remove "personal: drop"',
    place_of_a_person: 'Looks like addresses: dropped on landing. If it is none, remove "personal: drop"',
    birth: 'A birthday: only the year is kept',
    account:
      'Looks like numbers of accounts, cards or taxpayers: dropped on landing. To keep it, remove "personal: drop"',
    key_of_a_person: 'Tells the records apart and may be of a person: a pseudonym stands for it',
    household: 'A household: a pseudonym stands for it',
    free_text:
      'Free text may speak of persons: dropped on landing. To keep it, being sure that it does not, remove "personal: drop"',
    list: 'The names are matched to the common list',
    choices:
      'Choices: a code for each spelling; spellings of one meaning get the same code. A new spelling is kept as it is and told',
    only_yes: 'Only "yes" is ticked: a blank means unknown. If it means no, add: empty: "false"',
    some_unfit: 'Some cells are not of the type',
  },
  onlyIn: (files) => `Only in ${files}`,
  severalNames: 'The samples name this column differently (guessed by its place)',
  unfit: (share) =>
    `${percent(share)} of the cells are not of the type: such values are left out, their rows land`,
  rows: (n) => ` ${count(n)} rows`,
  type: {
    text: 'text',
    integer: 'whole number',
    decimal: 'decimal',
    percent: 'percent',
    money: 'money (đồng)',
    date: 'day',
    timestamp: 'day and time',
    year_or_date: 'year or day',
    period: 'period (month, quarter, year)',
    yes_no: 'yes/no',
    code: 'choices',
    personal_id: 'personal number',
    phone: 'phone',
    dossier_code: 'dossier code',
    procedure_code: 'procedure code',
    commune_code: 'commune code',
    parcel_key: 'parcel key',
  },
  personal: { drop: 'dropped', pseudonym: 'pseudonym', year_only: 'year only' },
  left: 'not used',
  column: {
    label: 'column of the file',
    name: 'name',
    type: 'type',
    personal: 'personal data',
    filled: 'filled',
    distinct: 'distinct values',
  },
  filled: percent,
  count,
  file: (name, encoding, sheet, headerRow, rows) =>
    [
      `${name}: ${count(rows)} rows`,
      ...(encoding === null ? [] : [`encoding ${encoding}`]),
      ...(sheet === null ? [] : [`sheet "${sheet}"`]),
      ...(headerRow === 0 ? [] : [`header in row ${headerRow}`]),
    ].join(', '),
  keyLine: (key) => `Key: ${key}`,
  noKeyLine: 'Key: none found, to be decided (see record in source.yaml)',
  tried: (name, read, accepted, refused) =>
    `Tried ${name} with the draft: read ${count(read)} · accepted ${count(accepted)} · refused ${count(refused)}`,
  refusedWhole: (name, message) => `Tried ${name} with the draft: ${message}`,
  written: (folder) => `Made ${folder}: source.yaml (the contract), README.md, sample.csv (20 masked rows).`,
  next: (id) => [
    'What comes next:',
    `  1. Open sources/${id}/source.yaml, read the comments, correct what is wrong; above all the columns with personal data.`,
    `  2. Try: npm run kpi -- source check ${id} <file>`,
    `  3. Put files into inbox/${id}/ of the home and run: npm run kpi -- refresh`,
  ],
  readme: {
    intro: (title) =>
      `# ${title}\n\nWhat it is, what a row stands for, who publishes it: **to be filled in**. Who answers for it: **to be filled in**.`,
    get: (id) =>
      `## Getting the file\n\nWhich system, which page, which period, which format: **to be filled in**. Put it into \`inbox/${id}/\` of the home.`,
    files: '## Samples read',
    columns: '## Columns',
    personal:
      '**Personal data.** A "dropped" column is not kept; a "pseudonym" is a code that cannot be read back; "year only" keeps the year of a birthday. If possible, leave these columns out before the file is delivered.',
    sample:
      "`sample.csv` has up to 20 masked rows: each column comes from another row, so that no row is anybody's.",
  },
};
