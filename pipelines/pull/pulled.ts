import type { ArchivedFile } from '../archive/archived-file.ts';
import type { FaultCode } from './fault.ts';

/** Something about a source a person should know; the night goes on without that file. */
export interface PullNotice {
  source: string;
  /** The file, or the place where it should have come from. */
  file: string;
  code: FaultCode;
  message: string;
}

export interface Pull {
  /** Files that are new to the archive. */
  taken: ArchivedFile[];
  /** Files that were known already, by content. */
  known: ArchivedFile[];
  notices: PullNotice[];
}
