import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { writeCoverage } from '../../pipelines/measure/coverage/write-coverage.ts';
import { writePlanTables } from '../../pipelines/measure/plan-tables.ts';
import { defineMacros } from '../../pipelines/model/run-models.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { runs } from '../support/runs.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse } = await memoryWarehouse();
const project = await readProject(projectFiles(checkout));
await defineMacros(warehouse, projectFiles(checkout));

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number around a mean, as cases come. */
function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);
const isWorked = (day: string): boolean =>
  project.calendar.worked.has(day) ||
  (!project.calendar.daysOff.has(day) && ![0, 6].includes(new Date(day).getUTCDay()));
const daysOf = (month: number): string[] =>
  Array.from({ length: new Date(Date.UTC(2026, month, 0)).getUTCDate() }, (_, at) =>
    iso(Date.UTC(2026, month - 1, at + 1)),
  );

interface Row {
  day: string;
  /** Which record it is: what stands is one of each. */
  key: string;
}
interface File {
  source: string;
  /** Its months, first and last. */
  months: readonly [number, number];
  rows: Row[];
}

/** How a source of cases delivers: rows a working day, how they differ from month to month, months a file, what is carried over. */
interface Cases {
  source: string;
  perDay: number;
  unsteady: number;
  monthsOfFile: 1 | 3;
  carried: number;
  /** All rows of a month come within these working days of it. */
  within?: number;
}

const cases: readonly Cases[] = [
  { source: 'public-service-portal', perDay: 20, unsteady: 0.06, monthsOfFile: 1, carried: 0.2 },
  { source: 'e-documents', perDay: 12, unsteady: 0.05, monthsOfFile: 3, carried: 0 },
  { source: 'petitions', perDay: 2, unsteady: 0.1, monthsOfFile: 3, carried: 0.1 },
  { source: 'social-payments', perDay: 20, unsteady: 0.02, monthsOfFile: 1, carried: 0.01, within: 4 },
  { source: 'unit-returns', perDay: 6, unsteady: 0.03, monthsOfFile: 3, carried: 0, within: 6 },
];
const hamlets = 'population-by-hamlet';

function filesOf(
  { source, perDay, unsteady, monthsOfFile, carried, within }: Cases,
  random: () => number,
): File[] {
  const files: File[] = [];
  let open: Row[] = [];
  for (let first = 1; first <= 12; first += monthsOfFile) {
    const rows = [...open];
    for (let month = first; month < first + monthsOfFile; month += 1) {
      // Slow around Tết.
      const busy = (1 + unsteady * (2 * random() - 1)) * (month === 2 && within === undefined ? 0.85 : 1);
      const worked = daysOf(month).filter(isWorked);
      const days = within === undefined ? worked : worked.slice(3, 3 + within);
      const mean = within === undefined ? perDay * busy : (perDay * busy * 21) / within;
      for (const day of days)
        for (let left = poisson(Math.min(mean, 400), random); left > 0; left -= 1)
          rows.push({ day, key: `${source} ${day} ${left}` });
    }
    const last = `2026-${String(first + monthsOfFile - 1).padStart(2, '0')}`;
    open = rows.filter(({ day }) => day.startsWith(last) && random() < carried);
    files.push({ source, months: [first, first + monthsOfFile - 1], rows });
  }
  return files;
}

/** A list by hamlet on the last day of each month. */
const listsOf = (random: () => number): File[] =>
  Array.from({ length: 12 }, (_, at) => {
    const day = daysOf(at + 1).at(-1) ?? '';
    const rows = Array.from({ length: random() < 0.2 ? 18 : 19 }, (_its, n) => ({
      day,
      key: `${hamlets} ${day} ${n}`,
    }));
    return { source: hamlets, months: [at + 1, at + 1] as const, rows };
  });

type Harm = 'gone' | 'random' | 'days' | 'rows';

function harmed(file: File, how: Harm, random: () => number): File | undefined {
  if (how === 'gone') return undefined;
  if (how === 'random') {
    const shuffled = file.rows.map((row) => ({ row, at: random() })).sort((a, b) => a.at - b.at);
    return { ...file, rows: shuffled.slice(0, shuffled.length / 2).map(({ row }) => row) };
  }
  if (how === 'rows') return { ...file, rows: file.rows.slice(0, file.rows.length / 2) };
  const days = [...new Set(file.rows.map(({ day }) => day))].sort();
  // A list has but one day.
  if (days.length < 2) return { ...file, rows: file.rows.slice(0, file.rows.length / 2) };
  const middle = days[Math.floor(days.length / 2)] ?? '';
  return { ...file, rows: file.rows.filter(({ day }) => day < middle) };
}

