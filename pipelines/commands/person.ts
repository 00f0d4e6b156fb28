import type { Readable } from 'node:stream';
import { localTimestamp } from '../config/clock.ts';
import type { Contract } from '../config/contract.ts';
import { KpiError } from '../error.ts';
import { type PersonDelivery, personDeliveries } from '../land/person-report.ts';
import { pseudonymIn } from '../land/pseudonym.ts';
import { type AccessKind, aboutPerson, recordAccess, type ShownAs } from '../measure/access.ts';
import { messages } from '../messages/index.ts';
import { requireWarehouse } from '../run/open-warehouse.ts';
import { takeRunLock } from '../run/run-lock.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { askNumber } from './ask-number.ts';
import type { Context } from './context.ts';
import { overDeliveries } from './delivery.ts';
import { whoAndWhy } from './who-and-why.ts';

export interface PersonOptions {
  /** Who, and what for. */
  byWhom?: string;
}

/** Somebody's asking about a person; of the person there is the pseudonym alone. */
export interface AboutPerson {
  warehouse: Warehouse;
  contracts: readonly Contract[];
  pseudonym: string;
  /** What there is of the person before anything is done. */
  deliveries: readonly PersonDelivery[];
  /** Local time. */
  now: string;
}

/** Whether a text holds a number, in whatever groups. */
const holds = (text: string, number: string): boolean =>
  text
    .normalize('NFKC')
    .replace(/(?<=\d)[ .-]+(?=\d)/g, '')
    .includes(number);

/**
 * Does something about one person: who asks, what for and the number are asked first; it is recorded before it is done, under the run lock,
 * since a rebuild going on would lose it.
 */
export async function aboutOnePerson<T>(
  context: Context,
  { byWhom }: PersonOptions,
  { kind, shownAs, input }: { kind: AccessKind; shownAs: ShownAs | null; input: Readable },
  work: (its: AboutPerson) => Promise<T>,
): Promise<T> {
  const text = messages().person;
  const access = whoAndWhy(byWhom, text.byWhomMissing);
  await requireWarehouse(context.home);
  const number = await askNumber(context, input);
  if (holds(byWhom ?? '', number))
    throw new KpiError('number_in_purpose', text.numberInPurpose, { exitCode: 2 });
  const now = localTimestamp(context.clock());
  const letGo = await takeRunLock(context.home.lock, now);
  try {
    return await overDeliveries(context, undefined, async (warehouse, contracts) => {
      const pseudonym = await pseudonymIn(warehouse, context.home, number);
      const deliveries = await personDeliveries(warehouse, pseudonym);
      const rows = deliveries.reduce((sum, its) => sum + its.rows + its.others, 0);
      await recordAccess(warehouse, {
        ...aboutPerson,
        ...access,
        kind,
        accessed_at: now,
        rows,
        shown_as: shownAs,
      });
      const result = await work({ warehouse, contracts, pseudonym, deliveries, now });
      context.say(text.recorded(access.by_whom, access.purpose));
      return result;
    });
  } finally {
    await letGo();
  }
}
