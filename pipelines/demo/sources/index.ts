import { hamletList } from './hamlets.ts';
import { procedureCatalogue } from './procedures.ts';
import type { SampleGenerator } from './source.ts';
import { unitList } from './units.ts';

/** The sources of the sample commune besides the portal, in the order in which they are written. */
export const sampleGenerators: readonly SampleGenerator[] = [procedureCatalogue, hamletList, unitList];
