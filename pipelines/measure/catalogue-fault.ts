import type { Fault } from '../config/fault.ts';
import type { Indicator } from '../config/indicator.ts';
import type { FieldPath } from '../config/yaml-file.ts';
import { messages } from '../messages/index.ts';

/** Something wrong with what an indicator names or computes. */
export interface CatalogueFault {
  indicator: Indicator;
  path: FieldPath;
  message: string;
  /** What it comes of, where several may meet the same: those are told as one. Else their place tells. */
  cause?: string;
}

/** One fault for each cause: where it was met first, with the other fields that meet it. */
export function faultsByCause(found: readonly CatalogueFault[]): Fault[] {
  const byCause = new Map<string, Fault[]>();
  for (const { indicator, path, message, cause } of found) {
    const fault = { ...indicator.placeOf(path), message };
    const key = cause ?? `${fault.file}:${fault.line} ${message}`;
    byCause.set(key, [...(byCause.get(key) ?? []), fault]);
  }
  return [...byCause.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const fields = [...new Set(others.map(({ field }) => field))].filter((field) => field !== first.field);
    return [
      fields.length === 0 ? first : { ...first, message: first.message + messages().config.alsoIn(fields) },
    ];
  });
}
