import { aggregateOf } from '../config/aggregate-of.ts';
import { nearest } from '../config/nearest.ts';
import type { Project } from '../config/project.ts';
import { messages } from '../messages/index.ts';
import { indicatorFile } from '../messages/vi/indicator-file.ts';
import type { Line } from './counting.ts';
import type { Profile, ProfileColumn } from './profile.ts';
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

/** Columns of the fact by which a plan breaks numbers down. */
export const breakdownsOf = ({ columns }: Profile, project: Project): ProfileColumn[] =>
  columns.filter(({ name }) => name in project.plan.dimensions);

export function byLine(profile: Profile, project: Project, wanted: Wanted, faults: Faults): Line[] {
  const text = messages().indicator;
  const known = breakdownsOf(profile, project);
  const asked = (wanted.by ?? []).flatMap((part) => part.split(',')).map((part) => part.trim());
  const chosen = asked.flatMap((name) => {
    const column = known.find((its) => its.name === name || its.label === name || its.dimension === name);
    if (column) return [column];
    const names = known.map((its) => its.name);
    faults.add('--by', text.unknownBy(name, names, nearest(name, names)));
    return [];
  });
  const labels = chosen.map(({ name }) => project.plan.dimensions[name]?.label ?? name);
  const value = chosen.map(({ name }) => name);
  return [
    {
      field: 'by',
      value,
      why: value.length > 0 ? indicatorFile.why.by(labels) : indicatorFile.why.byNothing,
    },
  ];
}
