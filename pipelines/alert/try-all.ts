import type { Alerts } from '../config/alerts.ts';
import { readHomeMemory } from '../config/home-memory.ts';
import { messages } from '../messages/index.ts';
import { titleOf } from './compose.ts';
import { inTime, type Patience, usualPatience } from './patience.ts';
import { recipientsOf, send } from './recipient.ts';
import type { Keys } from './secret.ts';

/** How a message to one recipient went; `reason`: why it did not arrive. */
export interface Tried {
  role: string;
  to: string;
  reason: string | undefined;
}

/** Sends everybody, or those of one role, a message that asks for nothing. What is kept of the telling stays as it is. */
export async function tryAll(
  keys: Keys,
  alerts: Alerts,
  role: string | undefined,
  at: Date,
  patience: Patience = usualPatience,
): Promise<Tried[]> {
  const text = messages().alert;
  const title = titleOf(readHomeMemory(keys.home)?.commune.name, [text.title.test]);
  const wanted = recipientsOf(alerts).filter((its) => role === undefined || its.role === role);
  return inTime(patience, (all) =>
    Promise.all(
      wanted.map(async (its) => ({
        role: its.role,
        to: its.shown,
        reason: await send({ keys, at, patience, all }, its, { title, text: text.test(its.role) }),
      })),
    ),
  );
}
