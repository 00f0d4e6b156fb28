import { messages } from '../messages/index.ts';
import { indicatorFile } from '../messages/vi/indicator-file.ts';
import { columnSql } from './column-sql.ts';
import { type Condition, findColumn, type Parsed, parseCondition } from './condition.ts';
import type { ColumnKind, Profile, ProfileColumn } from './profile.ts';
import { splitByBlank } from './quotes.ts';
import type { WantedFault } from './wanted.ts';

/** Gathers what cannot be taken, so that all of it is told at once. */
export class Faults {
  readonly all: WantedFault[] = [];

  add(option: string, message: string): undefined {
    this.all.push({ option, message });
    return undefined;
  }

  take<T>(option: string, parsed: Parsed<T>): T | undefined {
    return 'value' in parsed ? parsed.value : this.add(option, parsed.fault);
  }
}

/** Conditions that must all hold; undefined where there is none. */
export function allOf(
  profile: Profile,
  option: string,
  texts: readonly string[],
  faults: Faults,
): Condition | undefined {
  const forgotten = splitByBlank(profile, texts);
  if (forgotten !== undefined)
    return faults.add(option, messages().indicator.quotesMissing(option, forgotten));
  const found = texts.flatMap((text) => faults.take(option, parseCondition(profile, text)) ?? []);
  if (found.length === 0) return undefined;
  return {
    sql: found.map(({ sql }) => sql).join(' and '),
    words: found.map(({ words }) => words).join(indicatorFile.words.and),
  };
}

/** A column that must be there and of a kind; undefined (and a fault) where it is not. */
export function columnOf(
  profile: Profile,
  option: string,
  text: string | undefined,
  kind: ColumnKind | undefined,
  faults: Faults,
): ProfileColumn | undefined {
  const its = messages().indicator;
  const fitting = profile.columns.filter((column) => kind === undefined || column.kind === kind);
  const names = fitting.map(shownName);
  if (text === undefined) return faults.add(option, its.columnMissing(names));
  const column = faults.take(option, findColumn(profile, text));
  if (!column || kind === undefined || column.kind === kind) return column;
  return faults.add(option, its.unfitColumn(column.name, kind, names));
}

/** A column as it is offered: what people call it, and by what else it may be written. */
export const shownName = ({ name, label }: ProfileColumn): string =>
  label === name ? name : `${label} (${name})`;

/** A column that is added up; percentages do not add up. */
export function summedOf(
  profile: Profile,
  option: '--sum' | '--over',
  text: string | undefined,
  faults: Faults,
): ProfileColumn | undefined {
  const column = columnOf(profile, option, text, 'number', faults);
  if (!column?.isPercent) return column;
  return faults.add(option, messages().indicator.percentSummed(column.label));
}

/**
 * Whole days from one column to another, and conditions: that both are there, that only the first is (`begun`), that the second
 * is the earlier one (`reversed`).
 */
export function daysBetween(
  from: ProfileColumn,
  to: ProfileColumn,
): Record<'sum' | 'both' | 'begun' | 'reversed', string> {
  const [first, last] = [columnSql(from.name), columnSql(to.name)];
  return {
    sum: `date_diff('day', cast(${first} as date), cast(${last} as date))`,
    both: `${first} is not null and ${last} is not null`,
    begun: `${first} is not null and ${last} is null`,
    reversed: `cast(${last} as date) < cast(${first} as date)`,
  };
}
