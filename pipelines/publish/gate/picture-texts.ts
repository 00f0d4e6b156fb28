import { inflateSync } from 'node:zlib';
import { messages } from '../../messages/index.ts';

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The text of a zTXt or iTXt chunk may be packed; what cannot be unpacked is a fault of the picture. */
function textOfChunk(kind: string, data: Buffer): string {
  const end = data.indexOf(0);
  const name = data.subarray(0, end).toString('latin1');
  if (kind === 'tEXt') return `${name}\n${data.subarray(end + 1).toString('latin1')}`;
  if (kind === 'zTXt') return `${name}\n${inflateSync(data.subarray(end + 2)).toString('latin1')}`;
  const isPacked = data[end + 1] === 1;
  const language = data.indexOf(0, end + 3);
  const translated = data.indexOf(0, language + 1);
  const text = data.subarray(translated + 1);
  return [
    name,
    data.subarray(language + 1, translated).toString('utf8'),
    (isPacked ? inflateSync(text) : text).toString('utf8'),
  ].join('\n');
}

function textsOfPng(bytes: Buffer): string[] {
  const texts: string[] = [];
  let isWhole = false;
  for (let at = pngSignature.length; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const kind = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (['tEXt', 'zTXt', 'iTXt'].includes(kind)) texts.push(textOfChunk(kind, data));
    if (kind === 'eXIf') texts.push(...runsIn(data));
    at += 12 + length;
    if (kind === 'IEND' && at <= bytes.length) isWhole = true;
  }
  // Half of it would be shown, and nobody would be told.
  if (!isWhole) throw new Error(messages().publish.pictureCut);
  return texts;
}

/** Runs of letters and digits among other bytes, as notes in pictures are kept: one byte a sign, or UTF-8. */
const runsIn = (bytes: Buffer): string[] =>
  bytes.toString('utf8').match(/[\p{L}\p{N}\p{P}\p{Zs}]{8,}/gu) ?? [];

/** Notes inside a picture: comments, titles, authors, what a camera or an office program wrote. Throws on a damaged PNG. */
export function textsOfPicture(bytes: Buffer): string[] {
  if (bytes.subarray(0, pngSignature.length).equals(pngSignature)) return textsOfPng(bytes);
  // JPEG and WebP keep their notes unpacked, in segments of their own.
  return runsIn(bytes);
}
