import { parseCondition } from './condition.ts';
import type { Profile, ProfileColumn } from './profile.ts';

/** Whoever has never seen a condition learns it from as many. */
const most = 3;

function exampleOf({ name, label, kind, values }: ProfileColumn, year: number): string {
  // A label with a sign of its own in it would be taken apart there.
  const column = /[<>=!;,]/.test(label) ? name : label;
  if (kind === 'choice') return `${column}=${values[0]?.label ?? ''}`;
  if (kind === 'number') return `${column}>=1`;
  if (kind === 'date') return `${column}>=01/01/${year}`;
  return column;
}

/** Conditions that can be written over these rows: one of each kind of column first, choices before others. */
export function conditionExamples(profile: Profile, year: number): string[] {
  const order = ['choice', 'number', 'yes_no', 'date'] as const;
  const byKind = order.map((kind) => profile.columns.filter((column) => column.kind === kind));
  const deepest = Math.max(0, ...byKind.map((columns) => columns.length));
  const turns = Array.from({ length: deepest }, (_, at) => byKind.flatMap((columns) => columns[at] ?? []));
  // Of free text only whether it is there can be asked: the least of what a condition can say.
  const texts = profile.columns.filter(({ kind }) => kind === 'text');
  return [...turns.flat(), ...texts]
    .map((column) => exampleOf(column, year))
    .filter((text) => !text.includes(';') && 'value' in parseCondition(profile, text))
    .slice(0, most);
}