/** Writes files as if they had landed, and looks at the year from the middle of the next January. */
async function gapsOf(files: readonly File[]): Promise<string[]> {
  for (const table of ['ops.load', 'ops.landing_table']) await warehouse.run(`delete from ${table}`);
  const loads: string[] = [];
  for (const { id, hash, table, expect: expected } of project.contracts) {
    await warehouse.run(`insert into ops.landing_table (source, contract_hash) values ('${id}', '${hash}')`);
    const own = files.filter(({ source }) => source === id);
    if (own.length === 0) continue;
    const rows = own.flatMap((file) =>
      file.rows.map(({ day, key }) => `(${files.indexOf(file)}, date '${day}', '${key}')`),
    );
    const [column] = expected.data_date;
    await warehouse.run(
      `create or replace table landing."${table}" (_load integer, "${column}" date, key varchar)`,
    );
    for (let at = 0; at < rows.length; at += 20_000)
      await warehouse.run(`insert into landing."${table}" values ${rows.slice(at, at + 20_000).join(', ')}`);
    await warehouse.run(
      `create or replace table current."${table}" as select distinct on (key) * from landing."${table}" order by key, _load`,
    );
    for (const file of own) {
      const days = file.rows.map(({ day }) => day).sort();
      const [from, until] = [daysOf(file.months[0])[0], daysOf(file.months[1]).at(-1)];
      const data = days.length === 0 ? 'null, null' : `date '${days[0]}', date '${days.at(-1)}'`;
      loads.push(`(${files.indexOf(file)}, '${id}', 'x${files.indexOf(file)}', '${hash}', 'x.csv', timestamp '2027-01-15 09:00:00', 'accepted',
        ${file.rows.length}, ${file.rows.length}, 0, 0, 0, ${data}, date '${until}', date '${from}', date '${until}', 'name')`);
    }
  }
  await warehouse.run(`
    insert into ops.load (load_id, source, sha256, contract_hash, file_name, loaded_at, verdict, rows_read, rows_accepted,
      rows_refused, rows_repaired, rows_warned, data_from, data_until, own_day, period_from, period_until, dated_by)
    values ${loads.join(', ')}`);
  await writePlanTables(warehouse, project, {
    runId: 'test',
    asOf: '2026-12-31',
    computedAt: '2027-01-20 01:30:00',
    isSample: false,
  });
  await writeCoverage(warehouse, project.contracts);
  const lacking = await warehouse.all<{ source: string; period: string }>(
    "select source, period from measure.coverage where kind = 'month' and basis = 'calendar' and state in ('missing', 'partial') order by all",
  );
  return lacking.map(({ source, period }) => `${source} ${Number(period.slice(5))}`);
}

const monthsOf = ({ source, months: [first, last] }: File): string[] =>
  Array.from({ length: last - first + 1 }, (_, at) => `${source} ${first + at}`);

function yearOf(seed: number): { files: File[]; random: () => number } {
  const random = randomOf(seed);
  return { files: [...cases.flatMap((its) => filesOf(its, random)), ...listsOf(random)], random };
}

test('a year of which every file has come raises no alarm', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      expect(await gapsOf(yearOf(seed).files)).toEqual([]);
    }),
    { numRuns: runs(6), endOnFailure: true },
  );
}, 120_000);

test('of ten files that are gone or halved each is found, and no other month is doubted', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.array(fc.constantFrom<Harm>('gone', 'gone', 'random', 'days', 'rows'), {
        minLength: 10,
        maxLength: 10,
      }),
      async (seed, harms) => {
        const { files, random } = yearOf(seed);
        const chosen = new Map<File, Harm>();
        // Of each source no more than a third of its files; of the first file nobody could tell from a later beginning.
        for (const how of harms) {
          const left = files.filter(
            (file) =>
              !chosen.has(file) &&
              // Around Tết half of a small source may be its usual February.
              (how === 'gone' || file.months[0] !== 2) &&
              [...chosen.keys()].filter(({ source }) => source === file.source).length <
                files.filter(({ source }) => source === file.source).length / 4,
          );
          const file = left[Math.floor(random() * left.length)];
          if (file) chosen.set(file, how);
        }
        const found = await gapsOf(
          files.flatMap((file) => {
            const how = chosen.get(file);
            return how === undefined ? [file] : (harmed(file, how, random) ?? []);
          }),
        );
        const asked = [...chosen.keys()];
        const missed = asked.filter((file) => !monthsOf(file).some((month) => found.includes(month)));
        expect(missed.map((file) => `${chosen.get(file)} ${monthsOf(file)}`)).toEqual([]);
        const doubted = asked.flatMap(monthsOf);
        expect(found.filter((month) => !doubted.includes(month))).toEqual([]);
      },
    ),
    { numRuns: runs(6), endOnFailure: true },
  );
}, 120_000);

