/** Decoders, in the order in which they are tried when the bytes are not UTF-8. */
const legacy = ['windows-1258', 'windows-1252'] as const;

/** A file's encoding as `TextDecoder` names it, with the text of its head. */
export interface Decoded {
  encoding: string;
  text: string;
}

function withBom(head: Buffer): string | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return undefined;
}

function isUtf8(head: Buffer): boolean {
  try {
    // `stream` forgives a character that is cut at the end of the head.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Windows-1258 writes tones as combining marks: text is always handed on composed (NFC). */
export const decode = (bytes: Buffer, encoding: string): string =>
  new TextDecoder(encoding).decode(bytes).normalize('NFC');

/**
 * All readings of a file's head that are possible, the likely one first. Which is right is decided by whoever knows
 * what the text should say: the contract's labels must appear in it.
 */
export function readings(head: Buffer): Decoded[] {
  const named = withBom(head);
  if (named) return [{ encoding: named, text: decode(head, named) }];
  const candidates = isUtf8(head) ? ['utf-8', ...legacy] : [...legacy];
  return candidates.map((encoding) => ({ encoding, text: decode(head, encoding) }));
}
