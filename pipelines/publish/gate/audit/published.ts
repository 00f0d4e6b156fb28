import type { DuckDBConnection } from '@duckdb/node-api';

/** A published reading, as whoever has the site's data reads it. */
export interface PublishedReading {
  indicator: string;
  period: string;
  /** Empty for the whole. */
  breakdown: string;
  key: string;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  previousValue: number | null;
  leftOut: number | null;
  isHidden: boolean;
}

export interface PublishedPeriod {
  period: string;
  kind: string;
  basis: string;
  /** Days since 1970; what is open ends on the day of the data. */
  from: number;
  until: number;
}

/** All that the audit knows: the published marts, and nothing else. */
export interface PublishedFigures {
  readings: PublishedReading[];
  periods: PublishedPeriod[];
  /** Indicator → its published rule, as `shape: ratio; fact: petition; …`. */
  rules: Map<string, Map<string, string>>;
}

/** Where the marts `reading`, `period`, `indicator` and `site` are read from: SQL of a table each. */
export type MartsAt = Readonly<Record<'reading' | 'period' | 'indicator' | 'site', string>>;

const day = (column: string): string => `epoch(try_strptime(${column}, '%d/%m/%Y'))::integer // 86400`;
const amount = (column: string): string => `try_cast(${column} as double) as ${column}`;

const number = (value: unknown): number | null =>
  value === null || value === undefined ? null : Number(value);

/** `a: b; c: d` as pairs. A formula may hold the same signs: only names that a rule has begin a pair. */
function readRule(text: string): Map<string, string> {
  const parts = text.split(
    /; (?=(?:shape|fact|when|aggregate|series|absent|count|meets|sum|over|each|due|done|factor|basis)\b)/,
  );
  return new Map(
    parts.map((part) => {
      const at = part.indexOf(': ');
      return [part.slice(0, at), part.slice(at + 2)];
    }),
  );
}

/** Reads the published figures. */
export async function readPublished(connection: DuckDBConnection, at: MartsAt): Promise<PublishedFigures> {
  const all = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
  const readings = await all(`
    select indicator, period, breakdown, key, status,
      ${['numerator', 'denominator', 'value', 'previous_value', 'left_out'].map(amount).join(', ')}
    from ${at.reading}`);
  const periods = await all(`
    select period, kind, basis, ${day('start_text')} as starts, least(${day('end_text')}, ${day('as_of_text')}) as ends
    from ${at.period} cross join (select as_of_text from ${at.site})`);
  const rules = await all(`select indicator, rule_text from ${at.indicator}`);
  return {
    readings: readings.map((row) => ({
      indicator: String(row.indicator),
      period: String(row.period),
      breakdown: String(row.breakdown),
      key: String(row.key),
      numerator: number(row.numerator),
      denominator: number(row.denominator),
      value: number(row.value),
      previousValue: number(row.previous_value),
      leftOut: number(row.left_out),
      isHidden: row.status === 'suppressed',
    })),
    periods: periods.map((row) => ({
      period: String(row.period),
      kind: String(row.kind),
      basis: String(row.basis),
      from: Number(row.starts),
      until: Number(row.ends),
    })),
    rules: new Map(rules.map((row) => [String(row.indicator), readRule(String(row.rule_text))])),
  };
}
