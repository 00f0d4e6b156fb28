import type { Contract } from '../config/contract.ts';
import { doubtOf } from '../delivery/decide.ts';
import { keyColumns, rowDay, standingRows } from '../delivery/standing-rows.ts';
import { storedMessages } from '../messages/index.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { type Doubt, doubtsOf } from './doubt.ts';
import { recordReasons } from './held.ts';
import { landingTable, refusedTable } from './landing-table.ts';
import type { Delivery, LandedFile } from './record-load.ts';

/** A landed file among those of its source that were taken before it. */
interface Standing {
  [key: string]: unknown;
  place: number;
  /** Whether files before it are later ones by their own date, and the newest of those (dd/mm/yyyy). */
  is_older: boolean;
  newest: string | null;
  own: string;
  /** Rows of the file that it replaces: the list before it, or that of the same period; null where there is none. */
  before: number | null;
}

async function standingOf(
  warehouse: Warehouse,
  contract: Contract,
  load: number,
): Promise<Standing | undefined> {
  const isSamePeriod =
    contract.record.delivery === 'period'
      ? 'and e.period_from >= o.period_from and e.period_until <= o.period_until'
      : '';
  const [standing] = await warehouse.all<Standing>(`
    with its as (
      -- A list from which somebody was taken is no shorter for it.
      select *, rows_accepted + (select count(*) from ops.quarantine q where q.load_id = s.load_id and q.code = 'forgotten') as rows_landed
      from ops.standing_load s where source = ${literal(contract.id)}
    ),
    own as (select * from its where load_id = ${load}),
    earlier as (select e.* from its e, own o where e.load_id < o.load_id and e.pulled_at <= o.pulled_at)
    select o.place::integer as place, vi_date(o.own_date) as own,
      exists (from earlier e where e.place > o.place) as is_older,
      (select vi_date(arg_max(e.own_date, e.place)) from earlier e) as newest,
      (select arg_max(e.rows_landed, e.place)::integer from earlier e where e.place < o.place ${isSamePeriod}) as before
    from own o`);
  return standing;
}

/** Rows of an older file that change nothing, because a later one has their record, or is all of their period. */
async function withoutEffect(warehouse: Warehouse, contract: Contract, load: number): Promise<number> {
  const { n } = await warehouse.one<{ n: number }>(`
    select (select count(*) from ${landingTable(contract)} where _load = ${load})
      - (select count(*) from (${standingRows(contract, { keys: keysOf(contract, load) })}) where _load = ${load}) as n`);
  return n;
}

const keysOf = (contract: Contract, load: number): string =>
  `(select distinct ${keyColumns(contract)} from ${landingTable(contract)} where _load = ${load})`;

/** Records that stood before a file and are gone with it: of the list, or of its period. */
async function goneWith(
  warehouse: Warehouse,
  contract: Contract,
  load: number,
  place: number,
): Promise<number> {
  const ofIts =
    contract.record.delivery === 'period'
      ? `join ops.standing_load o on o.load_id = ${load} and ${rowDay(contract, 's')} between o.period_from and o.period_until`
      : `join (select max(load_id) as load_id from ops.standing_load where source = ${literal(contract.id)} and place = ${place - 1}) o on o.load_id = s._load`;
  const { n } = await warehouse.one<{ n: number }>(`
    select count(*) as n from (
      select ${keyColumns(contract)} from (${standingRows(contract, { before: place })}) s ${ofIts}
      except select ${keyColumns(contract)} from ${landingTable(contract)} where _load = ${load}
      except select ${keyColumns(contract)} from ${refusedTable(contract)} where _load = ${load})`);
  return n;
}

/** Takes a landed file back: its rows go, the load stays as held, with the reasons. */
async function hold(
  warehouse: Warehouse,
  contract: Contract,
  load: LandedFile,
  doubts: readonly Doubt[],
): Promise<LandedFile> {
  const message = await recordReasons(warehouse, contract, load.loadId, doubts);
  for (const table of [landingTable(contract), refusedTable(contract)])
    await warehouse.run(`delete from ${table} where _load = ${load.loadId}`);
  await warehouse.run(`
    update ops.load set verdict = 'held', rows_accepted = 0, rows_refused = rows_read - rows_superseded, data_from = null, data_until = null,
      message = ${literal(message)} where load_id = ${load.loadId}`);
  const rows = { ...load.rows, accepted: 0, refused: load.rows.read - load.rows.superseded };
  return { ...load, verdict: 'held', rows, dataFrom: null, dataUntil: null, message };
}

