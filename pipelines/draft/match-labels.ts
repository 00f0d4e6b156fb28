import { fold } from '../config/fold.ts';

/** A column of one or several files. */
interface Group {
  labels: string[];
  /** Indexes of the tables that have it. */
  tables: Set<number>;
}

const words = (label: string): string[] => fold(label).match(/[a-z0-9]+/g) ?? [];

/** The columns that stand beside a group in its tables, on one side. */
function neighbours(
  group: Group,
  groups: readonly Group[],
  tables: readonly (readonly string[])[],
  side: -1 | 1,
) {
  const beside = new Set<Group | undefined>();
  for (const table of group.tables) {
    const labels = tables[table] ?? [];
    const label = labels[labels.findIndex((its) => group.labels.includes(its)) + side];
    beside.add(groups.find((its) => label !== undefined && its.labels.includes(label)));
  }
  return beside;
}

const meet = <T>(a: Set<T>, b: Set<T>): boolean => [...a].some((item) => b.has(item));

/** Whether two columns of different files are one that was renamed: they stand in the same place. */
function isRenamed(
  a: Group,
  b: Group,
  groups: readonly Group[],
  tables: readonly (readonly string[])[],
): boolean {
  if (meet(a.tables, b.tables)) return false;
  const left = meet(neighbours(a, groups, tables, -1), neighbours(b, groups, tables, -1));
  const right = meet(neighbours(a, groups, tables, 1), neighbours(b, groups, tables, 1));
  const isAlike = a.labels.some((label) =>
    b.labels.some((its) => meet(new Set(words(label)), new Set(words(its)))),
  );
  return (left && right) || ((left || right) && isAlike);
}

/**
 * The columns of several tables, in the order in which they first stand: those with the same label are one, and so are
 * those that stand between the same neighbours in tables that lack each other's label.
 */
export function matchLabels(tables: readonly (readonly string[])[]): string[][] {
  const groups: Group[] = [];
  tables.forEach((labels, table) => {
    for (const label of labels) {
      const known = groups.find((group) => group.labels.some((its) => fold(its) === fold(label)));
      if (!known) groups.push({ labels: [label], tables: new Set([table]) });
      else {
        known.tables.add(table);
        if (!known.labels.includes(label)) known.labels.push(label);
      }
    }
  });
  for (let at = 0; at < groups.length; at += 1) {
    const group = groups[at] as Group;
    const twin = groups.slice(0, at).find((earlier) => isRenamed(earlier, group, groups, tables));
    if (!twin) continue;
    twin.labels.push(...group.labels);
    for (const table of group.tables) twin.tables.add(table);
    groups.splice(at, 1);
    // A renamed neighbour may now be known by its place.
    at = -1;
  }
  return groups.map(({ labels }) => labels);
}
