import type { Contract } from '../config/contract.ts';
import { storedMessages } from '../messages/index.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { landingTable } from './landing-table.ts';
import { monthInName, type OwnPeriod, periodInName, periodInTitle } from './own-date.ts';
import type { Dated } from './record-load.ts';
import type { Staged } from './staged.ts';

/**
 * The days of landed rows, by the first of the columns that date the data: the day on which a record came into being. Days
 * on which it ended would make a file look older that only puts one of them right.
 */
async function daysOfData(
  warehouse: Warehouse,
  contract: Contract,
  load: number,
): Promise<OwnPeriod | undefined> {
  const [column] = contract.expect.data_date;
  if (column === undefined) return undefined;
  const { from, until } = await warehouse.one<{ from: string | null; until: string | null }>(`
    select cast(min(${quoted(column)}) as date)::varchar as "from", cast(max(${quoted(column)}) as date)::varchar as until
    from ${landingTable(contract)} where _load = ${load}`);
  return from === null || until === null ? undefined : { from, until };
}

const monthEnd = (iso: string): string => {
  const [year = 0, month = 0] = iso.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
};

/** What is only a day is of its month, and so are rows: which days they should have had, nothing says. */
function dated({ from, until }: OwnPeriod, by: Dated['by']): Dated {
  if (from < until && by !== 'data') return { day: until, from, until, by };
  return { day: until, from: `${from.slice(0, 7)}-01`, until: monthEnd(until), by };
}

/**
 * The own date of a delivery, where the contract has it looked for: in the rows above its header, in its name, in its rows
 * (where it has landed, `load`). Null where nothing tells it.
 */
export async function datedBy(
  warehouse: Warehouse,
  contract: Contract,
  name: string,
  parts: readonly Pick<Staged['parts'][number], 'title'>[],
  load?: number,
): Promise<Dated | null> {
  const look: Record<Dated['by'], () => OwnPeriod | undefined | Promise<OwnPeriod | undefined>> = {
    title: () => periodInTitle(parts.map(({ title }) => title).join('\n')),
    name: () => periodInName(name),
    data: () => (load === undefined ? undefined : daysOfData(warehouse, contract, load)),
  };
  for (const by of contract.record.dated_by) {
    const period = await look[by]();
    if (period) return dated(period, by);
  }
  return null;
}

/**
 * Tells, as a warning of the whole file, that its title names another month than its name: one of both is left over from the
 * month before, and whose numbers they are only a person can say.
 */
export async function tellOtherMonth(
  warehouse: Warehouse,
  contract: Contract,
  name: string,
  parts: readonly Pick<Staged['parts'][number], 'title'>[],
  load: number,
): Promise<void> {
  const inTitle = periodInTitle(parts[0]?.title ?? '');
  const month = monthInName(name);
  if (inTitle === undefined || month === undefined) return;
  const [first, last] = [Number(inTitle.from.slice(5, 7)), Number(inTitle.until.slice(5, 7))];
  if (month >= first && month <= last) return;
  const message = storedMessages().land.otherMonth(first === last ? `${first}` : `${first}–${last}`, month);
  await warehouse.run(`
    insert into ops.quarantine (load_id, source, code, severity, message)
    values (${load}, ${literal(contract.id)}, 'other_month', 'warned', ${literal(message)})`);
}

/** The own date of a file that could not be read: only its name is known. */
export function nameDate(contract: Contract, name: string): Dated | null {
  const period = contract.record.dated_by.includes('name') ? periodInName(name) : undefined;
  return period ? dated(period, 'name') : null;
}
