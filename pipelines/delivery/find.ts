import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { type DeliveryRow, listDeliveries } from './deliveries.ts';

/** The fewest characters of a hash by which a delivery is called. */
const fewest = 4;

/** The one delivery whose hash begins so. Throws `unknown_delivery`, `ambiguous_delivery` (exit code 2). */
export async function findDelivery(
  warehouse: Warehouse,
  sources: readonly string[],
  id: string,
): Promise<DeliveryRow> {
  const text = messages().cli.delivery;
  const wanted = id.toLowerCase();
  const found =
    wanted.length < fewest
      ? []
      : (await listDeliveries(warehouse, sources)).filter(({ sha256 }) => sha256.startsWith(wanted));
  const [first, second] = found;
  if (!first)
    throw new KpiError('unknown_delivery', text.unknown(id), { exitCode: 2, hint: text.unknownHint });
  if (second)
    throw new KpiError('ambiguous_delivery', text.ambiguous(id), {
      exitCode: 2,
      details: found.map(({ source, id: its, name }) => `${its}  ${source}  ${name}`),
    });
  return first;
}
