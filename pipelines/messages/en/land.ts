import type { land as original } from '../vi/land.ts';

const count = (n: number): string => n.toLocaleString('en-GB');

export const land: typeof original = {
  noRows: 'The file has a header but no row of data.',
  tooManyRefused: (refused, read, limit) =>
    `${refused} of ${read} rows are not valid, more than allowed (${Math.round(limit * 100)} %). Nothing was loaded; mend the file by the list and copy it again.`,
  fileRefused: (reason: string) => `The file was not accepted: ${reason} Nothing has been loaded.`,
  held: 'The file is held, no row has landed.',
  acceptable:
    'If the file is right as it is: kpi delivery accept <id> --by-whom "name"; if it was handed in by mistake: kpi delivery withdraw.',
  delivery: {
    shrank: (before, now, limit) =>
      `The file before had ${count(before)} rows, this one only ${count(now)}, fewer by more than ${Math.round(limit * 100)} %.`,
    otherCommune: (column, example, usual) =>
      `More than half of the rows have ${column} of another place (${example}…); the files before had ${usual}…. It may be a file of another commune.`,
    strangeCommune: (column, example, own) =>
      `More than half of the rows have ${column} ${example}, which is no code of this commune (${own}). It may be a file of another commune; if it is a former code of this one, accept the file.`,
    strangePlaces: (column, share) =>
      `${Math.round(share * 100)} % of the rows have a ${column} that is on no list of this commune. It may be a file of another commune.`,
    datesOutside: (column, said, share) =>
      `The file says that it is of ${said}, but ${Math.round(share * 100)} % of its rows have a ${column} outside those days, which no file before had. It may be of another period, or badly named.`,
    datesShifted: (date, code, share) =>
      `${Math.round(share * 100)} % of the rows have another ${date} than the day in ${code}; in the files before it was the same. The dates may have been shifted.`,
    farMore: (most, now) =>
      `The file has ${count(now)} rows, more than three times as many as the largest before (${count(most)}).`,
    moved: (names) => `With this file ${names} would change more than ever before.`,
    older: (own, newest, rows, all) =>
      `An older file (of ${own}; there is one of ${newest}): ${count(rows)} rows have no effect, ${count(all - rows)} fill gaps.`,
    gone: (rows) => `Against the file before: ${count(rows)} rows are gone.`,
  },
  question: {
    dates: (label, column, because) =>
      `Column "${label}": does the day or the month stand first? ${because} Answer with one line at columns.${column} in source.yaml: dates: month_first or dates: day_first.`,
    decimals: (label, column, because) =>
      `Column "${label}": is 1.234 more than a thousand or a little more than one? ${because} Answer with one line at columns.${column} in source.yaml: decimals: comma (the comma stands before decimals) or decimals: point.`,
  },
  because: {
    contract: 'The contract says so.',
    accepted: 'The file was accepted: read by the rule.',
    own_cells: 'Other cells of the column tell.',
    key: 'It agrees with the day in the code.',
    earlier_deliveries: 'As in earlier files.',
    format: 'Files of this kind keep numbers with a point.',
    rule: 'By the rule: the day stands first.',
    month_above_12: 'There are cells whose second number is above 12 and can be no month.',
    after_delivery: 'With the day first there are days later than the delivery.',
    one_month:
      'With the month first all days lie in one month; with the day first they are spread over many.',
    outside_period:
      'With the day first some days lie far from all others of the file; with the month first none.',
    against_key: 'With the day first they contradict the day in the code.',
    against_earlier: 'With the day first they contradict earlier files.',
    other_column: 'Another column of the file seems to have the month first.',
    both_marks: 'Some cells have a comma before decimals, some a point.',
    no_evidence: 'No cell of the column tells.',
  },
  drift: {
    renamed: (label, known, line) =>
      `The column "${label}" is not in the contract; it may be "${known}", which the file lacks (a name much like it, or in its place). If they are one, write in source.yaml: ${line}`,
    added: (label: string) =>
      `The file has a new column "${label}" that is not used. Declare it in source.yaml if it is needed.`,
    gone: (label: string) =>
      `The file lacks column "${label}" that earlier files had. Ask whoever exports the data.`,
  },
  totalDiffers: (label, printed, sum) =>
    `Column "${label}": the total says ${printed}, its rows come to ${sum}. The total is not counted; see whether a row is missing or a number wrong.`,
  totalBySum:
    'The numbers of this row are the sum of the other rows, so it is taken for a total and not counted. If it is none, add its code to the list.',
  rowsLost: (delivery, read, accepted, refused, superseded) =>
    `The rows of delivery ${delivery} do not add up: ${read} read, ${accepted} accepted, ${refused} refused, ${superseded} superseded. Nothing was loaded; this is a fault of the program, please report it.`,
  keptRows: (prunedOn, columns, losesReasons) => {
    const lost = [
      ...columns.map((label) => `column "${label}"`),
      ...(losesReasons ? ['the reasons of refused, repaired and doubtful rows'] : []),
    ];
    return `Made again from the rows that were kept, the original was removed on ${prunedOn}${lost.length > 0 ? `; missing: ${lost.join(', ')}` : ''}.`;
  },
  order: { day_first: 'day/month/year', month_first: 'month/day/year' },
  others: (count) => `and ${count} more`,
  keyBroken: (path) => `The key of pseudonyms ${path} cannot be read: it must be 64 hexadecimal digits.`,
  keyChanged:
    'The key of pseudonyms is not the one used for the data in the warehouse: one person would become two.',
  keyHint:
    'Take secrets/pseudonym.key from a backup. If the key is lost for good: remove warehouse.duckdb and run rebuild, which makes all pseudonyms anew.',
  keyMissing: (path) => `There is no key of pseudonyms ${path}.`,
  forgotten: 'A row of a person who was forgotten on request (kpi person forget).',
  otherMonth: (title: string, name: number) =>
    `The title says month ${title}, the file name month ${name}. Check whose numbers they are; the contract decides.`,
  reason: {
    required_empty: 'Column "{label}" is blank. Fill it in and export again.',
    damaged_text:
      'Column "{label}": "{value}" has a broken character (cut off in a letter, or a stray byte). Mend the cell where it came from and export again.',
    not_computed:
      'Column "{label}": the file holds no result of the formula. Open it in Excel, save it and copy it again.',
    error_cell:
      'Column "{label}": an error of the spreadsheet ({value}). Mend the formula or type the value.',
    bad_pattern: 'Column "{label}": "{value}" has not the form of such a code.',
    unknown_code:
      'Column "{label}": "{value}" is not a known value. Known: {known}. Mend the file, or add the value to source.yaml.',
    bad_date: 'Column "{label}": "{value}" has not the form of a date. Write day/month/year.',
    bad_period: 'Column "{label}": "{value}" names no month, quarter or year. Write it as Tháng 9/2026.',
    section_or_row:
      'This row is named like a section and holds cells like data. Mend it, or make find stricter in source.yaml.',
    new_code:
      'Column "{label}": "{value}" is in no code list; it is kept as it is. Add it to source.yaml where it needs a code.',
    no_such_day: 'Column "{label}": there is no day "{value}" (read as {order}).',
    far_year: 'Column "{label}": "{value}" lies outside the years 1900–2100.',
    short_year:
      'Column "{label}": "{value}" has a year of two digits, of an unknown century. Write all four.',
    future_date: 'Column "{label}": "{value}" is later than the day the file was received.',
    bad_number: 'Column "{label}": "{value}" is no number.',
    not_whole: 'Column "{label}": "{value}" is no whole number.',
    unclear_number:
      'Column "{label}": "{value}" can be read in two ways (thousands or decimals). Write it without separators.',
    out_of_range: 'Column "{label}": "{value}" is out of range.',
    bad_yes_no: 'Column "{label}": "{value}" is neither Có nor Không (known marks: x, v, ✓, ☑, +).',
    bad_phone: 'Column "{label}": not a phone number.',
    bad_personal_id: 'Column "{label}": a personal number has 12 digits.',
    lost_digits:
      'Column "{label}": Excel has lost digits (as in 3.63E+10). Format the column as text and export again.',
    restored_leading_zero: 'Column "{label}": the leading zero that Excel dropped was put back.',
    removed_decimal: 'Column "{label}": the ".0" that Excel added was taken off.',
    joined_groups: 'Column "{label}": the blanks between the groups of digits were taken out.',
    century_added: 'Column "{label}": the year of two digits was read as 20xx (from 70 on 19xx).',
    too_many_cells: 'The row has more cells than the header; there may be a stray delimiter.',
    too_few_cells:
      'The row has fewer cells than the header; the last ones count as blank. Look at it unless the exporter leaves blank cells out.',
    cut_off:
      'The file ends within this row: perhaps it was not copied to its end, and the rows after it are missing. Get the file again.',
    duplicate_hidden: 'Same key as row {row} of the file; this row is hidden, so the visible one stands.',
    duplicate_key: 'Same key as row {row} of this file, which is newer or comes first and was kept.',
  },
};
