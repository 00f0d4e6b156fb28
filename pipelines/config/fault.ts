import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';

/** One fault of a file that people write: where it stands and what is wrong with it. */
export interface Fault {
  file: string;
  line: number;
  /** Dotted path of the field, empty for the whole file. */
  field: string;
  message: string;
}

/** Throws one error that lists every fault of every file, sorted by file and line; does nothing without faults. */
export function refuseFaults(faults: readonly Fault[], hint?: string): void {
  if (faults.length === 0) return;
  const sorted = [...faults].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
  throw new KpiError('config_invalid', messages().config.invalid(sorted.length), {
    exitCode: 2,
    ...(hint === undefined ? {} : { hint }),
    details: sorted.map((f) => `${f.file}:${f.line}${f.field ? ` · ${f.field}` : ''} — ${f.message}`),
  });
}
