import type { Indicator } from '../../config/indicator.ts';
import type { Project } from '../../config/project.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';

/** A reading of a part of a protected breakdown, or of the whole beside it (`key` null). Counts are null where not known. */
export interface PartRow {
  [key: string]: unknown;
  indicator: string;
  period: string;
  breakdown: string;
  key: string | null;
  numerator: number | null;
  denominator: number | null;
  /** Rows behind the reading, behind the numerator of a sum, and behind what its denominator has beside it. */
  rows: number | null;
  rows_behind: number | null;
  rows_beside: number | null;
  /** Its sums are numbers of persons, not amounts. */
  is_tally: boolean;
  /** It was told before in these very numbers: hiding it now would hide nothing. */
  is_known: boolean;
  /** It was told before in a closed period, and differs by the fewest: the difference would tell of a few. */
  is_corrected: boolean;
}

export interface PeriodRow {
  [key: string]: unknown;
  period: string;
  kind: string;
  /** Days since 1970. What is open ends with the data of the source. */
  from: number;
  until: number;
}

/** Indicators whose parts are seen together: of the same rows, put into periods by the same day. */
export interface Family {
  breakdown: string;
  indicators: Indicator[];
  rows: PartRow[];
  periods: PeriodRow[];
}

/** Fewer than this are not told: neighbours would know who they are (Luật 91/2025/QH15). */
export const fewest = 5;

/** A count of a few, which is not told; none and enough are. */
export const isSmall = (count: number | null): boolean => count !== null && count > 0 && count < fewest;

const isFew = (side: 'numerator' | 'denominator' | 'rest'): string => {
  const of = (table: string) =>
    side === 'rest' ? `${table}.denominator - ${table}.numerator` : `${table}.${side}`;
  return `abs(${of('r')} - ${of('t')}) between 1 and ${fewest - 1}`;
};

const parts = `
  select r.indicator, r.period, b.breakdown, r.key, r.numerator, r.denominator, b.is_tally, c.rows, c.rows_behind, c.rows_beside,
    coalesce(t.numerator = r.numerator and t.denominator is not distinct from r.denominator, false) as is_known,
    coalesce(t.was_closed and (${isFew('numerator')} or ${isFew('denominator')} or ${isFew('rest')}), false) as is_corrected
  from measure.reading r
  join plan.breakdown b on b.indicator = r.indicator and (b.breakdown = r.breakdown or r.breakdown is null) and b.is_protected
  left join measure.counted c on c.indicator = r.indicator and c.period = r.period
    and c.breakdown is not distinct from r.breakdown and c.key is not distinct from r.key
  left join ops.told_part t on t.indicator = r.indicator and t.period = r.period and t.breakdown = r.breakdown and t.key = r.key
  where r.numerator is not null
  order by r.indicator, b.breakdown, r.period, r.key`;

const periods = `
  select d.source, p.period, p.kind, epoch(p.starts_on)::bigint // 86400 as "from", epoch(least(p.ends_on, d.as_of))::bigint // 86400 as until
  from plan.period p cross join measure.source_day d where p.starts_on <= d.as_of
  order by p.sort_key`;

/** What is seen together: an attacker subtracts within it, and there is nothing to subtract beyond it. */
const familyOf = ({ fact, when, aggregate, series, basis }: Indicator, breakdown: string): string =>
  JSON.stringify([fact, when, aggregate, series, basis, breakdown]);

/** The protected breakdowns of a project with their readings, family by family. Needs `measure.reading` and `plan.breakdown`. */
export async function readFamilies(warehouse: Warehouse, { indicators }: Project): Promise<Family[]> {
  const byId = new Map(indicators.map((indicator) => [indicator.id, indicator]));
  const rows = await warehouse.all<PartRow>(parts);
  const spans = await warehouse.all<PeriodRow & { source: string }>(periods);
  const families = new Map<string, Family>();
  for (const row of rows) {
    const indicator = byId.get(row.indicator);
    if (!indicator) continue;
    const key = familyOf(indicator, row.breakdown);
    const family = families.get(key) ?? {
      breakdown: row.breakdown,
      indicators: [],
      rows: [],
      periods: spans.filter(({ source }) => source === indicator.source),
    };
    families.set(key, family);
    if (!family.indicators.includes(indicator)) family.indicators.push(indicator);
    family.rows.push(row);
  }
  return [...families.values()];
}
