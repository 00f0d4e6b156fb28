import { simulateCommune } from '../../../pipelines/demo/life/commune.ts';
import { settle } from '../../../pipelines/demo/life/resident.ts';
import type { Commune } from '../../../pipelines/demo/sources/source.ts';

/** The commune that a seed gives, as the generators of sources take it. */
export function communeOf(seed: number): Commune {
  const { dossiers, persons } = simulateCommune(seed);
  return { dossiers, persons, residents: settle(seed, persons) };
}
