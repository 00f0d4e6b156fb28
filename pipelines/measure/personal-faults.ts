import type { Project } from '../config/project.ts';
import { messages } from '../messages/index.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { CatalogueFault } from './catalogue-fault.ts';
import { lineageOf } from './lineage.ts';

/**
 * Indicators that are broken down by a person: a pseudonym would be the key of a part, and be told. To count different persons
 * (`each`) is what pseudonyms are for.
 */
export async function personalFaults(warehouse: Warehouse, project: Project): Promise<CatalogueFault[]> {
  const lineage = await lineageOf(warehouse, project);
  return project.indicators.flatMap((indicator) => {
    const { fact, by } = indicator;
    if (fact === undefined) return [];
    const { pseudonymsIn } = lineage(fact);
    return by.flatMap((column) => {
      const [pseudonym] = pseudonymsIn(column);
      if (pseudonym === undefined) return [];
      return [{ indicator, path: ['by'], message: messages().config.byPerson(column, pseudonym) }];
    });
  });
}
