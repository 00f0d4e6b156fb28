import { z } from 'zod';
import { messages } from '../messages/index.ts';
import type { Fault } from './fault.ts';
import { nearest } from './nearest.ts';
import { mayHaveCases, type Population, populationOf, populations } from './population.ts';
import { filesUnder, type ProjectFiles } from './project-files.ts';
import { rowKinds, rowsOfProgram } from './protection.ts';
import { type ShapeField, shapeFields, shapeNames, shapes } from './shape.ts';
import { type FieldPath, readYaml, type YamlFile } from './yaml-file.ts';

const periodKinds = ['month', 'quarter', 'half', 'nine_months', 'year', 'year_to_date'] as const;
export type PeriodKind = (typeof periodKinds)[number];

const bases = ['calendar', 'nd09', 'own'] as const;
export type BasisId = (typeof bases)[number];

const id = z.string().regex(/^[a-z][a-z0-9-]*$/, { error: () => messages().config.badId });
const name = z.string().regex(/^[a-z][a-z0-9_]*$/, { error: () => messages().config.badName });
const sql = z.string().min(1);

const band = z.strictObject({ from: z.number(), points: z.number() });
const score = z.strictObject({
  max: z.number().positive(),
  rule: z.enum(['linear', 'capped', 'bands', 'all_or_nothing']),
  at: z.number().positive().optional().describe('rule capped: the value from which the points are full'),
  bands: z
    .array(band)
    .min(1)
    .optional()
    .describe('rule bands: points from a value on; the first band is open below'),
  zero_below: z.number().optional().describe('No points below this value'),
  when_empty: z.enum(['none', 'zero', 'full']).default('none').describe('Points where the denominator is 0'),
});

const fields = z.strictObject({
  id,
  name: z.string().min(1),
  short_name: z.string().min(1),
  shape: z.enum(shapeNames),
  fact: name.optional().describe('Table of the schema fact; none for quotient and index'),
  rows: z
    .enum(rowKinds)
    .optional()
    .describe(
      "What a row of a commune's own fact is: persons (the default: a person, a household, a case of one), tallies (figures that count them already), work (the administration's own); small counts of hamlets and of groups of persons are hidden whatever it says",
    ),
  when: name.optional().describe('The date of a row that puts it into a period'),
  aggregate: z
    .enum(['flow', 'stock'])
    .default('flow')
    .describe('flow: all rows of a period; stock: those of the last day in it on which there are any'),
  series: z.array(name).default([]).describe('stock: the last day is looked for in each of these groups'),
  population: z
    .enum(populations)
    .optional()
    .describe(
      'cases: a share of what happens to arrive, too few of which give no verdict; whole: of all there are',
    ),
  absent: z
    .enum(['zero', 'no_data'])
    .optional()
    .describe('What a period without rows means when its data are there; a flow: zero, a stock: no_data'),
  count: sql.default('true').describe('The rows that count'),
  meets: sql.optional().describe('Which of them meet (numerator)'),
  sum: sql.optional().describe('A quantity that is summed, averaged, … (numerator)'),
  over: sql.optional().describe('ratio of sums: the quantity it is set against (denominator)'),
  each: name.optional().describe('Counts different values of this column, not rows'),
  due: name.optional().describe('deadline: the day by which a row must be done'),
  done: name.optional().describe('deadline: the day on which it was'),
  of: z
    .strictObject({ numerator: id, denominator: id })
    .optional()
    .describe('quotient: counts of two others'),
  parts: z
    .array(z.strictObject({ indicator: id, weight: z.number().positive() }))
    .min(2)
    .optional(),
  ripens: z
    .boolean()
    .optional()
    .describe(
      'Whether the reading of a period goes on changing after its end. Needed where the formulas do not tell: those that name cutoff or as_of_end ripen',
    ),
  open: sql.optional().describe('Which rows are cases without an end: told while a period ripens'),
  open_text: z.string().min(1).optional().describe('What such cases are called: "hồ sơ chưa xong"'),
  differs_from: z
    .array(z.strictObject({ from: z.string(), why: z.string().min(1) }))
    .default([])
    .describe('Figures that seem the same and are not: an indicator, or vpcp06, score, hamlets; and why'),
  unit: z.enum(['percent', 'count', 'days', 'money', 'yes_no', 'points']),
  unit_label: z.string().min(1),
  factor: z.number().positive().optional().describe('value = factor × numerator ÷ denominator; percent: 100'),
  decimals: z.int().min(0).max(4),
  better: z.enum(['higher', 'lower', 'none']),
  basis: z.enum(bases).default('calendar'),
  kinds: z
    .array(z.enum(periodKinds))
    .min(1)
    .default([...periodKinds]),
  by: z.array(name).default([]),
  due_day: z
    .int()
    .min(0)
    .max(60)
    .default(5)
    .describe('Days after the end of a period by which its data should be there'),
  applies: z.boolean().default(true).describe('false: does not apply to this commune, shown as such'),
  score: score.optional(),
  description: z.string().min(1),
  numerator_text: z.string().min(1),
  denominator_text: z.string().optional(),
  legal: z.string().min(1),
  plan_section: z.string().min(1),
  owner: z.string().min(1),
  responsible: z.string().min(1),
  source: z.string().describe('The source whose loads stand behind it'),
});
type Fields = z.output<typeof fields>;

