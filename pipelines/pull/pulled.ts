/** A file that lies in the archive under its hash, ready to be read. */
export interface PulledFile {
  source: string;
  sha256: string;
  /** Name it was delivered under, fit to be shown: no control characters, long digit runs masked. */
  name: string;
  bytes: number;
}

/** Something about the inbox a person should know; the night goes on without that file. */
export interface PullNotice {
  source: string;
  file: string;
  code: 'still_growing' | 'unreadable' | 'not_expected';
  message: string;
}

export interface Pull {
  /** Files that are new to the archive. */
  taken: PulledFile[];
  /** Files that were known already, by content. */
  known: PulledFile[];
  notices: PullNotice[];
}

/** File names come from people: they may hold a person's number, a line break, or be endless. */
export function presentableName(name: string): string {
  const clean = name
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\d{9,}/g, (run) => '•'.repeat(run.length));
  return clean.length <= 120 ? clean : `${clean.slice(0, 110)}…${clean.slice(-9)}`;
}
