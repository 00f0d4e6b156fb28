import { messages } from '../messages/index.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';

/** How long one statement of a commune's file may run. All facts of the sample, 210,000 rows in 31 tables, are made in two to three seconds. */
export const limits = { statementMs: 300_000 };

/** Runs a statement of a commune; after the time the engine is told to stop, and the error says so. */
export async function withinTime<T>(warehouse: Warehouse, work: () => Promise<T>): Promise<T> {
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    warehouse.connection.interrupt();
  }, limits.statementMs);
  try {
    return await work();
  } catch (error) {
    throw isOver ? new Error(messages().model.tooLong(limits.statementMs / 1000), { cause: error }) : error;
  } finally {
    clearTimeout(timer);
  }
}
