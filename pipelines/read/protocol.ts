import type { FileFacts, FileFault } from './unreadable.ts';

/** From the program to the reader's process: a job begins, goes on (with an answer to what was asked), or is dropped. */
export type Request =
  | { id: number; kind: string; args: unknown[] }
  | { id: number; answer: unknown }
  | { id: number; isDropped: true };

/** Why a job ended early: a fault of the file by its code, or what the system refused. */
export type Failure =
  | { code: FileFault; facts: FileFacts }
  | { system: { message: string; code: string; syscall: string } };

/** From the reader's process: the next thing that was read, the end, or why it ended early. */
export type Reply = { id: number } & ({ value: unknown } | { isDone: true } | { failure: Failure });
