import type { sample as vi } from '../vi/sample.ts';

const number = (value: number): string => value.toLocaleString('en-GB');

export const sample: typeof vi = {
  notWritable: (folder) => `The sample data could not be written to ${folder}.`,
  notWritableHint: 'Check the permission to write and the free space on the disk, then run it again.',
  readme: (facts) => [
    'SAMPLE DATA, NOT REAL FIGURES',
    '',
    'The data in this folder were made up by the program so that it can be tried. Xã Rạng Đông (code 13894, tỉnh Ninh',
    'Bình) exists; all persons, personal numbers, phone numbers, hamlets, dossiers and figures are invented. Procedure',
    'codes, time limits and fees are illustrations. Do not report them.',
    '',
    `Seed: ${facts.seed}. The same seed gives the same files, byte for byte.`,
    'As-of date: 31/10/2026.',
    '',
    `Files of the portal (in inbox/public-service-portal): ${facts.files.length}, rows: ${number(facts.read)}`,
    ...facts.files.map((name) => `- ${name}`),
    '',
    'The files look like real exports of the portal on purpose:',
    '- most are CSV in UTF-8 with a byte order mark, separated by commas or semicolons, times with or without seconds;',
    '- March has title rows above the header; May has blank rows in the middle;',
    '- April is XLSX with a merged header of two rows, dates mixed with dates as text, a total and a signature;',
    '- June is an HTML table named .xls; September is CSV in Windows-1258;',
    '- labels and order of the columns change from file to file;',
    '- open dossiers return in the next month with a newer status; July has a re-export with the state of 31/08.',
    '',
    'Broken on purpose:',
    `- ${number(facts.refused)} rows must be refused: a required cell blank, a code of the wrong form, an unknown status or`,
    '  channel, an impossible or future date of receipt, an end before it, handed back without a date, no due date;',
    `- ${number(facts.superseded)} rows of a dossier that stands twice in a file: the other one is kept;`,
    `- ${number(facts.repaired)} rows must be repaired: a personal number without its leading zero, or with ".0" behind it;`,
    `- ${number(facts.warned)} rows must be warned of: one value left out alone (a fee that is no number, a personal number that`,
    '  lost digits or is wrong), due before the receipt, a date in the code that is not that of receipt.',
    '',
    'practice/: two files of a source that is not described yet, to practise adding one with sources/HUONG-DAN.md.',
  ],
};
