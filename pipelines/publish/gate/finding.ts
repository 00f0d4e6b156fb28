/** What the gate can find; stable names, explained to people in the message catalogue. */
export type FindingKind =
  | 'personal_number'
  | 'phone_number'
  | 'email'
  | 'known_name'
  | 'known_number'
  | 'dossier_code'
  | 'forbidden_value'
  | 'unpublished_column'
  | 'unpublished_mart'
  | 'missing_page'
  | 'other_host'
  | 'foreign_script'
  | 'rows_lost'
  | 'small_part'
  | 'parts_contradict'
  | 'unknown_file'
  | 'unreadable_file';

export interface Finding {
  kind: FindingKind;
  /** Path inside the release, with forward slashes. */
  file: string;
  /** What was found; masked where it may be somebody's. */
  value: string;
  /** The record in which the person is known whom it speaks of. */
  person?: { source: string; sha256: string; row: number };
}

/** Keeps enough of a value to look for it, too little to know whose it is: `037090001234` → `037•••••••••`. */
export function mask(value: string): string {
  const shown = value.length > 6 ? 3 : 1;
  return value.slice(0, shown) + '•'.repeat(Math.max(3, value.length - shown));
}

/** The path of a file whose name says it: of each part that is long enough so much that the file is found by it. */
export const maskPath = (path: string): string =>
  path
    .split('/')
    .map((part) => part.replace(/^[^.]{7,}/, mask))
    .join('/');

/** Findings without repetitions: one value that stands a thousand times in a file is one finding. */
export class Findings {
  readonly #found = new Map<string, Finding>();

  add(kind: FindingKind, file: string, value: string, person?: Finding['person']): void {
    this.#found.set(`${kind}\n${file}\n${value}`, { kind, file, value, ...(person && { person }) });
  }

  addAll(file: string, found: readonly Pick<Finding, 'kind' | 'value'>[]): void {
    for (const { kind, value } of found) this.add(kind, file, value);
  }

  all(): Finding[] {
    return [...this.#found.values()];
  }
}
