import { messages } from '../messages/index.ts';
import type { Alerts, Secret, Webhook } from './alerts.ts';
import { nearest } from './nearest.ts';
import { fillSecrets, secretNames } from './pull-placeholders.ts';
import type { YamlFile } from './yaml-file.ts';

type Say = YamlFile<unknown>['fault'];
type Path = readonly (string | number)[];
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/;

/** A place of the message in a body: `{text}`; `${name}` is a secret. */
export const messagePlaces = /(?<!\$)\{([a-z_]+)\}/g;

/** Texts and numbers of a body with where they stand. */
function leaves(value: Json, path: Path): [Path, Json][] {
  if (value === null || typeof value !== 'object') return [[path, value]];
  return Object.entries(value).flatMap(([key, its]) => leaves(its, [...path, key]));
}

function secretFaults(
  path: Path,
  { env, file }: Secret,
  say: Say,
  { oneSecret } = messages().alert.settings,
): void {
  if ((env === undefined) === (file === undefined)) say(path, oneSecret);
}

/** Filled with one letter, then another: what differs between the two is decided by a secret. */
function urlFaults(path: Path, url: string, say: Say): void {
  const text = messages().alert.settings;
  const [a, b] = ['a', 'b'].map((letter) => {
    const filled = fillSecrets(url, new Map(secretNames(url).map((name) => [name, letter])), (its) => its);
    return URL.canParse(filled) ? new URL(filled) : undefined;
  });
  if (!a || !b || !/^https?:$/.test(a.protocol) || a.username !== '' || a.password !== '')
    say(path, text.url);
  else if (a.origin !== b.origin) say(path, text.secretHost);
  else if (a.protocol === 'http:' && !loopback.test(a.hostname)) say(path, text.openUrl);
  noPlaces(path, url, say);
}

/** The message goes into the body; elsewhere `{token}` was meant for a secret. */
function noPlaces(path: Path, content: string, say: Say): void {
  for (const [, name = ''] of content.matchAll(messagePlaces))
    say(path, messages().alert.settings.placeOutside(name));
}

/** Secrets that are asked for and not said, and said and not asked for. */
function usedFaults(
  path: Path,
  { secrets, places }: { secrets: Record<string, Secret>; places: readonly [Path, string][] },
  say: Say,
): void {
  const text = messages().alert.settings;
  for (const [at, content] of places) {
    for (const name of secretNames(content)) if (!(name in secrets)) say(at, text.secretUnknown(name));
    const written = content.match(/\$\{/g)?.length ?? 0;
    if (written !== secretNames(content).length) say(at, text.secretName);
  }
  const used = new Set(places.flatMap(([, content]) => secretNames(content)));
  for (const [name, secret] of Object.entries(secrets)) {
    if (!used.has(name)) say([...path, 'secrets', name], text.secretUnused(name));
    secretFaults([...path, 'secrets', name], secret, say);
  }
}

function webhookFaults(path: Path, { url, headers, body, secrets }: Webhook, say: Say): void {
  const text = messages().alert.settings;
  urlFaults([...path, 'url'], url, say);
  const values = leaves(body as Json, [...path, 'body']);
  const texts = values.filter((its): its is [Path, string] => typeof its[1] === 'string');
  const places = new Set(
    texts.flatMap(([, its]) => [...its.matchAll(messagePlaces)].map(([, name]) => name)),
  );
  if (!places.has('text')) say([...path, 'body'], text.noText);
  for (const [at, its] of texts)
    for (const [, name = ''] of its.matchAll(messagePlaces))
      if (name !== 'text' && name !== 'title') say(at, text.placeUnknown(name));
  // Of a longer number the last digits would be others.
  for (const [at, its] of values)
    if (typeof its === 'number' && !Number.isSafeInteger(its) && Number.isInteger(its))
      say(at, text.longNumber);
  for (const [name, its] of Object.entries(headers)) noPlaces([...path, 'headers', name], its, say);
  const all: [Path, string][] = [
    [[...path, 'url'], url],
    ...Object.entries(headers).map(([name, its]): [Path, string] => [[...path, 'headers', name], its]),
    ...texts,
  ];
  usedFaults(path, { secrets, places: all }, say);
}

/** What is wrong across the fields of alerts.yaml. */
export function alertFaults({ mail, webhooks, roles, ping }: Alerts, say: Say): void {
  const text = messages().alert.settings;
  if (mail) {
    if (mail.security === 'none' && !loopback.test(mail.host)) say(['mail', 'security'], text.openMail);
    if ((mail.user === undefined) !== (mail.password === undefined)) say(['mail'], text.userAndPassword);
    if (mail.password) secretFaults(['mail', 'password'], mail.password, say);
  }
  const ids = webhooks.map(({ id }) => id);
  webhooks.forEach((webhook, at) => {
    if (ids.indexOf(webhook.id) !== at) say(['webhooks', at, 'id'], text.twice(webhook.id));
    webhookFaults(['webhooks', at], webhook, say);
  });
  if (ping) {
    urlFaults(['ping', 'url'], ping.url, say);
    usedFaults(['ping'], { secrets: ping.secrets, places: [[['ping', 'url'], ping.url]] }, say);
  }
  for (const [name, role] of Object.entries(roles)) {
    if (role.mail.length > 0 && !mail) say(['roles', name, 'mail'], text.noMail);
    if (role.mail.length + role.webhooks.length === 0) say(['roles', name], text.nobody);
    role.webhooks.forEach((id, at) => {
      if (!ids.includes(id)) say(['roles', name, 'webhooks', at], text.webhookUnknown(id, nearest(id, ids)));
    });
  }
}
