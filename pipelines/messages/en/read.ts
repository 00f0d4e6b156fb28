import type { read as original } from '../vi/read.ts';

const list = (labels: readonly string[] | undefined) =>
  (labels ?? [])
    .slice(0, 30)
    .map((label) => `"${label}"`)
    .join(', ');

export const read: typeof original = {
  within: (name: string, message: string) => `In the archive, "${name}": ${message}`,
  fault: {
    empty_file: () => 'The file is empty. Export it again and copy it here.',
    not_a_table: () => 'The file is no table (CSV, Excel or HTML). Export it again in one of these forms.',
    password_protected: () => 'The file has a password. Remove it and copy the file again.',
    unreadable: () =>
      'The file cannot be opened (locked, or no right to read). Close the program that has it open and check its rights.',
    broken_quoting: ({ line }) =>
      `A quotation mark is opened and never closed${line ? ` (near line ${line})` : ''}. The file is cut off or was edited by hand; export it again.`,
    broken_json: (facts) =>
      `The JSON is broken${facts.line ? ` in line ${facts.line}` : ''}; it may have been cut off. Export it again.`,
    no_records: (facts) =>
      facts.path === undefined
        ? 'The JSON holds no list of records.'
        : `The JSON holds no list of records at "${facts.path}". See file.records in source.yaml.`,
    broken_archive: () =>
      'The file (a workbook or an archive) is broken or cut off. Export or copy it again.',
    unsafe_archive: () =>
      'The archive is not safe (strange paths, too many files, or far too large when unpacked) and was not opened. Copy the data file itself.',
    nested_archive: () => 'There is an archive in the archive. Unpack one layer and copy it again.',
    too_large: () => 'The file is too large for this machine. Export it in smaller pieces, or as CSV.',
    header_not_found: ({ found }) =>
      (found ?? []).length === 0
        ? 'The header row of this source was not found. No row of the file looks like a header. Check that it is the right report.'
        : `The header row of this source was not found. The fullest row of the file is: ${list(found)}. Check that it is the right report.`,
    missing_column: ({ missing, found }) =>
      `${(missing ?? [])
        .map(
          ({ label, nearest }) =>
            `The column "${label}" is missing${nearest === undefined ? '' : `; the nearest is "${nearest}"`}.`,
        )
        .join(' ')} The file has the columns: ${list(found)}.`,
    wrong_source: ({ other }) => `This file holds "${other}", not this source. Move it to the right inbox.`,
    reader_failed: ({ cause }) =>
      `The file cannot be read: ${cause}. Export it again; if that does not help, tell whoever keeps the program this sentence.`,
  },
};
