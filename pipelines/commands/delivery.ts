import { localTimestamp } from '../config/clock.ts';
import type { Contract } from '../config/contract.ts';
import type { Project } from '../config/project.ts';
import { decide, type PersonsDecision } from '../delivery/decide.ts';
import type { DeliveryRow } from '../delivery/deliveries.ts';
import { findDelivery } from '../delivery/find.ts';
import type { ExitCode } from '../error.ts';
import { messages } from '../messages/index.ts';
import { openWarehouse, requireWarehouse } from '../run/open-warehouse.ts';
import { takeRunLock } from '../run/run-lock.ts';
import { projectOf } from '../run/setting.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { Context } from './context.ts';
import { unknownSource } from './known-source.ts';
import { requireByWhom } from './period-lock.ts';

/** Options of the commands that speak of one delivery. */
export interface OneDelivery {
  id: string;
  source?: string;
}

/** The contracts whose deliveries are meant, and the warehouse while the work lasts. Throws `no_marts`, `unknown_source`. */
export async function overDeliveries<T>(
  context: Context,
  source: string | undefined,
  work: (warehouse: Warehouse, contracts: readonly Contract[], project: Project) => Promise<T>,
): Promise<T> {
  await requireWarehouse(context.home);
  const project = await projectOf(context);
  const { contracts } = project;
  const meant = contracts.filter(({ id }) => source === undefined || id === source);
  if (source !== undefined && meant.length === 0)
    throw unknownSource(
      source,
      contracts.map(({ id }) => id),
    );
  const warehouse = await openWarehouse(context.home);
  try {
    return await work(warehouse, meant, project);
  } finally {
    await warehouse.close();
  }
}

/** One delivery with its contract. Throws `unknown_delivery`, `ambiguous_delivery`. */
export const overOneDelivery = <T>(
  context: Context,
  { id, source }: OneDelivery,
  work: (warehouse: Warehouse, delivery: DeliveryRow, contract: Contract) => Promise<T>,
): Promise<T> =>
  overDeliveries(context, source, async (warehouse, contracts) => {
    const ids = contracts.map((contract) => contract.id);
    const delivery = await findDelivery(warehouse, ids, id);
    const contract = contracts.find((its) => its.id === delivery.source);
    if (!contract) throw new Error(`no contract of ${delivery.source}`);
    return work(warehouse, delivery, contract);
  });

/** Records a decision on one delivery and says what follows from it; no run may be under way. */
export async function decideOn(
  context: Context,
  options: OneDelivery & { byWhom?: string },
  decision: PersonsDecision,
): Promise<ExitCode> {
  const by = requireByWhom(options.byWhom);
  const now = localTimestamp(context.clock());
  const letGo = await takeRunLock(context.home.lock, now);
  try {
    const { name } = await overOneDelivery(context, options, async (warehouse, delivery) => {
      await decide(warehouse, context.home, delivery, decision, by, now);
      return delivery;
    });
    context.print(messages().cli.delivery.done[decision](name));
  } finally {
    await letGo();
  }
  return 0;
}
