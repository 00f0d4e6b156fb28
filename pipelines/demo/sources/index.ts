import type { SampleGenerator } from './source.ts';

/** The sources of the sample commune besides the portal, in the order in which they are written. */
export const sampleGenerators: readonly SampleGenerator[] = [];
