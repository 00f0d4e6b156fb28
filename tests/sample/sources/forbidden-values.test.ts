import { expect, test } from 'vitest';
import { readProject } from '../../../pipelines/config/project.ts';
import { projectFiles } from '../../../pipelines/config/project-files.ts';
import { forbiddenValues } from '../../../pipelines/run/publish-site.ts';
import { communeOf } from '../../../pipelines/sample/life/commune.ts';
import { eDocuments } from '../../../pipelines/sample/sources/e-documents.ts';
import { hamletList } from '../../../pipelines/sample/sources/hamlets.ts';
import { petitions } from '../../../pipelines/sample/sources/petitions.ts';
import { procedureCatalogue } from '../../../pipelines/sample/sources/procedures.ts';
import { socialPayments } from '../../../pipelines/sample/sources/social-payments.ts';
import { checkout } from '../../pipeline/sample-home.ts';
import { stagedWarehouse } from './warehouse.ts';

test('what names one case or one person may not be published; offices, lists and dates may', async () => {
  const commune = communeOf(57);
  const warehouse = await stagedWarehouse(
    [eDocuments, hamletList, petitions, procedureCatalogue, socialPayments].map((make) => make(57, commune)),
  );
  const forbidden = await forbiddenValues(warehouse, await readProject(projectFiles(checkout)));

  const guarded = await warehouse.all<{ value: string }>(`
    select petition_code as value from landing.petitions union select recipient from landing.social_payments`);
  expect(guarded.length).toBeGreaterThan(1500);
  expect(guarded.filter(({ value }) => !forbidden.has(value))).toEqual([]);

  const open = await warehouse.all<{ value: string }>(`
    select issuer as value from landing.e_documents
    union select issued_on::varchar from landing.e_documents
    union select pay_year::varchar from landing.social_payments
    union select code from landing.hamlets
    union select procedure_code from landing.procedures`);
  expect(open.filter(({ value }) => forbidden.has(value))).toEqual([]);
});
