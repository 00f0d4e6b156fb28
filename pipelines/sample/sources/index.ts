import { digitalSkills } from './digital-skills.ts';
import { eDocuments } from './e-documents.ts';
import { hamletList } from './hamlets.ts';
import { landParcels } from './land-parcels.ts';
import { petitions } from './petitions.ts';
import { population } from './population.ts';
import { populationByHamlet } from './population-by-hamlet.ts';
import { procedureCatalogue } from './procedures.ts';
import { publicServicePortal } from './public-service-portal.ts';
import { socialPayments } from './social-payments.ts';
import type { SampleGenerator } from './source.ts';
import { unitReturns } from './unit-returns.ts';
import { unitList } from './units.ts';

/** The sources of the sample commune in the order in which they are written. */
export const sampleGenerators: readonly SampleGenerator[] = [
  publicServicePortal,
  procedureCatalogue,
  petitions,
  socialPayments,
  eDocuments,
  digitalSkills,
  hamletList,
  unitList,
  population,
  populationByHamlet,
  landParcels,
  unitReturns,
];