const groupSchema = z.strictObject({
  group: z.strictObject({ id: z.string(), name: z.string(), order: z.int() }),
  defaults: fields
    .partial()
    .omit({ id: true })
    .optional()
    .describe('Fields of every indicator of this file that does not give them itself'),
  // Checked one by one with the defaults filled in.
  indicators: z.array(z.record(z.string(), z.unknown())).min(1),
});

export type Indicator = Fields & {
  group: { id: string; name: string; order: number };
  /** Position in the catalogue: groups by order, indicators as the file lists them. */
  order: number;
  factor: number;
  absent: 'zero' | 'no_data';
  population: Population;
  /** Where a field stands and how faults call it: for those that only the engine finds. */
  placeOf(path: FieldPath): Pick<Fault, 'file' | 'line' | 'field'>;
};

/** Whether the counts of parts add up to those of the whole: not different values, of which one may be seen in several. */
export const isAdditive = ({ shape, each }: Pick<Fields, 'shape' | 'each'>): boolean =>
  each === undefined && shapes[shape].parts === 'add';

/** Whether the numerator is a part of the denominator, so that the value cannot be above 100 %. */
export const countsRows = ({ shape, sum }: Pick<Fields, 'shape' | 'sum'>): boolean =>
  sum === undefined && shapes[shape].value === 'share';

type Say = (path: FieldPath, message: string) => void;

function shapeFaults(indicator: Fields, say: Say): void {
  const text = messages().config;
  const { shape } = indicator;
  const { needs, may = [], either = [] } = shapes[shape];
  const isThere = (field: ShapeField) => indicator[field] !== undefined;
  const needed = (field: ShapeField) => say([], text.shapeNeeds(shape, field));
  const tooMuch = (field: ShapeField) => say([field], text.shapeHasNo(shape, field));
  const known = new Set([...needs, ...may, ...either.flat()]);
  for (const field of shapeFields) {
    if (!isThere(field) && needs.includes(field)) needed(field);
    if (isThere(field) && !known.has(field)) tooMuch(field);
  }
  // The last that is begun is meant; the first where none is.
  const meant = either.findLast((fields) => fields.some(isThere)) ?? either[0] ?? [];
  for (const field of meant) if (!isThere(field)) needed(field);
  for (const field of either.flat()) if (isThere(field) && !meant.includes(field)) tooMuch(field);
  if (indicator.series.length > 0 && indicator.aggregate !== 'stock') say(['series'], text.seriesOfFlow);
  if (indicator.population !== undefined && !mayHaveCases(shape))
    say(['population'], text.populationOfNoShare(shape));
  if (shapes[shape].isDerived && indicator.by.length > 0) say(['by'], text.derivedHasNoBy);
  const rows = rowsOfProgram(indicator.fact);
  if (indicator.rows !== undefined && rows !== undefined && indicator.rows !== rows)
    say(['rows'], text.rowsAreKnown(indicator.fact ?? '', rows));
}

