import type { Project } from '../../pipelines/config/project.ts';
import type { Warehouse } from '../../pipelines/warehouse/warehouse.ts';
import type { Delivery } from '../naive/gaps.ts';

/** What the files of the sample commune say of themselves, for the second implementation. */
export async function sampleDeliveries(
  warehouse: Warehouse,
  { contracts }: Project,
  reportDay: string,
): Promise<Delivery[]> {
  const files = await warehouse.all<{
    source: string;
    contract: string;
    from: string | null;
    until: string | null;
    name: string;
    says: { from: string; until: string };
  }>(
    `select source, contract_hash as contract, data_from as "from", data_until as until, file_name as name,
       {'from': coalesce(period_from, date '2026-01-01'), 'until': coalesce(period_until, date '2026-12-31')} as says
     from ops.load where verdict <> 'refused'`,
  );
  const current = new Set(contracts.map(({ hash }) => hash));
  return files
    .filter(({ contract }) => current.has(contract))
    .map(({ source, from, until, name, says }) => ({
      source,
      from,
      until,
      // The sessions of half a year stand in one file, whose title only says until when.
      says: name.includes('6-thang') ? { ...says, from: '2026-01-01' } : says,
      taken: reportDay,
    }));
}
