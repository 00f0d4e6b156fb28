import { z } from 'zod';
import { messages } from '../messages/index.ts';
import type { Fault } from './fault.ts';
import { type Catalogue, countsRows, type Indicator } from './indicator.ts';
import { nearest } from './nearest.ts';
import { fileAt, type ProjectFiles } from './project-files.ts';
import { type FieldPath, readYaml } from './yaml-file.ts';

const name = z.string().min(1);
const points = z.number().nonnegative();
const rules = ['linear', 'full_from', 'capped', 'yes_no'] as const;

const itemSchema = z.strictObject({
  id: z.string().regex(/^\d\.\d[a-z]?$/),
  name,
  max: points,
  indicator: z
    .string()
    .optional()
    .describe(
      "The commune's own indicator, by the written definition; without it, or counts, there are no data",
    ),
  numerator: z
    .string()
    .optional()
    .describe('Indicator whose numerator is taken, where the portal divides otherwise than is written'),
  denominator: z.string().optional().describe('Indicator that counts what the portal divides by'),
  at_most: z.string().optional().describe('Id of an item whose rate is never exceeded'),
  unit: name.optional().describe('What one case is called'),
  rule: z.enum(rules),
  at: z.number().gt(0).max(100).optional().describe('rule full_from: percent from which the points are full'),
  factor: z.number().positive().optional().describe('rule capped: points of a rate of 100 %, before the cap'),
  when_empty: z.enum(['full', 'zero', 'missing']).describe('What a denominator of 0 gives'),
  confirmed: z.boolean().describe('The written formula and the published points agree'),
  note: name.optional(),
});
type ItemFields = z.output<typeof itemSchema>;

const ratingSchema = z.strictObject({
  confirmed: z.boolean(),
  note: name.optional(),
  bands: z.array(z.strictObject({ from: points, name })).min(1),
});
type Rating = z.output<typeof ratingSchema>;

const groupSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, { error: () => messages().config.badId }),
  name,
  max: z.number().positive(),
  // Checked one by one, so that a fault in one of them does not hide those of the others.
  items: z.array(z.unknown()).min(1),
});
type GroupFields = z.output<typeof groupSchema>;

const headSchema = z.strictObject({
  version: name,
  valid_from: z.iso.date().describe('Periods that begin before it are not scored'),
  source: name,
  rating: z.unknown(),
  groups: z.unknown(),
});

/** How a rate (0–1) becomes points. */
export type ItemRule =
  | { kind: 'linear' }
  /** Full from `at` percent on, in proportion below. */
  | { kind: 'full_from'; at: number }
  /** `factor` × rate, never above the maximum. */
  | { kind: 'capped'; factor: number }
  | { kind: 'yes_no' };

export type ScoreItem = Omit<ItemFields, 'rule' | 'at' | 'factor'> & { rule: ItemRule };
type ScoreGroup = Omit<GroupFields, 'items'> & { items: ScoreItem[] };
/** The rule set of Quyết định 766/QĐ-TTg as `models/plan/score-766.yaml` writes it, checked. */
export type Score = Omit<z.output<typeof headSchema>, 'rating' | 'groups'> & {
  rating: Rating;
  groups: ScoreGroup[];
};

/** All groups of the decision add up to this. */
export const wholeScore = 100;

type Say = (path: FieldPath, message: string) => void;

/** Decimal maxima (0.1 + 0.2) are equal when they differ by less than any points are given in. */
const differ = (a: number, b: number): boolean => Math.abs(a - b) > 1e-9;

const sum = (parts: readonly { max: number }[]): number => parts.reduce((all, { max }) => all + max, 0);

function ruleFaults(item: ItemFields, say: Say): void {
  const text = messages().config;
  const needs = { full_from: 'at', capped: 'factor', linear: undefined, yes_no: undefined }[item.rule];
  for (const field of ['at', 'factor'] as const) {
    if (field === needs && item[field] === undefined) say(['rule'], text.scoreNeeds(item.rule, field));
    if (field !== needs && item[field] !== undefined) say([field], text.scoreHasNo(item.rule, field));
  }
}

/** The named indicator, which must be of the calendar; a fault where there is none. */
function known(
  { indicators, isMissing }: Catalogue,
  field: 'indicator' | 'numerator' | 'denominator',
  id: string,
  say: Say,
): Indicator | undefined {
  const text = messages().config;
  const ids = indicators.map((its) => its.id);
  const indicator = indicators.find((its) => its.id === id);
  if (!indicator && isMissing(id)) say([field], text.unknownIndicator(id, nearest(id, ids)));
  if (indicator && indicator.basis !== 'calendar') say([field], text.scoreBasis(id, indicator.basis));
  return indicator;
}

function indicatorFaults(item: ItemFields, catalogue: Catalogue, say: Say): void {
  if (item.indicator === undefined) return;
  const indicator = known(catalogue, 'indicator', item.indicator, say);
  const unit = item.rule === 'yes_no' ? 'yes_no' : 'percent';
  if (indicator && indicator.unit !== unit)
    say(['indicator'], messages().config.scoreUnit(item.indicator, item.rule, unit));
}

