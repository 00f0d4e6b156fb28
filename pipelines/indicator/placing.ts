import { fold } from '../config/fold.ts';
import { nearest } from '../config/nearest.ts';
import type { Project } from '../config/project.ts';
import { messages } from '../messages/index.ts';
import { indicatorFile } from '../messages/vi/indicator-file.ts';
import { aggregateFor } from './accumulating.ts';
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
export function whenLines(
  profile: Profile,
  summed: readonly ProfileColumn[],
  wanted: Wanted,
  faults: Faults,
): Line[] {
  const why = indicatorFile.why;
  const { usual } = datesOf(profile);
  const column = columnOf(profile, '--date', wanted.date ?? usual, 'date', faults);
  if (!column) return [];
  const aggregate = aggregateFor(profile, { name: column.name, usual }, summed, wanted, faults);
  return [
    { field: 'when', value: column.name, why: why.when(column.label, wanted.date !== undefined) },
    { field: 'aggregate', value: aggregate, why: why[aggregate] },
  ];
}

/** Words of a label, however they are parted: "Thôn/xóm" is "Thôn, xóm". */
const wordsOf = (text: string): string[] =>
  fold(text)
    .split(/\s*[/,;]\s*/)
    .filter((word) => word !== '');

/** The dimension that is meant: by its id, its label or a word of that, or the column whose names are its. */
function dimensionOf({ breakdowns, contract }: Profile, project: Project, text: string): string | undefined {
  const asked = wordsOf(text).join('/');
  const all = [...breakdowns].map(([dimension, name]) => {
    const labels = contract.columns.find((column) => column.name === name)?.labels ?? [];
    const label = project.plan.dimensions[dimension]?.label ?? '';
    return { dimension, label, names: [dimension, name, label, ...labels] };
  });
  const whole = all.find(({ names }) => names.some((its) => wordsOf(its).join('/') === asked));
  const part = all.filter(({ label }) => wordsOf(label).includes(asked));
  return (whole ?? (part.length === 1 ? part[0] : undefined))?.dimension;
}

/** What may be written for a breakdown: its id, and what people call it. */
export const breakdownNames = ({ breakdowns }: Profile, project: Project): string[] =>
  [...breakdowns.keys()].map((id) => {
    const label = project.plan.dimensions[id]?.label;
    return label === undefined ? id : `${label} (${id})`;
  });

/** By what numbers are broken down. */
export function byLine(profile: Profile, project: Project, wanted: Wanted, faults: Faults): Line[] {
  const known = breakdownNames(profile, project);
  const names = [...profile.breakdowns].flatMap(([id, column]) => [
    id,
    column,
    project.plan.dimensions[id]?.label ?? id,
  ]);
  // A label may have a comma itself; one that is known is meant whole.
  const asked = (wanted.by ?? []).flatMap((text) =>
    dimensionOf(profile, project, text) === undefined ? text.split(',').map((part) => part.trim()) : [text],
  );
  const found = asked.flatMap((text) => {
    const dimension = dimensionOf(profile, project, text);
    if (dimension !== undefined) return [dimension];
    faults.add('--by', messages().indicator.unknownBy(text, known, nearest(text, names)));
    return [];
  });
  const value = [...new Set(found)];
  const labels = value.map((name) => project.plan.dimensions[name]?.label ?? name);
  const { by, byNothing } = indicatorFile.why;
  return [{ field: 'by', value, why: value.length > 0 ? by(labels) : byNothing }];
}
