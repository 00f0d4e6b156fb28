import type { Contract } from '../config/contract.ts';
import type { NamedDimension } from '../delivery/written-names.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import type { Decision } from './decision.ts';

/** `held`: the file waits for a person's word, for reasons that stand with it; nothing of it has landed. */
export type Verdict = 'accepted' | 'accepted_with_refusals' | 'refused' | 'held';

/** A file out of the archive, about to be landed. */
export interface Delivery {
  sha256: string;
  name: string;
  /** ISO date, Asia/Ho_Chi_Minh, on which it was pulled. */
  deliveredOn: string;
  /** A person has accepted the file although it was held. */
  isAccepted?: boolean;
  /** Where the hashes of what the file tells of persons are kept; a trial keeps none. */
  knownAt?: string;
  /** The commune's lists of places, by which a file of another one is known (`defineOwnPlaces` came before); a trial asks nothing of it. */
  places?: readonly NamedDimension[];
}

/** What a delivery says it is of, and where it says so; ISO dates. */
export interface Dated {
  /** Its own date: the newest day that it is of. */
  day: string;
  /** Its period: what it says, of a single day the month. */
  from: string;
  until: string;
  by: Contract['record']['dated_by'][number];
}

/** What came of landing one file, as `ops.load` keeps it. */
export interface LandedFile {
  loadId: number;
  verdict: Verdict;
  rows: {
    /** Every line of the file: read + set aside. */
    lines: number;
    /** Lines that are records: accepted + refused + superseded. */
    read: number;
    accepted: number;
    refused: number;
    /** A better row of the same file has the same key. */
    superseded: number;
    /** Titles, headers, totals, signatures, blank lines: no records. */
    setAside: number;
    /** Of the accepted: with a value that was mended; with a remark. */
    repaired: number;
    warned: number;
  };
  /** ISO dates of the oldest and newest business date among the accepted rows. */
  dataFrom: string | null;
  dataUntil: string | null;
  /** Null where nothing tells it. */
  dated: Dated | null;
  message: string | null;
  /** How columns were read as a whole, where their cells left it open. */
  decided: Decision[];
}

/** A file of which no line could be read. */
export const noRows: LandedFile['rows'] = {
  lines: 0,
  read: 0,
  accepted: 0,
  refused: 0,
  superseded: 0,
  setAside: 0,
  repaired: 0,
  warned: 0,
};

/** How the table was found in the file; nothing where it could not be read as one. */
export interface Reading {
  format?: string | null | undefined;
  encoding?: string | null | undefined;
  sheet?: string | null | undefined;
  header_row?: number | null | undefined;
}

export async function nextLoadId(warehouse: Warehouse): Promise<number> {
  return (await warehouse.one<{ id: number }>('select coalesce(max(load_id), 0) + 1 as id from ops.load')).id;
}

/** Notes in `ops.load` what came of a file under its contract. `loadedAt`: local time. */
export async function recordLoad(
  warehouse: Warehouse,
  contract: Contract,
  delivery: Delivery,
  loadedAt: string,
  load: LandedFile,
  { format, encoding, sheet, header_row }: Reading = {},
): Promise<void> {
  const { rows } = load;
  const values = [
    load.loadId,
    literal(contract.id),
    literal(delivery.sha256),
    literal(contract.hash),
    literal(delivery.name),
    `timestamp ${literal(loadedAt)}`,
    literal(load.verdict),
    literal(format),
    literal(encoding),
    literal(sheet),
    header_row || 'null',
    rows.lines,
    rows.setAside,
    rows.read,
    rows.accepted,
    rows.refused,
    rows.superseded,
    rows.repaired,
    rows.warned,
    `cast(${literal(load.dataFrom)} as date)`,
    `cast(${literal(load.dataUntil)} as date)`,
    `cast(${literal(load.dated?.day)} as date)`,
    `cast(${literal(load.dated?.from)} as date)`,
    `cast(${literal(load.dated?.until)} as date)`,
    literal(load.dated?.by),
    literal(load.message),
    literal(JSON.stringify(load.decided)),
  ];
  await warehouse.run(`
    insert into ops.load (load_id, source, sha256, contract_hash, file_name, loaded_at, verdict, format, encoding, sheet,
      header_row, lines, lines_set_aside, rows_read, rows_accepted, rows_refused, rows_superseded, rows_repaired, rows_warned,
      data_from, data_until, own_day, period_from, period_until, dated_by, message,
      decided)
    values (${values.join(', ')})`);
}
