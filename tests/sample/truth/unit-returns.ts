import { units } from '../../../pipelines/sample/data/units.ts';
import type { Figures } from '../../../pipelines/sample/sources/returns/returned.ts';
import { type Delivered, describeReturns } from '../../../pipelines/sample/sources/unit-returns.ts';

/** A return that stands in the end: accepted, and no later one of the same unit for the same month. */
export interface StandingReturn extends Figures {
  indicator: string;
  /** Null: not on the list of units. */
  unit: string | null;
  year: number;
  month: number;
}

/** Which returns stand, and how many rows must be refused or cut by which reason. */
export interface UnitReturnBooks {
  returns: StandingReturn[];
  reasons: Record<string, number>;
}

const nameOf = new Map(units.map(({ code, name }) => [code, name]));

/** Of the accepted returns the latest of each unit and month, in the order of months, indicators and units. */
function standing(accepted: readonly Delivered[]): StandingReturn[] {
  const newest = new Map<string, Delivered>();
  for (const each of accepted) {
    const key = `${String(each.month).padStart(2, '0')} ${each.indicator.id} ${each.unit}`;
    const known = newest.get(key);
    if (!known || known.returnedOn < each.returnedOn) newest.set(key, each);
  }
  return [...newest.keys()].sort().flatMap((key): StandingReturn[] => {
    const each = newest.get(key);
    if (!each) return [];
    const { indicator, unit, month, numerator, denominator, value } = each;
    return [
      {
        indicator: indicator.id,
        unit: nameOf.get(unit) ?? null,
        year: 2026,
        month,
        numerator,
        denominator,
        value,
      },
    ];
  });
}

export function unitReturnBooks(seed: number): UnitReturnBooks {
  const rows = describeReturns(seed).flatMap((table) => [...table.rows]);
  const reasons: Record<string, number> = {};
  for (const { verdict } of rows) {
    const { fault, valueFault } = verdict ?? {};
    const fate = fault === 'duplicate_key' ? 'superseded' : 'refused';
    const reason = fault === undefined ? valueFault && `value_refused ${valueFault}` : `${fate} ${fault}`;
    if (reason !== undefined) reasons[reason] = (reasons[reason] ?? 0) + 1;
  }
  const accepted = rows.filter(({ verdict }) => verdict?.fault === undefined);
  // A number that could not be read is left out alone, and its row stands.
  const kept = accepted.map(({ returned, verdict }) =>
    verdict?.valueFault === 'bad_number' ? { ...returned, numerator: null } : returned,
  );
  return { returns: standing(kept), reasons };
}
