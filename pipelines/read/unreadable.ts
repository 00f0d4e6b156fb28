import { messages } from '../messages/index.ts';

/** What the sentences about an unreadable file need to be exact. */
export interface FileFacts {
  found?: string[];
  missing?: { label: string; nearest: string | undefined }[];
  other?: string;
  line?: number | undefined;
  /** Of JSON: where the list of records should be. */
  path?: string | undefined;
}

/** Why a file as a whole cannot be read as the table its contract expects. */
export type FileFault =
  | 'empty_file'
  | 'not_a_table'
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
  | 'wrong_source';

/** Thrown by the readers. The message is a sentence for the officer who delivered the file. */
export class UnreadableFile extends Error {
  readonly code: FileFault;

  constructor(code: FileFault, cause?: unknown, facts: FileFacts = {}) {
    const sentences: Record<FileFault, (facts: FileFacts) => string> = messages().read.fault;
    super(sentences[code](facts), { cause });
    this.name = 'UnreadableFile';
    this.code = code;
  }

  /** The same fault, said of one of several files. */
  of(name: string): UnreadableFile {
    this.message = `${name}: ${this.message}`;
    return this;
  }

  /** The same fault, said of a file inside a container. */
  within(name: string): UnreadableFile {
    if (name !== '') this.message = messages().read.within(name, this.message);
    return this;
  }
}
