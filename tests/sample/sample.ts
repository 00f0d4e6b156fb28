import type { SampleFile } from '../../pipelines/sample/export/table.ts';
import { defaultSeed } from '../../pipelines/sample/index.ts';
import { communeOf } from '../../pipelines/sample/life/commune.ts';
import { publicServicePortal } from '../../pipelines/sample/sources/public-service-portal.ts';
import { type PortalTruth, portalTruth } from './truth/portal-truth.ts';

interface PortalSample {
  files: SampleFile[];
  truth: PortalTruth;
}

let made: PortalSample | undefined;

/** The portal's part of the sample of the default seed, generated once a test file. */
export function sample(): PortalSample {
  if (!made) {
    const commune = communeOf(defaultSeed);
    const { files } = publicServicePortal(defaultSeed, commune);
    made = { files, truth: portalTruth(defaultSeed, commune) };
  }
  return made;
}
