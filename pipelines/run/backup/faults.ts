import { KpiError } from '../../error.ts';
import { messages } from '../../messages/index.ts';

type SystemFault = NodeJS.ErrnoException;

const isOfSystem = (cause: unknown): cause is SystemFault =>
  cause instanceof Error && typeof (cause as SystemFault).syscall === 'string';

/** What the system says, as a reader knows it. */
function reasonOf({ code = '?' }: SystemFault): string {
  const { reasons, otherReason } = messages().backup;
  return reasons[code] ?? otherReason(code);
}

/** A file of the home or the project folder that cannot be read. */
export function cannotRead(path: string, cause: unknown): unknown {
  if (cause instanceof KpiError || !isOfSystem(cause)) return cause;
  const text = messages().backup;
  return new KpiError('backup_source_unreadable', text.sourceUnreadable(path, reasonOf(cause)), { cause });
}

/** What went wrong in writing a backup to a folder. Nothing of it is left there. */
export function cannotWrite(folder: string, cause: unknown): unknown {
  if (cause instanceof KpiError || !isOfSystem(cause)) return cause;
  const text = messages().backup;
  return new KpiError('backup_not_written', text.notWritten(folder, reasonOf(cause)), { cause });
}

/** What went wrong in putting a backup's files into a home. Nothing of it is left there. */
export function cannotPut(folder: string, cause: unknown): unknown {
  if (cause instanceof KpiError || !isOfSystem(cause)) return cause;
  const text = messages().backup;
  return new KpiError('restore_not_written', text.notRestored(folder, reasonOf(cause)), { cause });
}

/** What went wrong in reading a backup: the disk it lies on, or the backup itself, which is not what was written once. */
export function cannotOpen(file: string, cause: unknown): unknown {
  if (cause instanceof KpiError) return cause;
  const text = messages().backup;
  if (isOfSystem(cause))
    return new KpiError('backup_unreadable', text.unreadable(file, reasonOf(cause)), { cause });
  return damaged(file, cause);
}

/** A backup that is cut off or changed. */
export function damaged(file: string, cause?: unknown): KpiError {
  const text = messages().backup;
  return new KpiError('backup_damaged', text.damaged(file), { hint: text.damagedHint, cause });
}
