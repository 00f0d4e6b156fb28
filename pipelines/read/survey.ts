import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { errorTexts, type Mark } from '../cells.ts';
import { longestRow } from './block.ts';
import { UnreadableFile } from './unreadable.ts';
import { holdsUnseen, lostCharacter } from './visible.ts';

/** What a look over all bytes of a UTF-8 text tells about how it must be read. */
export interface Survey {
  /**
   * Whether the engine's own reader gives the cells that a person sees: it drops blank lines, which are rows in a
   * spreadsheet, and keeps combining marks and unseen characters as they are; broken characters it refuses.
   */
  isClean: boolean;
  /** The blanks with which cells may begin or end. */
  blanks: string[];
  /** What may be wrong with single cells. */
  marks: Set<Mark>;
  /** Whether the last line has no end: so ends a file that was cut off, and many a sound one. */
  isOpenEnded: boolean;
}

const blankLines = ['\n\n', '\r\n\r\n', '\n\r\n'].map((text) => Buffer.from(text));
/** Combining marks start with these bytes, and nothing else does (but a few letters of old Greek). */
const combiningMarks = [0xcc, 0xcd];
/** A line break at the end of a cell stands before the closing quotation mark. */
const blankSigns = new Map([
  ['\t', Buffer.from('\t')],
  ['\n', Buffer.from('\n"')],
  ['\r', Buffer.from('\r"')],
]);
const errorSigns = errorTexts.map((text) => Buffer.from(text));
const lost = Buffer.from(lostCharacter);
const longestSign = Math.max(...errorSigns.map(({ length }) => length));
const lineEnds = [0x0a, 0x0d];
const pieceBytes = 1024 * 1024;

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/** Whether a piece out of the middle of a text has no broken character; those that its ends cut lie whole in the next. */
function isSound(piece: Buffer, isStart: boolean, isEnd: boolean): boolean {
  let start = 0;
  while (!isStart && start < 3 && isContinuation(piece[start])) start += 1;
  let end = piece.length;
  while (!isEnd && end > piece.length - 3 && isContinuation(piece[end - 1])) end -= 1;
  if (!isEnd && (piece[end - 1] ?? 0) >= 0xc0) end -= 1;
  return isUtf8(piece.subarray(start, Math.max(start, end)));
}

/** Bytes behind the last end of a line, after a further piece of text. */
function unendedAfter(unended: number, piece: Buffer): number {
  const [newline = 0, other = 0] = lineEnds;
  const last = piece.includes(newline) ? piece.lastIndexOf(newline) : piece.lastIndexOf(other);
  return last < 0 ? unended + piece.length : piece.length - 1 - last;
}

/**
 * Looks over a file once, a piece at a time. Throws `row_too_long`: of a line far beyond its buffers the engine's reader says
 * nothing and leaves it out (duckdb 1.5.6).
 */
export async function survey(path: string): Promise<Survey> {
  const file = await open(path);
  const { size } = await file.stat();
  const buffer = Buffer.allocUnsafe(pieceBytes + longestSign);
  const blanks = new Map(blankSigns);
  const found: Survey = { isClean: true, blanks: [' '], marks: new Set(), isOpenEnded: true };
  let read = 0;
  let kept = 0;
  let unended = 0;
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, kept, pieceBytes, null);
      if (bytesRead === 0) return found;
      const isStart = read === 0;
      read += bytesRead;
      unended = unendedAfter(unended, buffer.subarray(kept, kept + bytesRead));
      if (unended > longestRow) throw new UnreadableFile('row_too_long');
      const piece = buffer.subarray(0, kept + bytesRead);
      found.isOpenEnded = !lineEnds.includes(piece.at(-1) ?? 0);
      found.isClean &&= ![...blankLines, ...combiningMarks].some((sign) => piece.includes(sign));
      found.isClean &&= !holdsUnseen(piece, isStart);
      if (piece.includes(0) || !isSound(piece, isStart, read >= size)) {
        found.isClean = false;
        found.marks.add('damaged');
      } else if (piece.includes(lost)) found.marks.add('damaged');
      if (piece.includes('#') && errorSigns.some((sign) => piece.includes(sign))) found.marks.add('error');
      for (const [blank, sign] of blanks) {
        if (!piece.includes(sign)) continue;
        found.blanks.push(blank);
        blanks.delete(blank);
      }
      // A sign may lie across two pieces.
      kept = Math.min(longestSign - 1, piece.length);
      buffer.copy(buffer, 0, piece.length - kept, piece.length);
    }
  } finally {
    await file.close();
  }
}
