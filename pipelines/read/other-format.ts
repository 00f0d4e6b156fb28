import type { OtherFormat } from '../messages/vi/read.ts';

/** How the bytes say it, as Latin-1, and where. */
const signatures: [kind: OtherFormat, sign: string, offset?: number][] = [
  ['rar', 'Rar!\x1a\x07'],
  ['7z', '7z\xbc\xaf\x27\x1c'],
  ['tar', 'ustar', 257],
  ['tar', '1AY&SY', 4],
  ['tar', '\xfd7zXZ\0'],
  ['tar', '\x28\xb5\x2f\xfd'],
  ['pdf', '%PDF-'],
  ['word', '{\\rtf'],
  ['image', '\x89PNG\r\n'],
  ['image', '\xff\xd8\xff'],
  ['image', 'GIF87a'],
  ['image', 'GIF89a'],
  ['image', 'II*\0'],
  ['image', 'MM\0*'],
  ['image', 'WEBP', 8],
  ['access', 'Standard Jet DB', 4],
  ['access', 'Standard ACE DB', 4],
  ['sqlite', 'SQLite format 3\0'],
  ['parquet', 'PAR1'],
  ['program', 'MZ\x90\0'],
  ['program', '\x7fELF'],
];

/** A dBase or FoxPro table says no name: the day of its last change, and a header of whole field descriptions. */
function isDbf(head: Buffer): boolean {
  const version = [0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x7b, 0x83, 0x8b, 0x8e, 0xcb, 0xf5, 0xfb];
  if (head.length < 33 || !version.includes(head[0] ?? 0)) return false;
  const [month = 0, day = 0] = [head[2], head[3]];
  const header = head.readUInt16LE(8);
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= 31;
  return isDay && header >= 65 && (header % 32 === 1 || header % 32 === 8);
}

/** What a file is by its first bytes; undefined where it may be a table. */
export function otherFormatOf(head: Buffer): OtherFormat | undefined {
  const start = head.toString('latin1', 0, 512);
  return (
    signatures.find(([, sign, offset]) => start.startsWith(sign, offset))?.[0] ??
    (isDbf(head) ? 'dbf' : undefined)
  );
}

/** What a zip is by the names in it. */
export function otherFormatOfZip(names: readonly string[]): OtherFormat | undefined {
  if (names.includes('ppt/presentation.xml')) return 'powerpoint';
  return undefined;
}
