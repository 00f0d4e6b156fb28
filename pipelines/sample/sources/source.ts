import type { SampleFile } from '../export/table.ts';
import type { Commune } from '../life/commune.ts';

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
