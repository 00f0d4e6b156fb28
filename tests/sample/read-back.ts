import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import type { SampleFile } from '../../pipelines/sample/export/table.ts';

/** A data row of a sample file, read naively: cells by the portal's usual label, times as `yyyy-MM-dd HH:mm:ss` text. */
export interface ReadRow {
  file: string;
  /** As a spreadsheet counts. */
  row: number;
  cells: Record<string, string>;
}

const usual: Record<string, string> = {
  'Mã hồ sơ': 'Số hồ sơ',
  'Mã số hồ sơ': 'Số hồ sơ',
  'Ngày nhận': 'Ngày tiếp nhận',
  'Người nộp': 'Chủ hồ sơ',
  CCCD: 'Số định danh',
};

/** Reads a sample file without any of the product's readers, so that the generator's books can be held against it. */
export function readBack(file: SampleFile): ReadRow[] {
  const table = tableOf(file);
  const headerAt = table.findIndex((line) => line.some((cell) => tidy(cell) === 'Tên thủ tục hành chính'));
  const header = table[headerAt] ?? [];
  // The upper header row names the columns that are merged over both; group names are overwritten by the leaves.
  const upper = file.name.endsWith('.xlsx') ? (table[headerAt - 1] ?? []) : [];
  const labels = header.map((cell, at) => tidy(cell) || tidy(upper[at] ?? ''));
  return table.flatMap((line, at) => {
    if (at <= headerAt) return [];
    const cells: Record<string, string> = {};
    labels.forEach((label, column) => {
      cells[usual[label] ?? label] = line[column]?.trim() ?? '';
    });
    return cells['Tên thủ tục hành chính'] ? [{ file: file.name, row: at + 1, cells }] : [];
  });
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

function tableOf(file: SampleFile): string[][] {
  if (file.name.endsWith('.xlsx')) return xlsxTable(file.bytes);
  if (file.name.endsWith('.xls')) return htmlTable(new TextDecoder().decode(file.bytes));
  const text = csvText(file.bytes);
  const head = text.split('\r\n').find((line) => line.includes('Tên thủ tục hành chính')) ?? '';
  const delimiter = head.split(';').length > head.split(',').length ? ';' : ',';
  return parse(text, { delimiter, relax_column_count: true, record_delimiter: '\r\n' });
}

export function csvText(bytes: Uint8Array): string {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return new TextDecoder(marked ? 'utf-8' : 'windows-1258').decode(bytes).normalize('NFC');
}

function xlsxTable(bytes: Uint8Array): string[][] {
  const book = read(bytes, { type: 'array', cellNF: true });
  const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
  const range = utils.decode_range(sheet['!ref'] ?? 'A1');
  return Array.from({ length: range.e.r + 1 }, (_, r) =>
    Array.from({ length: range.e.c + 1 }, (_, c) => {
      const cell = sheet[utils.encode_cell({ r, c })];
      if (!cell) return '';
      if (cell.t !== 'n' || !String(cell.z ?? '').startsWith('dd')) return String(cell.v);
      const moment = new Date(Math.round((cell.v - 25_569) * 86_400) * 1000).toISOString();
      const date = moment.slice(0, 10).split('-').reverse().join('/');
      return Number.isInteger(cell.v) ? date : `${date} ${moment.slice(11, 19)}`;
    }),
  );
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

function htmlTable(page: string): string[][] {
  return [...page.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, line = '']) =>
    [...line.matchAll(/<t[dh]([^>]*)>(.*?)<\/t[dh]>/gs)].flatMap(([, attributes = '', content = '']) => {
      const text = content
        .replace(/<[^>]+>/g, '')
        .replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) =>
          code ? String.fromCodePoint(Number(code)) : (named[name] ?? ''),
        );
      const span = Number(/colspan="(\d+)"/.exec(attributes)?.[1] ?? 1);
      return [text, ...Array<string>(span - 1).fill('')];
    }),
  );
}

/** dd/MM/yyyy [HH:mm[:ss]] → seconds since 1970 on the same clock; a date alone is the end of its day. Null: blank. */
export function secondsOf(text: string | undefined): number | null {
  if (!text) return null;
  const match = /^(\d{2})\/(\d{2})\/(\d{4})(?: (\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (!match) return Number.NaN;
  const [, date = '', month = '', year = '', hours = '23', minutes = '59', seconds] = match;
  const moment = Date.parse(
    `${year}-${month}-${date}T${hours}:${minutes}:${seconds ?? (match[4] ? '00' : '59')}Z`,
  );
  // 31/02 must not become 03/03.
  return new Date(moment).getUTCDate() === Number(date) ? moment / 1000 : Number.NaN;
}
