import type { Dossier } from '../life/dossier.ts';
import type { Person } from '../life/person.ts';
import type { Resident } from '../life/resident.ts';

/** What the simulation of the commune gives; the sources around the portal draw on the same people. */
export interface Commune {
  dossiers: readonly Dossier[];
  persons: readonly Person[];
  /** Everybody who lives here in the year; all persons of the dossiers are among them. */
  residents: readonly Resident[];
}

/** One file of a source, with what a reader must count in it. */
export interface SampleFile {
  name: string;
  bytes: Uint8Array;
  /** Data rows: no titles, headers, blank lines, sections, totals, signatures. */
  rows: number;
  accepted: number;
  refused: number;
}

/** All that one source of the sample commune delivers. */
export interface SampleSource {
  /** The folder under `sources/` and in the inbox. */
  source: string;
  files: SampleFile[];
  /** Everything personal in the files, all of it invented: nothing of it may reach a finished site. */
  persons?: { names: string[]; ids: string[] };
}

/** Makes the files of one source. Pure: the same seed gives the same bytes. */
export type SampleGenerator = (seed: number, commune: Commune) => SampleSource;
