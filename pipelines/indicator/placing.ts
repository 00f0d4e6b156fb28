import { aggregateOf } from '../config/aggregate-of.ts';
import { fold } from '../config/fold.ts';
import { nearest } from '../config/nearest.ts';
import type { Project } from '../config/project.ts';
import { messages } from '../messages/index.ts';
import { indicatorFile } from '../messages/vi/indicator-file.ts';
import type { Line } from './counting.ts';
import type { Profile } from './profile.ts';
import { columnOf, type Faults } from './rows.ts';
import type { Wanted } from './wanted.ts';

/** The dates of a fact; that by which a row falls into a period unless told. */
export function datesOf({ contract, columns }: Profile): { names: string[]; usual: string } {
  const names = columns.filter(({ kind }) => kind === 'date').map(({ name }) => name);
  const period = contract.columns.find(({ name, type }) => type === 'period' && names.includes(name))?.name;
  const isList = contract.record.delivery === 'snapshot';
  const dated = contract.expect.data_date.find((name) => names.includes(name));
  const usual = isList ? 'listed_on' : (period ?? dated ?? names.find((name) => name !== 'listed_on'));
  return { names, usual: usual ?? 'listed_on' };
}

/** Which date puts a row into a period; and a list counts as it stood last, not all that was ever in it. */
export function whenLines(profile: Profile, wanted: Wanted, faults: Faults): Line[] {
  const why = indicatorFile.why;
  const { usual } = datesOf(profile);
  const column = columnOf(profile, '--date', wanted.date ?? usual, 'date', faults);
  if (!column) return [];
  const isStock = aggregateOf(profile.contract) === 'stock' && column.name === usual;
  const label = column.name === 'listed_on' ? indicatorFile.listedOn : column.label;
  return [
    { field: 'when', value: column.name, why: why.when(label, wanted.date !== undefined) },
    { field: 'aggregate', value: isStock ? 'stock' : 'flow', why: isStock ? why.stock : why.flow },
  ];
}

/** The dimension that is meant: by its id, its label, or the column whose names are its. */
function dimensionOf({ breakdowns, columns }: Profile, project: Project, text: string): string | undefined {
  return [...breakdowns].find(([dimension, column]) => {
    const label = columns.find(({ name }) => name === column)?.label ?? '';
    const known = [dimension, column, label, project.plan.dimensions[dimension]?.label ?? ''];
    return known.some((its) => fold(its) === fold(text));
  })?.[0];
}

/** By what numbers are broken down. */
export function byLine(profile: Profile, project: Project, wanted: Wanted, faults: Faults): Line[] {
  const known = [...profile.breakdowns.keys()];
  const asked = (wanted.by ?? []).flatMap((part) => part.split(',')).map((part) => part.trim());
  const value = asked.flatMap((text) => {
    const dimension = dimensionOf(profile, project, text);
    if (dimension !== undefined) return [dimension];
    faults.add('--by', messages().indicator.unknownBy(text, known, nearest(text, known)));
    return [];
  });
  const labels = value.map((name) => project.plan.dimensions[name]?.label ?? name);
  const { by, byNothing } = indicatorFile.why;
  return [{ field: 'by', value, why: value.length > 0 ? by(labels) : byNothing }];
}
