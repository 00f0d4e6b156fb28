import { messages } from './messages/index.ts';

/** What the machine refuses, whatever is asked of it. */
type MachineFault =
  | 'disk_full'
  | 'disk_read_only'
  | 'disk_broken'
  | 'no_access'
  | 'too_many_files'
  | 'no_memory';

/** Names that the system gives them. */
const codes: Record<string, MachineFault> = {
  ENOSPC: 'disk_full',
  EDQUOT: 'disk_full',
  EROFS: 'disk_read_only',
  EIO: 'disk_broken',
  EACCES: 'no_access',
  EPERM: 'no_access',
  EMFILE: 'too_many_files',
  ENFILE: 'too_many_files',
};

/** The words in which the engine (duckdb 1.5) and other programs hand it on. */
const words: [RegExp, MachineFault][] = [
  [/no space left on device|disk quota exceeded|\bENOSPC\b|\bEDQUOT\b/i, 'disk_full'],
  // What it may spill is by default nine tenths of what is free.
  [/failed to offload data block/i, 'disk_full'],
  [/read-only file ?system|\bEROFS\b/i, 'disk_read_only'],
  [/input\/output error|\bEIO\b/i, 'disk_broken'],
  [/too many open files/i, 'too_many_files'],
  [/\bIO Error\b[^\n]*permission denied/i, 'no_access'],
  [/\bOut of Memory Error\b|\bstd::bad_alloc\b/, 'no_memory'],
];

/** Whatever was being done, this is what a person has to know of it. */
const ofDisk = new Set<MachineFault>(['disk_full', 'disk_read_only', 'disk_broken']);

interface Found {
  fault: MachineFault;
  path: string | undefined;
}

function look(error: unknown): Found | undefined {
  const { code, path, message, syscall } = error as NodeJS.ErrnoException;
  const text = String(message ?? error);
  // Of a server the same codes say something else.
  const fault =
    (syscall === 'connect' ? undefined : codes[code ?? '']) ??
    words.find(([pattern]) => pattern.test(text))?.[1];
  return fault && { fault, path: path ?? /file "([^"\n]+)"/i.exec(text)?.[1] };
}

/** The fault behind an error, through all that was thrown because of it. */
function behind(error: unknown, foreseen: boolean): Found | undefined {
  for (let [its, deep]: [unknown, number] = [error, 0]; its && deep < 8; deep += 1) {
    const found = look(its);
    // What was foreseen says better what may not be reached, and what to do about it.
    if (found && (!foreseen || ofDisk.has(found.fault))) return found;
    its = (its as Error).cause;
  }
  return undefined;
}

/**
 * What is wrong with the machine (a full disk, one that cannot be written, no memory) as a sentence of ours and what to do about it. Undefined
 * where an error comes of nothing like that.
 *
 * @param foreseen whether the error is one that was worded for people already
 */
export function machineFault(
  error: unknown,
  foreseen: boolean,
): { code: MachineFault; message: string; hint: string } | undefined {
  const found = behind(error, foreseen);
  if (!found) return undefined;
  const { faults, hints } = messages().machine;
  return { code: found.fault, message: faults[found.fault](found.path), hint: hints[found.fault] };
}
