import { officers } from '../data/person-names.ts';
import type { Delivery } from '../export/deliver.ts';
import { asOf } from '../export/plan.ts';
import type { Person } from '../life/person.ts';
import { isoDate } from '../wall-clock.ts';
import { factOf } from './fact.ts';
import { fileOf, refusalsOf, type TruthFile, type TruthRefusal } from './files.ts';
import { newestRows } from './newest.ts';
import { readingsOf, type TruthReading } from './readings.ts';
import { type TruthVpcp06, vpcp06Of } from './vpcp06.ts';

/**
 * What reading the sample's files must come to, by the generator's own books: from the objects the files were written
 * from, never from the files.
 */
export interface DemoTruth {
  seed: number;
  /** yyyy-MM-dd; the state is that of the end of this day. */
  asOf: string;
  timeZone: 'Asia/Ho_Chi_Minh';
  files: TruthFile[];
  refused: TruthRefusal[];
  /** Accepted rows over all files. */
  landed: number;
  /** Dossiers that stand in at least one accepted row. */
  current: number;
  /** Of these, the ones that were received. */
  received: number;
  readings: TruthReading[];
  vpcp06: TruthVpcp06[];
  /** Everything personal in the files, all of it invented: nothing of it may reach a finished site. */
  persons: { invented: true; names: string[]; ids: string[]; phones: string[]; officers: string[] };
}

export function truthOf(seed: number, deliveries: readonly Delivery[]): DemoTruth {
  const files = deliveries.map(fileOf);
  const newest = newestRows(deliveries);
  const facts = newest.flatMap((row) => factOf(row) ?? []);
  return {
    seed,
    asOf: isoDate(asOf),
    timeZone: 'Asia/Ho_Chi_Minh',
    files,
    refused: deliveries.flatMap(refusalsOf),
    landed: files.reduce((sum, file) => sum + file.accepted, 0),
    current: newest.length,
    received: facts.length,
    readings: readingsOf(facts),
    vpcp06: vpcp06Of(facts),
    persons: personsIn(deliveries),
  };
}

function personsIn(deliveries: readonly Delivery[]): DemoTruth['persons'] {
  const persons = new Set<Person>();
  for (const { rows } of deliveries) for (const { row } of rows) persons.add(row.dossier.person);
  const sorted = (values: Iterable<string>) => [...new Set(values)].sort();
  const all = [...persons];
  return {
    invented: true,
    names: sorted(all.map((person) => person.name)),
    ids: sorted(all.map((person) => person.id)),
    phones: sorted(all.map((person) => person.phone)),
    officers: sorted(Object.values(officers).flat()),
  };
}
