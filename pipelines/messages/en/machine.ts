import type { machine as original } from '../vi/machine.ts';

const at = (path: string | undefined) => (path === undefined ? '' : ` ${path}`);
const written = (path: string | undefined) =>
  path === undefined ? 'nothing can be written' : `cannot write ${path}`;

export const machine: typeof original = {
  faults: {
    disk_full: (path) => `The disk is full: ${written(path)}.`,
    disk_read_only: (path) => `The disk is read-only: ${written(path)}.`,
    disk_broken: (path) => `The disk fails to read or write${at(path)}.`,
    no_access: (path) => `No permission to read or write${at(path)}.`,
    too_many_files: () => 'The machine opens no more files: the limit of open files is reached.',
    no_memory: () => 'The machine has not enough memory for this.',
  },
  hints: {
    disk_full:
      'Figures and site of the last good run still stand. Make room on the disk (at least 1 GB free), then run this command again.',
    disk_read_only:
      'Figures and site of the last good run still stand. Make the disk writable again (a failing disk may turn read-only by itself), then run this command again.',
    disk_broken:
      'Figures and site of the last good run are kept. Check the disk and the backup before you run it again.',
    no_access:
      'Give permission to the account that runs the program, then run it again; nothing has changed.',
    too_many_files:
      'Figures and site of the last good run still stand. Raise the limit of open files (ulimit -n) or close other programs, then run it again.',
    no_memory: 'Figures and site of the last good run still stand. Close other programs, then run it again.',
  },
  logNotWritten: (reason) => `The log of this run cannot be written: ${reason}`,
};