function scoreFaults({ score: rule }: Fields, say: Say): void {
  if (!rule) return;
  const text = messages().config;
  if (rule.rule === 'capped' && rule.at === undefined) say(['score'], text.scoreNeeds('capped', 'at'));
  if (rule.rule === 'bands' && rule.bands === undefined) say(['score'], text.scoreNeeds('bands', 'bands'));
  rule.bands?.forEach(({ from, points }, at) => {
    const before = rule.bands?.[at - 1];
    if (before && before.from >= from)
      say(['score', 'bands', at, 'from'], text.bandsOverlap(before.from, from));
    if (points > rule.max) say(['score', 'bands', at, 'points'], text.bandAboveMax(points, rule.max));
  });
}

/** Names the indicators that stand in a ring of `of` and `parts`; undefined where there is none. */
function ringOf(indicators: readonly Fields[]): string[] | undefined {
  const uses = new Map(indicators.map((its) => [its.id, usedBy(its)]));
  const done = new Set<string>();
  const visit = (at: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(at)) return [...path.slice(path.indexOf(at)), at];
    if (done.has(at)) return undefined;
    for (const next of uses.get(at) ?? []) {
      const ring = visit(next, [...path, at]);
      if (ring) return ring;
    }
    done.add(at);
    return undefined;
  };
  for (const { id: start } of indicators) {
    const ring = visit(start, []);
    if (ring) return ring;
  }
  return undefined;
}

/** Ids of the indicators that a quotient or index is made of. */
export const usedBy = ({ of, parts }: Pick<Fields, 'of' | 'parts'>): string[] => [
  ...(of ? [of.numerator, of.denominator] : []),
  ...(parts ?? []).map(({ indicator }) => indicator),
];

interface Placed {
  indicator: Fields;
  say: Say;
}

/** What pages show besides indicators, and may seem to be the same: a label of the topic `figure` each. */
export const otherFigures = ['vpcp06', 'score', 'hamlets'] as const;

/** Names that indicators may use and that stand elsewhere. */
interface KnownNames {
  /** Undefined where the plan cannot be read: then nothing is said of them. */
  dimensions: readonly string[] | undefined;
  sources: readonly string[];
  /** Sources that hand in lists of all there is. */
  lists: readonly string[];
}

/** The indicators of a project, and what may be said of a name that is not among them. */
export interface Catalogue {
  indicators: Indicator[];
  /** False too for an indicator that stands there with a fault, or may stand in a file that cannot be read. */
  isMissing(id: string): boolean;
}

/** One broken file must not bring down a hail of names that are only missing because of it. */
function missingFrom(files: readonly YamlFile<unknown>[]): (id: string) => boolean {
  const lists = files.map(({ raw }): unknown => Object(raw).indicators);
  const isWhole = lists.every(Array.isArray);
  const named = new Set(lists.flat().map((raw) => String(Object(raw).id)));
  return (id) => isWhole && !named.has(id);
}

function crossFaults(placed: readonly Placed[], known: KnownNames, isMissing: Catalogue['isMissing']): void {
  const text = messages().config;
  const byId = new Map(placed.map((its) => [its.indicator.id, its.indicator]));
  for (const { indicator, say } of placed) {
    for (const dimension of indicator.by)
      if (known.dimensions && !known.dimensions.includes(dimension))
        say(['by'], text.unknownDimension(dimension, nearest(dimension, known.dimensions)));
    if (!known.sources.includes(indicator.source))
      say(['source'], text.unknownSource(indicator.source, nearest(indicator.source, known.sources)));
    for (const [at, { from }] of indicator.differs_from.entries())
      if (!(otherFigures as readonly string[]).includes(from) && !byId.has(from) && isMissing(from))
        say(
          ['differs_from', at],
          text.unknownIndicator(from, nearest(from, [...byId.keys(), ...otherFigures])),
        );
    for (const used of usedBy(indicator)) {
      const other = byId.get(used);
      const field = indicator.of ? 'of' : 'parts';
      if (!other) {
        if (isMissing(used)) say([field], text.unknownIndicator(used, nearest(used, byId.keys())));
      } else if (indicator.of && shapes[other.shape].value !== 'amount')
        say([field], text.quotientOfCounts(used));
      else if (indicator.parts && other.unit !== 'percent') say([field], text.indexOfPercents(used));
      else if (other.basis !== indicator.basis) say([field], text.otherBasis(used, other.basis));
    }
  }
  const ring = ringOf(placed.map(({ indicator }) => indicator));
  const first = placed.find(({ indicator }) => indicator.id === ring?.[0]);
  if (ring && first) first.say([first.indicator.of ? 'of' : 'parts'], text.indicatorRing(ring));
}

