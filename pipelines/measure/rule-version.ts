import { createHash } from 'node:crypto';
import { hashFiles } from '../config/hash-files.ts';
import { type Indicator, usedBy } from '../config/indicator.ts';
import { filesUnder, type ProjectFiles } from '../config/project-files.ts';

/** Fields that decide a value; names, texts and targets do not. */
const deciding = [
  'shape',
  'fact',
  'when',
  'aggregate',
  'series',
  'absent',
  'count',
  'meets',
  'sum',
  'over',
  'each',
  'due',
  'done',
  'of',
  'parts',
  'factor',
  'basis',
] as const;

/** One hash over the SQL that facts and formulas rest on. */
export const modelsVersion = (files: ProjectFiles): string =>
  hashFiles(['macros', 'staging', 'facts'].flatMap((name) => filesUnder(files, `models/${name}/`, '.sql')));

/**
 * Version of the rule by which an indicator is computed: another one after any change that could change a value, in its
 * own fields, in those of the indicators it is made of, or in the models.
 */
export function ruleVersion(indicator: Indicator, all: readonly Indicator[], models: string): string {
  const parts = usedBy(indicator).map((id) => {
    const other = all.find((its) => its.id === id);
    return other ? ruleVersion(other, all, models) : id;
  });
  const fields = deciding.map((field) => indicator[field] ?? null);
  return createHash('sha256')
    .update(JSON.stringify([fields, parts, models]))
    .digest('hex')
    .slice(0, 12);
}

/** The rule as it stands in the catalogue, field by field, in one text: what a reader checks the number by. */
export function ruleText(indicator: Indicator): string {
  const said = deciding.flatMap((field) => {
    const value = indicator[field];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
    return [`${field}: ${typeof value === 'object' ? JSON.stringify(value) : value}`];
  });
  return said.join('; ');
}
