import { z } from 'zod';
import { messages } from '../messages/index.ts';
import type { Fault } from './fault.ts';
import type { Catalogue, Indicator } from './indicator.ts';
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
  indicator: z.string().optional().describe("The commune's own indicator; without it there are no data"),
  unit: name.optional().describe('What one case is called'),
  rule: z.enum(rules),
  at: z.number().gt(0).max(100).optional().describe('rule full_from: percent from which the points are full'),
  factor: z.number().positive().optional().describe('rule capped: points of a rate of 100 %, before the cap'),
  when_empty: z.enum(['full', 'zero', 'missing']).describe('What a denominator of 0 gives'),
  applies: z.boolean().default(true).describe('false: not for communes, see policy.not_applicable'),
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
  policy: z.strictObject({ not_applicable: z.enum(['full', 'rebase']) }),
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

function indicatorFaults(item: ItemFields, { indicators, isMissing }: Catalogue, say: Say): void {
  if (item.indicator === undefined) return;
  const text = messages().config;
  const ids = indicators.map(({ id }) => id);
  const indicator = indicators.find(({ id }) => id === item.indicator);
  const unit = item.rule === 'yes_no' ? 'yes_no' : 'percent';
  if (!indicator) {
    if (isMissing(item.indicator))
      say(['indicator'], text.unknownIndicator(item.indicator, nearest(item.indicator, ids)));
  } else if (indicator.unit !== unit) say(['indicator'], text.scoreUnit(item.indicator, item.rule, unit));
  else if (indicator.basis !== 'calendar')
    say(['indicator'], text.scoreBasis(item.indicator, indicator.basis));
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
}

function ruleOf({ rule, at = 100, factor = 1 }: ItemFields): ItemRule {
  if (rule === 'full_from') return { kind: rule, at };
  if (rule === 'capped') return { kind: rule, factor };
  return { kind: rule };
}

/** An item whose indicator does not apply to the commune does not apply either. */
function itemOf(fields: ItemFields, indicators: readonly Indicator[]): ScoreItem {
  const { rule: _rule, at: _at, factor: _factor, ...item } = fields;
  const indicator = indicators.find(({ id }) => id === item.indicator);
  return { ...item, rule: ruleOf(fields), applies: item.applies && indicator?.applies !== false };
}

type File = Awaited<ReturnType<typeof readYaml>>;

/** The groups with all of their items; undefined where any of them has a fault of form. */
function readGroups(file: File, catalogue: Catalogue): ScoreGroup[] | undefined {
  const text = messages().config;
  const given = file.check(['groups'], Object(file.raw).groups, z.array(z.unknown()).min(1)) ?? [];
  const seen = new Set<string>();
  const once = (id: string, path: FieldPath) => {
    if (seen.has(id)) file.fault(path, text.scoreIdTwice(id));
    seen.add(id);
  };
  const groups = given.map((raw, at): ScoreGroup | undefined => {
    const here = ['groups', at];
    const group = file.check(here, raw, groupSchema);
    if (group) once(group.id, [...here, 'id']);
    const listed: unknown = Object(raw).items;
    const items = (Array.isArray(listed) ? listed : []).map((part: unknown, position) => {
      const place = [...here, 'items', position];
      const item = file.check(place, part, itemSchema);
      if (!item) return undefined;
      once(item.id, [...place, 'id']);
      itemFaults(item, catalogue, (path, message) => file.fault([...place, ...path], message));
      if (group && item.max > group.max)
        file.fault([...place, 'max'], text.itemAboveGroup(item.max, group.max));
      return itemOf(item, catalogue.indicators);
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
