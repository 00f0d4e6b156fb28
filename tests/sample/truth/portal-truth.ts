import { officers } from '../../../pipelines/sample/data/person-names.ts';
import type { Commune } from '../../../pipelines/sample/life/commune.ts';
import { type Delivered, deliveredBy } from './delivered.ts';
import { factOf } from './fact.ts';
import { fileOf, refusalsOf, type TruthFile, type TruthRefusal } from './files.ts';
import { newestRows } from './newest.ts';
import { readingsOf, type TruthReading } from './readings.ts';
import { type TruthVpcp06, vpcp06Of } from './vpcp06.ts';

/**
 * What reading the portal's files must come to, by books of its own: from the objects the files were written from, never
 * from the files.
 */
export interface PortalTruth {
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
  persons: { names: string[]; ids: string[]; phones: string[]; officers: string[] };
}

export function portalTruth(seed: number, { dossiers }: Commune): PortalTruth {
  const deliveries = deliveredBy(seed, dossiers);
  const files = deliveries.map(fileOf);
  const newest = newestRows(deliveries);
  const facts = newest.flatMap((standing) => factOf(standing) ?? []);
  return {
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

function personsIn(deliveries: readonly Delivered[]): PortalTruth['persons'] {
  const persons = new Set(deliveries.flatMap(({ rows }) => rows.map(({ row }) => row.dossier.person)));
  const sorted = (values: Iterable<string>) => [...new Set(values)].sort();
  const all = [...persons];
  return {
    names: sorted(all.map((person) => person.name)),
    ids: sorted(all.map((person) => person.id)),
    phones: sorted(all.map((person) => person.phone)),
    officers: sorted(Object.values(officers).flat()),
  };
}
