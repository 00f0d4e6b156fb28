import { deliver } from './export/deliver.ts';
import { simulateCommune } from './life/commune.ts';
import type { Dossier } from './life/dossier.ts';
import type { Person } from './life/person.ts';
import { type DemoTruth, truthOf } from './truth/truth.ts';

export interface DemoFile {
  name: string;
  bytes: Uint8Array;
}

export interface Demo {
  files: DemoFile[];
  truth: DemoTruth;
  /** What the files were written from; the sources around the portal draw on it. */
  commune: { dossiers: Dossier[]; persons: Person[] };
}

/**
 * The sample commune: what the portal of xã Rạng Đông would have exported for January to October 2026, and what the
 * indicators must come to. Pure: the same seed gives the same bytes.
 *
 * @param options.seed a whole number from 0 to 2^53 − 1
 */
export function generateDemo({ seed }: { seed: number }): Demo {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`generateDemo: the seed must be a whole number from 0 on, got ${seed}`);
  }
  const commune = simulateCommune(seed);
  const deliveries = deliver(seed, commune.dossiers);
  return {
    files: deliveries.map(({ name, bytes }) => ({ name, bytes })),
    truth: truthOf(seed, deliveries),
    commune,
  };
}
