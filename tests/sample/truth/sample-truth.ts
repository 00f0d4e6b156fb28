import { defaultSeed } from '../../../pipelines/sample/index.ts';
import { communeOf } from '../../../pipelines/sample/life/commune.ts';
import { sampleGenerators } from '../../../pipelines/sample/sources/index.ts';
import { type PortalTruth, portalTruth } from './portal-truth.ts';

/** What a reader must count in one file. */
export interface TruthSourceFile {
  source: string;
  file: string;
  read: number;
  accepted: number;
  refused: number;
  superseded: number;
}

/** The truth of all sources: `persons` covers them all. */
export interface SampleTruth extends PortalTruth {
  sources: TruthSourceFile[];
}

/** What a home made with the default seed must come to. Takes some seconds: every file is written anew to be counted. */
export function sampleTruth(): SampleTruth {
  const commune = communeOf(defaultSeed);
  const portal = portalTruth(defaultSeed, commune);
  const names = new Set(portal.persons.names);
  const ids = new Set(portal.persons.ids);
  const sources: TruthSourceFile[] = [];
  for (const generate of sampleGenerators) {
    const { source, files, persons } = generate(defaultSeed, commune);
    for (const { name, rows, accepted, refused, superseded } of files)
      sources.push({ source, file: name, read: rows, accepted, refused, superseded });
    for (const name of persons?.names ?? []) names.add(name);
    for (const id of persons?.ids ?? []) ids.add(id);
  }
  return { ...portal, sources, persons: { ...portal.persons, names: [...names], ids: [...ids] } };
}