async function tell(
  warehouse: Warehouse,
  contract: Contract,
  load: number,
  code: 'older_delivery' | 'rows_gone',
  message: string,
): Promise<void> {
  await warehouse.run(`
    insert into ops.quarantine (load_id, source, code, severity, message)
    values (${load}, ${literal(contract.id)}, ${literal(code)}, 'warned', ${literal(message)})`);
}

/** Whether a file is all of something, and others were before it. */
const isWhole = ({ record }: Contract, { before }: Standing): boolean =>
  record.delivery !== 'increment' && before !== null;

/** A list or a period that has shrunk beyond what the contract allows, beside those of its source that were taken before it. */
async function shrunk(
  warehouse: Warehouse,
  contract: Contract,
  load: LandedFile,
): Promise<Doubt | undefined> {
  if (contract.record.delivery === 'increment') return undefined;
  const standing = await standingOf(warehouse, contract, load.loadId);
  const { may_shrink: limit } = contract.record;
  const { accepted } = load.rows;
  if (!standing || standing.before === null || accepted >= standing.before * (1 - limit)) return undefined;
  return {
    code: 'list_shrank',
    reason: storedMessages().land.delivery.shrank(standing.before, accepted, limit),
  };
}

/**
 * Holds a landed file that is sound row by row and yet cannot be right, by what its source has delivered before it, unless a person
 * has accepted it. Undefined where it stays.
 */
export async function holdDoubtful(
  warehouse: Warehouse,
  contract: Contract,
  { isAccepted, sha256, places }: Delivery,
  load: LandedFile,
): Promise<LandedFile | undefined> {
  if (isAccepted || load.verdict === 'refused' || load.verdict === 'held') return undefined;
  const list = await shrunk(warehouse, contract, load);
  const figures = await doubtOf(warehouse, contract.id, sha256);
  const doubts: Doubt[] = [
    ...(list ? [list] : []),
    ...(figures === undefined ? [] : [{ code: 'value_jumped' as const, reason: figures }]),
    ...(await doubtsOf(warehouse, contract, load, places)),
  ];
  return doubts.length > 0 ? hold(warehouse, contract, load, doubts) : undefined;
}

/**
 * Tells what comes of a landed file beside those of its source that were taken before it. One that is older by its own date fills gaps
 * only, and says of how many rows nothing comes; of what a whole list or period lacks it is told that it is gone.
 */
export async function tellEffect(
  warehouse: Warehouse,
  contract: Contract,
  load: Pick<LandedFile, 'loadId'> & { rows: Pick<LandedFile['rows'], 'accepted'> },
): Promise<void> {
  const text = storedMessages().land.delivery;
  const standing = await standingOf(warehouse, contract, load.loadId);
  if (!standing) return;
  const { place, own, newest } = standing;
  const { accepted } = load.rows;
  if (standing.is_older) {
    const n = await withoutEffect(warehouse, contract, load.loadId);
    if (n > 0)
      await tell(
        warehouse,
        contract,
        load.loadId,
        'older_delivery',
        text.older(own, newest ?? '', n, accepted),
      );
  } else if (isWhole(contract, standing)) {
    const n = await goneWith(warehouse, contract, load.loadId, place);
    if (n > 0) await tell(warehouse, contract, load.loadId, 'rows_gone', text.gone(n));
  }
}

/** Tells the same anew of all loads of a source, each beside those that had landed before it: rows have been taken out. */
export async function tellEffectsAnew(warehouse: Warehouse, contract: Contract): Promise<void> {
  const source = literal(contract.id);
  const loads = await warehouse.all<{ loadId: number; accepted: number }>(
    `select load_id as "loadId", rows_accepted as accepted from ops.standing_load where source = ${source} order by load_id`,
  );
  try {
    for (const { loadId, accepted } of loads) {
      await warehouse.run(
        `delete from ops.quarantine where load_id = ${loadId} and code in ('older_delivery', 'rows_gone')`,
      );
      // In such a session loads are out of sight: see `ops.standing_load`.
      await warehouse.run(
        `set variable later_lists = (select coalesce(list(load_id), []) from ops.load where source = ${source} and load_id > ${loadId})`,
      );
      await tellEffect(warehouse, contract, { loadId, rows: { accepted } });
    }
  } finally {
    await warehouse.run('reset variable later_lists');
  }
}
