import { z } from 'zod';
import { messages } from '../messages/index.ts';
import type { Fault } from './fault.ts';
import type { Catalogue, Indicator } from './indicator.ts';
import { nearest } from './nearest.ts';
import { type Basis, periodsOf } from './period.ts';
import { fileAt, type ProjectFiles } from './project-files.ts';
import { describedKinds } from './protection.ts';
import { memorySchema, secondsSchema } from './reader-limits.ts';
import { scheduleSchema } from './schedule.ts';
import { type FieldPath, readYaml } from './yaml-file.ts';

const planSchema = z.strictObject({
  commune: z.strictObject({
    name: z.string().min(1),
    province: z.string().min(1),
    code: z.string().regex(/^\d{5}$/),
  }),
  plan: z.strictObject({
    title: z.string().min(1),
    year: z.int().min(2020).max(2100),
    resolution: z.string().min(1),
  }),
  periods: z
    .strictObject({
      own_closes_on: z
        .int()
        .min(1)
        .max(28)
        .optional()
        .describe("Last day of a month by the commune's own way of closing (basis: own)"),
    })
    .default({}),
  schedule: scheduleSchema,
  status: z
    .strictObject({
      few_cases: z
        .int()
        .min(1)
        .default(20)
        .describe('A share of fewer cases than this in a period gives no verdict ("ít trường hợp")'),
      at_risk_from: z.unknown().optional().describe('Without effect since 0.2.0: to be deleted'),
    })
    .prefault({}),
  reader: z
    .strictObject({ memory_mb: memorySchema.optional(), seconds: secondsSchema.optional() })
    .default({})
    .describe('What reading one file may take; a contract may say it otherwise'),
  site: z.strictObject({
    port: z.int().min(1).max(65535),
    address: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('Under which readers find the site (https://kpi.xa.gov.vn); printed papers lead to it'),
    keep_releases: z.int().min(1).max(50),
    max_row_loss: z.number().min(0).max(1).describe('Share of rows a mart may lose between two releases'),
    build_timeout_minutes: z.int().min(1).max(120),
  }),
  logs: z
    .strictObject({ keep_days: z.int().min(7).max(3660).default(365) })
    .prefault({})
    .describe('How long logs of runs are kept, in days'),
  public_names: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Persons who are named in public by their office (members, heads, stewards): their names may stand on the site, though they are residents too',
    ),
  off: z
    .strictObject({
      sources: z.array(z.string()).default([]).describe('Sources of the program that this commune has not'),
      indicators: z.array(z.string()).default([]),
      pages: z.array(z.string()).default([]).describe('Pages by their address without slashes: diem-766'),
    })
    .prefault({})
    .describe('What of the program is switched off here'),
});

const namesSchema = z.strictObject({
  source: z.string().describe('The source whose newest list has the names'),
  name: z.string().describe('Its column of names'),
  code: z.string().optional().describe('Its column of codes, by which a place or office is told apart'),
  prefixes: z
    .array(z.string().min(1))
    .default([])
    .describe('Words before a name that may be missing or others: thôn, xóm'),
  abbreviations: z
    .record(z.string().regex(/^\p{Ll}+$/u), z.string().min(1))
    .default({})
    .describe('A word in small letters, and the words that it stands for'),
});

const dimensionsSchema = z.strictObject({
  dimensions: z.record(
    z.string(),
    z.strictObject({
      label: z.string().min(1),
      keys: z.record(z.string(), z.string()).default({}),
      describes: z
        .enum(describedKinds)
        .default('persons')
        .describe(
          'persons: its groups are of persons (a hamlet too), whose small counts are hidden; administration: offices, fields, procedures; rows: whatever the rows are',
        ),
      names: namesSchema.optional().describe('Where the official names of its values stand'),
    }),
  ),
});
/** Where the official names of a dimension stand, and in which ways people write them otherwise. */
export type NameList = z.output<typeof namesSchema>;

/** What the commune says of itself, with the dimensions of the program. */
export type Plan = z.output<typeof planSchema> & z.output<typeof dimensionsSchema>;

const targetsSchema = z.strictObject({
  targets: z.array(
    z.strictObject({
      indicator: z.string(),
      year: z.int().optional().describe('May be left out where a period says it'),
      period: z
        .string()
        .optional()
        .describe(
          'Only for this period (2026-Q3); without it the value is for the year, and counts are pro-rated',
        ),
      by: z
        .strictObject({ dimension: z.string(), key: z.string() })
        .optional()
        .describe('Only for this unit, hamlet, …: dimension and key as in a breakdown'),
      value: z.number(),
      baseline: z.number().optional().describe('Where the commune stood before the plan'),
      source: z.string().min(1),
      confirmed: z.boolean(),
    }),
  ),
});
type WrittenTarget = z.output<typeof targetsSchema>['targets'][number];
export type Target = WrittenTarget & { year: number };