/** What the portal's source lacks, by deliveries told as `first–last` months and dates. */
async function lackingOf(
  deliveries: readonly {
    says: readonly [string, string] | null;
    data: readonly [string, string];
    taken?: string;
  }[],
  { asOf = '2026-12-31', computedAt = '2027-01-20' } = {},
): Promise<string[]> {
  const contract = project.contracts.find(({ id }) => id === 'public-service-portal');
  for (const table of ['ops.load', 'ops.landing_table']) await warehouse.run(`delete from ${table}`);
  await warehouse.run('drop table if exists current.public_service_portal');
  await warehouse.run(
    `insert into ops.landing_table (source, contract_hash) values ('${contract?.id}', '${contract?.hash}')`,
  );
  const day = (text: string | undefined) => (text === undefined ? 'null' : `date '${text}'`);
  for (const [at, { says, data, taken = '2027-01-15' }] of deliveries.entries())
    await warehouse.run(`
      insert into ops.load (load_id, source, sha256, contract_hash, file_name, loaded_at, verdict, rows_read, rows_accepted,
        rows_refused, rows_repaired, rows_warned, data_from, data_until, own_day, period_from, period_until, dated_by)
      values (${at}, '${contract?.id}', 'x${at}', '${contract?.hash}', 'x.csv', timestamp '${taken} 09:00:00', 'accepted', 1, 1, 0, 0, 0,
        ${day(data[0])}, ${day(data[1])}, ${day(says?.[1])}, ${day(says?.[0])}, ${day(says?.[1])}, ${says ? "'title'" : 'null'})`);
  await writePlanTables(warehouse, project, {
    runId: 'test',
    asOf,
    computedAt: `${computedAt} 01:30:00`,
    isSample: false,
  });
  await writeCoverage(warehouse, project.contracts);
  const rows = await warehouse.all<{ starts_on: string; ends_on: string; evidence: string }>(
    "select starts_on, ends_on, evidence from measure.source_gap where source = 'public-service-portal'",
  );
  return rows.map((row) => `${row.evidence} ${row.starts_on} ${row.ends_on}`);
}

test('periods that overlap or contradict each other in titles are all that is said of any of them', async () => {
  const year = { says: ['2026-01-01', '2026-12-31'], data: ['2026-01-02', '2026-12-30'] } as const;
  const july = { says: ['2026-07-01', '2026-07-31'], data: ['2026-07-01', '2026-07-31'] } as const;
  expect(await lackingOf([year, july, july])).toEqual([]);
  // The second says that it is of days before its own first day of data.
  expect(
    await lackingOf([
      { says: ['2026-01-01', '2026-06-30'], data: ['2026-01-02', '2026-08-30'] },
      { says: ['2026-05-01', '2026-12-31'], data: ['2026-09-02', '2026-12-30'] },
    ]),
  ).toEqual([]);
});

test('data that end within a period that is over end early; a period that still runs has no gap', async () => {
  const file = { says: ['2026-01-01', '2026-11-14'], data: ['2026-01-02', '2026-11-14'] } as const;
  expect(await lackingOf([file], { asOf: '2026-11-30', computedAt: '2026-12-05' })).toEqual([
    'ends_early 2026-11-15 2026-11-30',
  ]);
  expect(await lackingOf([file], { asOf: '2026-11-14', computedAt: '2026-11-15' })).toEqual([]);
  // What is taken in the middle of a month cannot be of its end, whatever its title says.
  const early = { ...file, says: ['2026-01-01', '2026-11-30'], taken: '2026-11-14' } as const;
  expect(await lackingOf([early], { asOf: '2026-11-30', computedAt: '2026-12-05' })).toEqual([
    'ends_early 2026-11-15 2026-11-30',
  ]);
});

test('seen from a day before the first delivery everything is missing, and nothing breaks', async () => {
  const file = { says: ['2026-09-01', '2026-09-30'], data: ['2026-09-01', '2026-09-30'] } as const;
  expect(await lackingOf([file], { asOf: '2026-03-15', computedAt: '2026-12-05' })).toEqual([
    'before_first 2026-01-01 2026-03-15',
  ]);
  const states = await warehouse.all<{ state: string }>(
    "select distinct state from measure.coverage where source = 'public-service-portal'",
  );
  expect(states).toEqual([{ state: 'missing' }]);
});

test('a source that never delivered has no gap, and one that is off is not asked', async () => {
  expect(await lackingOf([])).toEqual([]);
  const states = await warehouse.all<{ state: string }>('select distinct state from measure.coverage');
  expect(states).toEqual([{ state: 'none' }]);
});
