import { type Json, messagePlaces } from '../config/alert-faults.ts';
import type { Ping, Webhook } from '../config/alerts.ts';
import { fillSecrets } from '../config/pull-placeholders.ts';
import { messages } from '../messages/index.ts';
import { fitted, type Message } from './compose.ts';
import { AlertFault, codeOf, isOfCertificate } from './fault.ts';
import { type Keys, readSecrets } from './secret.ts';

type Secrets = ReadonlyMap<string, string>;

/** What is sent, and what of an answer is looked at. */
const [mostSent, mostRead] = [64 * 1024, 64 * 1024];

/** Any sign that may stand in a part of a path stays: a token of Telegram has a colon. */
const inUrl = (value: string): string =>
  encodeURIComponent(value).replaceAll('%3A', ':').replaceAll('%40', '@');

/** Fills in by value, each text at once: what is filled in is never looked at for places again, and JSON stays JSON. */
function filled(value: Json, message: Message, secrets: Secrets): Json {
  if (typeof value === 'string') {
    const places = new RegExp(`\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}|${messagePlaces.source}`, 'g');
    return value.replace(places, (whole, secret?: string, place?: string) =>
      secret === undefined ? (message[place as keyof Message] ?? whole) : (secrets.get(secret) ?? whole),
    );
  }
  if (Array.isArray(value)) return value.map((its) => filled(its, message, secrets));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, its]) => [key, filled(its, message, secrets)]));
}

function headersOf(headers: Webhook['headers'], secrets: Secrets): Record<string, string> {
  for (const [name, value] of secrets) {
    const isUsed = Object.values(headers).some((its) => its.includes(`\${${name}}`));
    // Checked here, because the client's own complaint would quote it.
    if (isUsed && !/^[\t\x20-\x7e]*$/.test(value))
      throw new AlertFault(messages().alert.fault.unusable(name), { passing: false });
  }
  return Object.fromEntries(
    Object.entries(headers).map(([name, its]) => [name.toLowerCase(), fillSecrets(its, secrets, (v) => v)]),
  );
}

/** The beginning of an answer; undefined where it is longer than anybody reads. */
async function textOf(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || value === undefined) break;
    chunks.push(value);
    bytes += value.length;
    if (bytes > mostRead) {
      await reader?.cancel();
      return undefined;
    }
  }
  reader?.releaseLock();
  return Buffer.concat(chunks).toString('utf8');
}

function refuseAnswer(text: string | undefined, { field, equals }: NonNullable<Webhook['success']>): void {
  const fault = messages().alert.fault;
  let answer: unknown;
  try {
    answer = JSON.parse(text ?? '');
  } catch {
    throw new AlertFault(fault.notJson, { passing: false });
  }
  const value = field.split('.').reduce<unknown>((node, key) => Object(node)[key], answer);
  if (!equals.some((its) => its === value))
    throw new AlertFault(fault.refusedInside(field), { passing: false });
}

/** One request. Nobody is followed elsewhere: another server would get the secrets. */
async function ask(
  url: string,
  init: RequestInit,
  success: Webhook['success'],
  signal: AbortSignal,
): Promise<void> {
  const fault = messages().alert.fault;
  const fetched = await fetch(url, { ...init, redirect: 'manual', signal }).catch((error: unknown) => {
    const code = codeOf((error as { cause?: unknown }).cause);
    throw isOfCertificate(code)
      ? new AlertFault(fault.certificate(code), { passing: false })
      : new AlertFault(fault.unreachable(code || 'network'), { passing: true });
  });
  try {
    const { status, ok } = fetched;
    if (!ok)
      throw new AlertFault(fault.status(status), {
        passing: status >= 500 || status === 408 || status === 429,
      });
    if (success) {
      const text = await textOf(fetched).catch(() => {
        throw new AlertFault(fault.unreachable('ECONNRESET'), { passing: true });
      });
      refuseAnswer(text, success);
    }
  } finally {
    await fetched.body?.cancel().catch(() => undefined);
  }
}

/** Hands a message to a service; 2xx, and what `success` asks of the answer, means that it has it. Throws an `AlertFault`. */
export async function postMessage(
  keys: Keys,
  webhook: Webhook,
  message: Message,
  signal: AbortSignal,
): Promise<void> {
  const secrets = await readSecrets(keys, webhook.secrets);
  const url = fillSecrets(webhook.url, secrets, inUrl);
  const body = JSON.stringify(filled(webhook.body as Json, fitted(message, webhook.longest), secrets));
  if (Buffer.byteLength(body) > mostSent)
    throw new AlertFault(messages().alert.fault.tooLarge, { passing: false });
  const headers = {
    'user-agent': 'nq57-kpi',
    'content-type': 'application/json',
    ...headersOf(webhook.headers, secrets),
  };
  await ask(url, { method: 'POST', headers, body }, webhook.success, signal);
}

/** Tells whoever watches for silence that the program lives. Throws an `AlertFault`. */
export async function sendPing(keys: Keys, ping: Ping, signal: AbortSignal): Promise<void> {
  const url = fillSecrets(ping.url, await readSecrets(keys, ping.secrets), inUrl);
  await ask(url, { headers: { 'user-agent': 'nq57-kpi' } }, undefined, signal);
}
