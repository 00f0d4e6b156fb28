import type { Contract } from '../config/contract.ts';
import type { Delivery, LandedFile } from '../land/record-load.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';

/** Reads and lands one file. A file that is no table of this source becomes a refused load, not an error. */
export async function landOne(
  warehouse: Warehouse,
  contract: Contract,
  others: readonly Contract[],
  path: string,
  delivery: Delivery,
  loadedAt: string,
): Promise<LandedFile> {
  // The readers of all formats take a while to load: a night with nothing new does without them.
  const [{ landFile, refuseFile }, { arranged }, { readFileAs }, { isOfData, refusalOf, UnreadableFile }] =
    await Promise.all([
      import('../land/land-file.ts'),
      import('../arrange/arrange.ts'),
      import('../read/read-file.ts'),
      import('../read/unreadable.ts'),
    ]);
  try {
    const read = readFileAs(warehouse, path, contract, others);
    const tables = arranged(warehouse, contract, delivery.name, read);
    return await landFile(warehouse, contract, tables, delivery, loadedAt, others);
  } catch (error) {
    // Cells at which the engine breaks are the file's too; any other error while landing is the program's own.
    const refusal = error instanceof UnreadableFile || isOfData(error) ? refusalOf(error) : undefined;
    if (!refusal) throw error;
    return refuseFile(warehouse, contract, delivery, loadedAt, refusal);
  }
}