/** Numerator and denominator go together, and are cases: the one those that meet, the other all that are counted. */
function countFaults(item: ItemFields, catalogue: Catalogue, say: Say): void {
  const text = messages().config;
  const pair = ['numerator', 'denominator'] as const;
  if (item.rule === 'yes_no') {
    for (const field of pair) if (item[field] !== undefined) say([field], text.scoreHasNo(item.rule, field));
    return;
  }
  for (const field of pair) {
    const id = item[field];
    const other = pair.find((its) => its !== field) ?? field;
    if (id === undefined) {
      if (item[other] !== undefined) say([other], text.scoreOneOfTwo(other, field));
      continue;
    }
    const indicator = known(catalogue, field, id, say);
    if (!indicator) continue;
    const isCount = indicator.shape === 'count';
    if (!isCount && (field === 'denominator' || !countsRows(indicator)))
      say([field], text.scoreCounts[field](id));
  }
}

function ratingFaults({ confirmed, note, bands }: Rating, say: Say): void {
  const text = messages().config;
  if (!confirmed && note === undefined) say(['confirmed'], text.noteMissing);
  bands.forEach(({ from }, at) => {
    const before = bands[at - 1];
    const path = ['bands', at, 'from'];
    if (before && before.from >= from) say(path, text.bandsOverlap(before.from, from));
    if (!before && from !== 0) say(path, text.ratingFromZero(from));
    if (from > wholeScore) say(path, text.bandAboveMax(from, wholeScore));
  });
}

function itemFaults(item: ItemFields, catalogue: Catalogue, say: Say): void {
  if (!item.confirmed && item.note === undefined) say(['confirmed'], messages().config.noteMissing);
  ruleFaults(item, say);
  indicatorFaults(item, catalogue, say);
  countFaults(item, catalogue, say);
}

function ruleOf({ rule, at = 100, factor = 1 }: ItemFields): ItemRule {
  if (rule === 'full_from') return { kind: rule, at };
  if (rule === 'capped') return { kind: rule, factor };
  return { kind: rule };
}

function itemOf(fields: ItemFields): ScoreItem {
  const { rule: _rule, at: _at, factor: _factor, ...item } = fields;
  return { ...item, rule: ruleOf(fields) };
}

type File = Awaited<ReturnType<typeof readYaml>>;

/** The items of a group as they are written, whatever else is wrong with it. */
function itemsIn(group: unknown): unknown[] {
  const listed: unknown = Object(group).items;
  return Array.isArray(listed) ? listed : [];
}

/** The groups with all of their items; undefined where any of them has a fault of form. */
function readGroups(file: File, catalogue: Catalogue): ScoreGroup[] | undefined {
  const text = messages().config;
  const given = file.check(['groups'], Object(file.raw).groups, z.array(z.unknown()).min(1)) ?? [];
  const seen = new Set<string>();
  const once = (id: string, path: FieldPath) => {
    if (seen.has(id)) file.fault(path, text.scoreIdTwice(id));
    seen.add(id);
  };
  const ids = given.flatMap(itemsIn).map((part) => String(Object(part).id));
  const groups = given.map((raw, at): ScoreGroup | undefined => {
    const here = ['groups', at];
    const group = file.check(here, raw, groupSchema);
    if (group) once(group.id, [...here, 'id']);
    const items = itemsIn(raw).map((part, position) => {
      const place = [...here, 'items', position];
      const item = file.check(place, part, itemSchema);
      if (!item) return undefined;
      once(item.id, [...place, 'id']);
      itemFaults(item, catalogue, (path, message) => file.fault([...place, ...path], message));
      if (group && item.max > group.max)
        file.fault([...place, 'max'], text.itemAboveGroup(item.max, group.max));
      const others = ids.filter((id) => id !== item.id);
      if (item.at_most !== undefined && !others.includes(item.at_most))
        file.fault([...place, 'at_most'], text.scoreUnknownItem(item.at_most, nearest(item.at_most, others)));
      return itemOf(item);
    });
    const whole = items.filter((item) => item !== undefined);
    if (!group || whole.length < items.length) return undefined;
    if (differ(sum(whole), group.max))
      file.fault([...here, 'max'], text.itemsDoNotSum(sum(whole), group.max));
    return { ...group, items: whole };
  });
  const whole = groups.filter((group) => group !== undefined);
  if (whole.length === 0 || whole.length < groups.length) return undefined;
  if (differ(sum(whole), wholeScore)) file.fault(['groups'], text.groupsDoNotSum(sum(whole), wholeScore));
  return whole;
}

/**
 * `models/plan/score-766.yaml`: groups, items, rules and rating bands of Quyết định 766/QĐ-TTg, with all faults of the
 * file. The maxima of the items must add up to that of their group, and the groups to 100: the published maxima do.
 */
export async function readScore(
  files: ProjectFiles,
  catalogue: Catalogue,
): Promise<{ score: Score | undefined; faults: Fault[] }> {
  const file = await readYaml(fileAt(files, 'models/plan/score-766.yaml'), headSchema);
  const { faults } = file;
  // A text that is no YAML has said so already.
  if (file.raw === undefined) return { score: undefined, faults };
  const rating = file.check(['rating'], file.given('rating'), ratingSchema);
  if (rating) ratingFaults(rating, (path, message) => file.fault(['rating', ...path], message));
  const groups = readGroups(file, catalogue);
  const score = file.value && rating && groups ? { ...file.value, rating, groups } : undefined;
  return { score, faults };
}