/** An indicator's own fields over those of its file; `~` takes one of those away. */
const withDefaults = (defaults: object, own: object): object =>
  Object.fromEntries(Object.entries({ ...defaults, ...own }).filter(([, value]) => value !== null));

/** Faults name an indicator by its id: its number in the file says nothing to anybody. */
function indicatorField(path: FieldPath, raw: unknown): string {
  const [list, at, ...rest] = path;
  const id: unknown = list === 'indicators' ? Object(Object(raw).indicators)[String(at)]?.id : undefined;
  return (typeof id === 'string' ? [id, ...rest] : path).join('.');
}

/** Where a field of an indicator stands: its own, or that of its file's defaults where it has none. */
const placeIn =
  (at: number, own: object, defaults: object) =>
  (path: FieldPath): FieldPath => {
    const [field] = path;
    const isOwn = field === undefined || field in own || !(field in defaults);
    return isOwn ? ['indicators', at, ...path] : ['defaults', ...path];
  };

/**
 * The catalogue: every `models/indicators/*.yaml`, in the order of its groups. Gives all faults of all files; formulas
 * are tried by the engine later (measure/formula-faults.ts).
 */
export async function readIndicators(
  project: ProjectFiles,
  known: KnownNames,
): Promise<Catalogue & { faults: Fault[] }> {
  const listed = filesUnder(project, 'models/indicators/', '.yaml');
  const files = await Promise.all(listed.map((file) => readYaml(file, groupSchema, indicatorField)));
  const seen = new Map<string, string>();
  const placed: Placed[] = [];
  const groups: { group: Indicator['group']; indicators: (Fields & Pick<Indicator, 'placeOf'>)[] }[] = [];
  for (const file of files) {
    const group = {
      group: file.value?.group ?? { id: '', name: '', order: 0 },
      indicators: [] as (typeof groups)[number]['indicators'],
    };
    file.value?.indicators.forEach((raw, at) => {
      const defaults = file.given('defaults');
      const place = placeIn(at, raw, defaults);
      const value = file.check(place, withDefaults(defaults, raw), fields);
      if (!value) return;
      const say: Say = (path, message) => file.fault(place(path), message);
      const first = seen.get(value.id);
      if (first) say(['id'], messages().config.indicatorTwice(value.id, first));
      seen.set(value.id, file.file);
      // That a field does not go with a shape is no fault of the default it comes from.
      shapeFaults(value, (path, message) => file.fault(['indicators', at, ...path], message));
      scoreFaults(value, say);
      placed.push({ indicator: value, say });
      const placeOf = (path: FieldPath) => ({
        file: file.file,
        line: file.line(place(path)),
        field: file.fieldName(place(path)),
      });
      group.indicators.push({ ...value, placeOf });
    });
    groups.push(group);
  }
  const isMissing = missingFrom(files);
  crossFaults(placed, known, isMissing);
  const indicators = groups
    .sort((a, b) => a.group.order - b.group.order)
    .flatMap(({ group, indicators }) => indicators.map((indicator) => ({ ...indicator, group })))
    .map((indicator, order) => ({
      ...indicator,
      order,
      factor: indicator.factor ?? (indicator.unit === 'percent' ? 100 : 1),
      absent:
        indicator.absent ?? (indicator.aggregate === 'stock' ? ('no_data' as const) : ('zero' as const)),
      population:
        indicator.population ??
        populationOf({ ...indicator, isOfList: known.lists.includes(indicator.source) }),
    }));
  return { indicators, isMissing, faults: files.flatMap((file) => file.faults) };
}
