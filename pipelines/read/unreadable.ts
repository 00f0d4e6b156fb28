import { KpiError } from '../error.ts';
import { storedMessages } from '../messages/index.ts';
import type { OtherFormat } from '../messages/vi/read.ts';

/** What the sentences about an unreadable file need to be exact. */
export interface FileFacts {
  found?: string[];
  /** `line`: what is to be written in the contract, if the nearest is the one. */
  missing?: { label: string; nearest: string | undefined; line?: string | undefined }[];
  other?: string;
  /** What is to be said of columns that are taken from around the table. */
  context?: string[];
  line?: number | undefined;
  /** Of JSON: where the list of records should be. */
  path?: string | undefined;
  /** What the file is instead of a table. */
  kind?: OtherFormat;
  /** Columns of a table without a header. */
  columns?: number;
  /** What a reader broke at, in its own words. */
  cause?: string;
  /** The most columns a table may have. */
  most?: number;
  /** What the reader was given. */
  memory_mb?: number;
  seconds?: number;
}

/** Why a file as a whole cannot be read as the table its contract expects. */
export type FileFault =
  | 'empty_file'
  | 'not_a_table'
  | 'other_format'
  | 'one_column'
  | 'no_header'
  | 'only_errors'
  | 'password_protected'
  | 'unreadable'
  | 'broken_quoting'
  | 'broken_json'
  | 'no_records'
  | 'broken_archive'
  | 'unsafe_archive'
  | 'nested_archive'
  | 'too_large'
  | 'header_not_found'
  | 'missing_column'
  | 'wrong_source'
  | 'context'
  | 'too_wide'
  | 'row_too_long'
  | 'reader_failed'
  | 'reader_memory'
  | 'reader_time'
  | 'reader_crashed';

/** Thrown by the readers. The message is a sentence for the officer who delivered the file. */
export class UnreadableFile extends Error {
  readonly code: FileFault;
  readonly facts: FileFacts;

  constructor(code: FileFault, cause?: unknown, facts: FileFacts = {}) {
    const sentences: Record<FileFault, (facts: FileFacts) => string> = storedMessages().read.fault;
    super(sentences[code](facts), { cause });
    this.name = 'UnreadableFile';
    this.code = code;
    this.facts = facts;
  }

  /** The same fault, said of one of several files. */
  of(name: string): UnreadableFile {
    this.message = `${name}: ${this.message}`;
    return this;
  }

  /** The same fault, said of a file inside a container. */
  within(name: string): UnreadableFile {
    if (name !== '') this.message = storedMessages().read.within(name, this.message);
    return this;
  }
}

const engineKind = /^[A-Z][A-Za-z ]* Error: /;
/** What stands in a file can bring about these; all other kinds are the program's or the machine's. */
const kindOfData = /^(Invalid Input|Conversion|Out of Range) Error: /;

/** Whether the system refused something: the disk is full, too many files are open. */
export const isOfSystem = (cause: unknown): boolean => cause instanceof Error && 'syscall' in cause;

/** Whether the engine refused what stands in the file's cells. */
export const isOfData = (cause: unknown): boolean => cause instanceof Error && kindOfData.test(cause.message);

/** Whatever libraries and engine quote may be a person's name: only the words around it are said. */
function withoutValues(reason: string): string {
  const [line = ''] = reason.split(/[\r\n]/);
  return line
    .replace(/['"`“‘].*['"`”’]|['"`“‘].*$/, '…')
    .replace(/\d{5,}/g, '•')
    .slice(0, 200)
    .replace(/[.\s]+$/, '');
}

/**
 * The refusal of the file at which a reader broke: whatever was thrown, one file must not end the night of all others.
 * Undefined where it is no fault of the file: what the system refused (disk full, too many files open), the engine
 * without memory or disk, and what is a `KpiError` already.
 */
export function refusalOf(cause: unknown): UnreadableFile | undefined {
  if (cause instanceof UnreadableFile) return cause;
  if (cause instanceof KpiError || isOfSystem(cause)) return undefined;
  // "RangeError: …" tells what broke, "Error: …" nothing.
  const reason = String(cause).replace(/^Error: /, '');
  if (engineKind.test(reason) && !isOfData(cause)) return undefined;
  return new UnreadableFile('reader_failed', cause, { cause: withoutValues(reason) });
}
