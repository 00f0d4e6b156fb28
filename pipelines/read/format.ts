import type { FileFormat } from '../cells.ts';
import { isWide } from './encoding.ts';

/** What a file is by its first bytes: a table, or something that holds files. A zip may be a workbook: see zip.ts. */
export type Container = 'zip' | 'gzip';

const starts = (head: Buffer, bytes: readonly number[]): boolean =>
  bytes.every((byte, at) => head[at] === byte);

/** The format by content, whatever the extension says; undefined when the bytes are no table we know. */
export function formatOf(head: Buffer): FileFormat | Container | undefined {
  if (starts(head, [0x50, 0x4b, 0x03, 0x04]) || starts(head, [0x50, 0x4b, 0x05, 0x06])) return 'zip';
  if (starts(head, [0x1f, 0x8b])) return 'gzip';
  if (starts(head, [0xd0, 0xcf, 0x11, 0xe0])) return 'xls';
  if (!isWide(head) && head.includes(0)) return undefined;
  const start = head
    .subarray(0, 4096)
    .toString('latin1')
    .replace(/\0|^(ï»¿|ÿþ|þÿ)/g, '')
    .trimStart()
    .toLowerCase();
  if (/<(!doctype html|html|table|meta|head|body)\b/.test(start)) return 'html';
  if (/^%pdf-|^\{\\rtf/.test(start)) return undefined;
  // A list or a record; the quoted labels of a delimited text follow no bracket.
  if (/^(\[\s*[{\]]|\{\s*["}])/.test(start)) return 'json';
  return 'csv';
}
