import { outlookOf } from '../../pipelines/measure/outlook/outlook.ts';
import { meets } from '../../pipelines/measure/outlook/year.ts';
import { endOf, generateYears, restOf, seenAt } from '../support/outlook-years.ts';

/**
 * The outlook of generated communes at the end of months 2 to 10 against what the year came to: how often the 95 % interval held it,
 * and of each class how often the target was met in the end. `bench-outlook.ts [years] [seed]`.
 */
const count = Number(process.argv[2] ?? 1000);
const years = generateYears(count, Number(process.argv[3] ?? 1));
const classes = ['impossible', 'unlikely', 'on_course', 'likely', 'sure', 'unknown'] as const;

const started = performance.now();
const seen = years.flatMap((year) =>
  [2, 4, 6, 8, 10].map((month) => {
    const known = seenAt(year, month);
    const end = endOf(year);
    return {
      year,
      month,
      known,
      end,
      rest: restOf(year, month),
      isMet: meets(known, end),
      outlook: outlookOf(known),
    };
  }),
);
const seconds = (performance.now() - started) / 1000;

type Seen = (typeof seen)[number];
const print = (line: string): unknown => process.stdout.write(`${line}\n`);
/** Groups by name, in the order in which they are first seen. */
function groupsBy(nameOf: (its: Seen) => string): Map<string, Seen[]> {
  const names = [...new Set(seen.map(nameOf))];
  return new Map(names.map((name) => [name, seen.filter((its) => nameOf(its) === name)]));
}

const part = (all: readonly Seen[], is: (its: Seen) => boolean): string =>
  all.length === 0 ? '–' : `${((100 * all.filter(is).length) / all.length).toFixed(1)} %`;
const isInside = ({ end, outlook: { low, high } }: Seen): boolean =>
  low !== null && high !== null && end >= low - 1e-9 && end <= high + 1e-9;

function table(name: string, groups: Map<string, Seen[]>): void {
  print(
    `\n| ${name} | years | in the interval | no more cases than told | ${classes.map((its) => `${its}: met`).join(' | ')} |`,
  );
  print(`|${'---|'.repeat(classes.length + 4)}`);
  for (const [group, all] of groups) {
    const told = all.filter(({ outlook }) => outlook.low !== null);
    const cells = classes.map((its) => {
      const of = all.filter(({ outlook }) => outlook.class === its);
      return of.length === 0 ? '–' : `${part(of, ({ isMet }) => isMet)} of ${of.length}`;
    });
    print(
      `| ${group} | ${all.length} | ${part(told, isInside)} | ${part(
        told.filter(({ outlook }) => outlook.mostRest !== null),
        ({ rest, outlook }) => rest <= (outlook.mostRest ?? 0),
      )} | ${cells.join(' | ')} |`,
    );
  }
}

table(
  'end of month',
  groupsBy(({ month }) => `${month}`),
);
table(
  'kind',
  groupsBy(({ year }) => year.kind.name),
);
table(
  'trend',
  groupsBy(({ year }) => year.trend),
);
if (process.argv[4])
  table(
    'both',
    groupsBy(({ year }) => `${year.kind.name}, ${year.trend}`),
  );
table('all', new Map([['all', seen]]));
print(`\n${seen.length} outlooks in ${seconds.toFixed(1)} s`);
