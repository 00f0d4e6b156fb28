import type { FileFormat } from '../warehouse/cells.ts';
import { isWide } from './encoding.ts';

const zip = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const compoundFile = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** The format by content, whatever the extension says; undefined when the bytes are no table we know. */
export function formatOf(head: Buffer): FileFormat | undefined {
  if (head.subarray(0, 4).equals(zip)) return 'xlsx';
  if (head.subarray(0, 4).equals(compoundFile)) return 'xls';
  if (!isWide(head) && head.includes(0)) return undefined;
  const start = head.subarray(0, 4096).toString('latin1').replaceAll('\0', '').toLowerCase();
  if (/<(!doctype html|html|table|meta|head|body)\b/.test(start)) return 'html';
  if (/^%pdf-|^\{\\rtf/.test(start)) return undefined;
  return 'csv';
}
