import type { FileFormat } from '../cells.ts';
import { isWide } from './encoding.ts';
import { isWebArchive } from './web-archive.ts';

/** What a file is by its first bytes: a table, or something that holds files. A zip may be a workbook: see zip.ts. */
export type Container = 'zip' | 'gzip';

const starts = (head: Buffer, bytes: readonly number[]): boolean =>
  bytes.every((byte, at) => head[at] === byte);

/** Beginnings of an .xls without the envelope that later ones lie in (Excel 2 to 4). */
const isOldXls = (head: Buffer): boolean =>
  [0x00, 0x02, 0x04, 0x08].some((version) =>
    starts(head, [0x09, version, version === 0x08 ? 0x08 : 0x04, 0x00]),
  ) || [0x00, 0x02, 0x04].some((version) => starts(head, [0x09, version, 0x06, 0x00]));

/** In text a control sign is a slip; so many to a hundred bytes are none. */
const mostControls = 2;

function isBinary(head: Buffer): boolean {
  if (isWide(head)) return false;
  let controls = 0;
  for (const byte of head) if (byte < 0x20 && (byte < 0x08 || byte > 0x0d) && byte !== 0x1a) controls += 1;
  return controls * 100 > head.length * mostControls;
}

/** The format by content, whatever the extension says; undefined when the bytes are no table we know. */
export function formatOf(head: Buffer): FileFormat | Container | undefined {
  if (starts(head, [0x50, 0x4b, 0x03, 0x04]) || starts(head, [0x50, 0x4b, 0x05, 0x06])) return 'zip';
  if (starts(head, [0x1f, 0x8b])) return 'gzip';
  if (starts(head, [0xd0, 0xcf, 0x11, 0xe0]) || isOldXls(head)) return 'xls';
  if (isBinary(head)) return undefined;
  const start = head
    .subarray(0, 4096)
    .toString('latin1')
    .replace(/\0|^(ï»¿|ÿþ|þÿ)/g, '')
    .trimStart()
    .toLowerCase();
  // A workbook as one XML text (Excel 2003), as many report programs write it.
  if (/^<\?xml\b/.test(start) && /<(\w+:)?workbook\b/.test(start)) return 'xls';
  if (/<(!doctype html|html|table|meta|head|body)\b/.test(start) || isWebArchive(head)) return 'html';
  // A list or a record; the quoted labels of a delimited text follow no bracket.
  if (/^(\[\s*[{\]]|\{\s*["}])/.test(start)) return 'json';
  return 'csv';
}
