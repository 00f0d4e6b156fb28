import { tableFile } from '../export/table.ts';
import { deliver } from './portal/deliver.ts';
import type { SampleGenerator } from './source.ts';

/** Dossiers of January to October, month by month, open ones again and again, and a re-export of July. */
export const publicServicePortal: SampleGenerator = (seed, { dossiers }) => {
  const deliveries = deliver(seed, dossiers);
  const persons = new Set(
    deliveries.flatMap(({ table }) => Array.from(table.rows, ({ dossier }) => dossier.person)),
  );
  return {
    source: 'public-service-portal',
    files: deliveries.map(({ table }) => tableFile(table)),
    persons: {
      names: [...new Set([...persons].map(({ name }) => name))],
      ids: [...persons].map(({ id }) => id),
    },
  };
};
