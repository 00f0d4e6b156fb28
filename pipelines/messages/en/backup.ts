import type { backup as original } from '../vi/backup.ts';

const n = (count: number): string => count.toLocaleString('en-GB');
const megabytes = (bytes: number): string =>
  (bytes / 1e6).toLocaleString('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const day = (iso: string): string => iso.slice(0, 10).split('-').reverse().join('/');

export const backup: typeof original = {
  packing: 'Backup',
  verifying: 'Read again',
  unpacking: 'Restore',
  parts: {
    archive: 'archive',
    inbox: 'files not taken yet',
    secrets: 'keys',
    project: 'project folder',
    'warehouse.duckdb': 'warehouse',
    other: 'other files',
  },
  count: { files: 'files', megabytes: 'MB' },
  reasons: {
    ENOSPC: 'the disk is full',
    EDQUOT: 'the quota of the disk is used up',
    EACCES: 'no permission',
    EPERM: 'no permission',
    EROFS: 'the disk is read-only',
    ENOENT: 'there is no such file or folder',
    ENOTDIR: 'a file stands where a folder should be',
    EEXIST: 'there is a file of that name',
    EISDIR: 'it is a folder, not a file',
    EIO: 'the disk is faulty',
  },
  otherReason: (code) => `system error ${code}`,
  nothing: (home) => `Nothing to back up: ${home} has no archive and no warehouse.`,
  nothingHint: 'Name the right home with --home.',
  misplaced: (folder, within) =>
    `No backup is put into ${folder}: it lies in ${within} and would be lost with it. Choose another disk or folder.`,
  exists: (file) => `${file} is there already and is not overwritten. Run again in a few seconds.`,
  noWarehouse:
    'There is no warehouse (warehouse.duckdb): only the archive and what lies beside it is backed up.',
  sourceUnreadable: (path, reason) => `${path} cannot be read (${reason}): no backup was written.`,
  changed: (path) => `${path} changed while it was backed up: no backup was written.`,
  changedHint: 'Wait until that file has been copied, then run again.',
  notWritten: (folder, reason) =>
    `Cannot write to ${folder} (${reason}): no backup was written, and nothing unfinished is left.`,
  logged: (file, files) => `Backup ${file} written, ${n(files)} files.`,
  done: (file, bytes, files) =>
    `DONE. Backup written and read again: ${file} (${n(files)} files, ${megabytes(bytes)} MB).`,
  sealed:
    'It holds personal data and the key of pseudonyms, and is encrypted with the passphrase (format: age). Keep the passphrase somewhere else: without it nobody can open the backup.',
  plain:
    'It holds personal data and the key of pseudonyms, and is NOT encrypted: whoever has the file can read it. Keep it on an encrypted disk only, and send it nowhere.',
  environment:
    'Not part of it: passwords by which sources are pulled (variables KPI_SECRET_…) and other variables of the machine; write them down where the passphrase is kept.',
  sameDisk:
    'The backup is on the same disk as the data: whoever loses one loses both. Choose another disk; if this is an external one, see whether it is plugged in.',
  damagedOriginals: (files) =>
    `${n(files.length)} originals in the archive are no longer what was taken: ${files.join(', ')}. This backup has them as they are now; fetch them from an older one.`,
  missingProject: (folder) =>
    `The project folder ${folder} that the home remembers is not there: this backup has no project folder.`,
  passphrase: {
    ask: 'Passphrase of the backup (it is not shown), then Enter:',
    again: 'The same passphrase again, then Enter:',
    differs: 'They are not the same; nothing was done.',
    missing:
      'A backup holds personal data, so there must be a passphrase to encrypt it; nothing was written.',
    missingHint:
      'Set the variable KPI_BACKUP_PASSPHRASE, or --passphrase-file <file> (readable by its owner only); --plain where the disk that takes it is encrypted.',
    needed: 'This backup is encrypted: a passphrase is needed; nothing was done.',
    neededHint:
      'Set the variable KPI_BACKUP_PASSPHRASE, or --passphrase-file <file> (readable by its owner only), or run this at a terminal to be asked.',
    short: (least) => `A passphrase has at least ${least} characters; nothing was written.`,
    shortHint: 'Take five or six words that have nothing to do with each other.',
    fileUnreadable: (path) => `The file of the passphrase, ${path}, cannot be read; nothing was done.`,
    fileOpen: (path) =>
      `The file of the passphrase, ${path}, can be read by others on this machine; nothing was done. Give it mode 0600 (chmod 600).`,
    twoWays: 'Either --plain or --passphrase-file, not both.',
  },
  of: (commune, at) => `Backup of ${commune}, ${day(at)} at ${at.slice(11, 16)}.`,
  finishing: (at) =>
    `The restore before this one (a backup of ${day(at)}) had checked everything and was cut off: that one is finished, the file named now is not read.`,
  homeNotEmpty: (home) =>
    `${home} is not empty: a restore does not mix with data that are there; nothing was done.`,
  homeNotEmptyHint: 'Name a folder that is empty or not there with --home; no init is needed.',
  wrongPassphrase: 'The passphrase is not right (or the head of the file is damaged); nothing was restored.',
  wrongPassphraseHint: 'Look at keyboard and capitals; try the passphrase of the day of the backup.',
  damaged: (file) => `${file} is no whole backup: it is cut off, changed or damaged; nothing was restored.`,
  damagedHint: 'Copy the file again from where it is kept, or take another backup.',
  outside: (file, path) =>
    `${file} has an entry "${path}" that belongs to no home: it has been changed; nothing was restored.`,
  unreadable: (file, reason) => `${file} cannot be read (${reason}).`,
  newer: (program) => `The backup was written by a newer program (version ${program}); nothing was restored.`,
  newerHint: 'Update the program, then run again.',
  notRestored: (folder, reason) =>
    `Cannot write to ${folder} (${reason}): nothing was restored. Mend it, then run again.`,
  projectPlace: (folder) =>
    `The backup has a project folder, which lay at ${folder} and is not there; nothing was restored.`,
  projectPlaceHint: (folder) => `Say with --project where to put it, as --project "${folder}".`,
  projectMisplaced: (folder) =>
    `The project folder is not put into ${folder}: it lies outside the program and outside the home.`,
  restored: (home, files) => `DONE. ${n(files)} files restored into ${home}, each with its checksum.`,
  holds: (its) =>
    its.deliveries === null
      ? 'It has no warehouse: run rebuild to make it anew from the archive.'
      : `${n(its.deliveries)} deliveries, ${n(its.decisions ?? 0)} decisions on deliveries, ${n(its.locked_periods ?? 0)} locked periods (${n(its.locked_readings ?? 0)} readings kept), ${n(its.readings ?? 0)} readings.`,
  project: {
    put: (folder) => `Project folder: ${folder}`,
    same: (folder) => `The project folder ${folder} was there, the same as in the backup.`,
    differs: (folder) =>
      `The project folder ${folder} was there and is ANOTHER than in the backup: it stays as it is. To have that of the backup, restore into an empty home with --project <new folder>.`,
  },
  next: (home) => `Next: npm run kpi -- refresh --home "${home}"`,
};