/**
 * `models/plan/plan.yaml`: who the commune is, which year, when it runs; `models/plan/dimensions.yaml`: by what numbers may be
 * broken down.
 */
export async function readPlan(
  files: ProjectFiles,
): Promise<{ plan: Plan | undefined; faults: Fault[]; lineOf: (path: FieldPath) => number }> {
  const plan = await readYaml(fileAt(files, 'models/plan/plan.yaml'), planSchema);
  const dimensions = await readYaml(fileAt(files, 'models/plan/dimensions.yaml'), dimensionsSchema);
  return {
    plan: plan.value && dimensions.value && { ...plan.value, ...dimensions.value },
    faults: [...plan.faults, ...dimensions.faults],
    lineOf: plan.line,
  };
}

/** Settings of older programs that a plan may still have: without effect, in words. */
export const retiredSettings = ({ status }: Pick<Plan, 'status'>): string[] =>
  status.at_risk_from === undefined ? [] : [messages().config.atRiskFromRetired];

/** The year that a target names itself, or by its period (`2026-Q3`, `nd09-2026-09`); undefined where it names neither. */
function yearOf({ year, period }: WrittenTarget): number | undefined {
  const named = period?.match(/(?:^|-)(20\d\d)(?:-|$)/)?.[1];
  return year ?? (named === undefined ? undefined : Number(named));
}

/** What a target may not say of its indicator: a period or a part that it has not, a value that it cannot reach. */
function targetFaults(
  target: Target,
  indicator: Indicator,
  bases: readonly Basis[],
  say: (field: string, message: string) => void,
): void {
  const text = messages().config;
  const basis = bases.find(({ id }) => id === indicator.basis);
  const periods = basis ? periodsOf(target.year, basis, `${target.year}-12-31`) : [];
  const known = periods.filter(({ kind }) => indicator.kinds.includes(kind)).map(({ id }) => id);
  if (target.period !== undefined && !known.includes(target.period))
    say('period', text.unknownPeriod(target.period, nearest(target.period, known)));
  if (target.by && !indicator.by.includes(target.by.dimension))
    say('by', text.notBrokenDown(indicator.id, target.by.dimension, indicator.by));
  for (const field of ['value', 'baseline'] as const) {
    const value = target[field];
    if (value === undefined) continue;
    const isShare = indicator.unit === 'percent';
    if (value < 0 || (isShare && value > 100)) say(field, text.targetImpossible(value, isShare));
    if (indicator.unit === 'yes_no' && value !== 0 && value !== 1) say(field, text.targetYesNo);
  }
  if (indicator.better === 'none') say('indicator', text.targetOfWatched(indicator.id));
}

/** Faults name a target by its indicator. */
function targetField(path: FieldPath, raw: unknown): string {
  const [list, at, ...rest] = path;
  const id: unknown = list === 'targets' ? Object(Object(raw).targets)[String(at)]?.indicator : undefined;
  return (typeof id === 'string' ? [id, ...rest] : path).join('.');
}

/** `models/plan/targets.yaml`: a target is data with a year, a source and whether an officer has confirmed it. */
export async function readTargets(
  files: ProjectFiles,
  { indicators, isMissing }: Catalogue,
  bases: readonly Basis[],
): Promise<{ targets: Target[]; faults: Fault[] }> {
  const indicatorIds = indicators.map(({ id }) => id);
  const file = await readYaml(fileAt(files, 'models/plan/targets.yaml'), targetsSchema, targetField);
  const seen = new Set<string>();
  const targets: Target[] = [];
  file.value?.targets.forEach((written, at) => {
    const year = yearOf(written);
    if (year === undefined) {
      const { targetWithoutYear, unknownPeriod } = messages().config;
      const { period } = written;
      file.fault(
        ['targets', at],
        period === undefined ? targetWithoutYear : unknownPeriod(period, undefined),
      );
      return;
    }
    const target = { ...written, year };
    targets.push(target);
    if (isMissing(target.indicator)) {
      const message = messages().config.unknownIndicator(
        target.indicator,
        nearest(target.indicator, indicatorIds),
      );
      file.fault(['targets', at, 'indicator'], message);
    }
    const indicator = indicators.find(({ id }) => id === target.indicator);
    if (indicator)
      targetFaults(target, indicator, bases, (field, message) => file.fault(['targets', at, field], message));
    const { dimension = '', key: part = '' } = target.by ?? {};
    const key = [target.indicator, target.year, target.period, dimension, part].join(' ');
    if (seen.has(key))
      file.fault(['targets', at], messages().config.targetTwice(target.indicator, target.year));
    seen.add(key);
  });
  return { targets, faults: file.faults };
}
