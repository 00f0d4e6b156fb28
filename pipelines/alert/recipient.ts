import type { Alerts, MailSettings, Role, Webhook } from '../config/alerts.ts';
import { messages } from '../messages/index.ts';
import type { Message } from './compose.ts';
import { AlertFault } from './fault.ts';
import { sendMail } from './mail.ts';
import { type Patience, patiently } from './patience.ts';
import type { Keys } from './secret.ts';
import { postMessage } from './web.ts';

type Way = { mail: MailSettings; address: string } | { webhook: Webhook };

/** One address or service that one role is told by. */
export interface Recipient {
  /** Tells it from all others, in what is kept of the telling. */
  key: string;
  role: string;
  hears: Role['hears'];
  /** As the officer wrote it: for the screen. */
  shown: string;
  /** Without an address: for logs. */
  logged: string;
  way: Way;
}

/** Everybody whom a project tells anything, role by role. */
export function recipientsOf({ mail, webhooks, roles }: Alerts): Recipient[] {
  return Object.entries(roles).flatMap(([role, { mail: addresses, webhooks: ids, hears }]) => [
    ...(mail ? [...new Set(addresses)] : []).map((address) => ({
      key: `${role} mail ${address}`,
      role,
      hears,
      shown: address,
      logged: `${role} (${messages().alert.way.mail})`,
      way: { mail: mail as MailSettings, address },
    })),
    ...webhooks
      .filter(({ id }) => ids.includes(id))
      .map((webhook) => ({
        key: `${role} webhook ${webhook.id}`,
        role,
        hears,
        shown: webhook.id,
        logged: `${role} (${webhook.id})`,
        way: { webhook },
      })),
  ]);
}

/** The words of a fault; what nobody foresaw is told by nothing of its own, for it may quote a secret. */
export const reasonOf = (error: unknown): string =>
  error instanceof AlertFault ? error.message : messages().alert.fault.unreachable('?');

/** Surroundings of sending. */
export interface Post {
  keys: Keys;
  at: Date;
  patience: Patience;
  /** Ends all waiting. */
  all: AbortSignal;
}

/** Sends one message. Returns why it has not arrived; undefined where it has. */
export async function send(
  { keys, at, patience, all }: Post,
  { way }: Recipient,
  message: Message,
): Promise<string | undefined> {
  try {
    await patiently(patience, all, (signal) =>
      'webhook' in way
        ? postMessage(keys, way.webhook, message, signal)
        : sendMail(keys, way.mail, { ...message, to: way.address, at }, signal),
    );
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}
