/** A file that lies in the archive under its hash, ready to be read. */
export interface ArchivedFile {
  source: string;
  sha256: string;
  /** Name it was delivered under, fit to be shown: no control characters, long digit runs masked. */
  name: string;
  bytes: number;
}

/** File names come from people: they may hold a person's number, a line break, or be endless. */
export function presentableName(name: string): string {
  const clean = name
    .normalize('NFC')
    // Line separators and marks that turn the direction of writing could disguise a name as another.
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\d{9,}/g, (run) => '•'.repeat(run.length));
  const characters = [...clean];
  return characters.length <= 120
    ? clean
    : `${characters.slice(0, 110).join('')}…${characters.slice(-9).join('')}`;
}
