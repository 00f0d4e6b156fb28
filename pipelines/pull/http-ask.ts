import { presentableName } from '../archive/archived-file.ts';
import { fillDates, fillSecrets, secretNames } from '../config/pull-placeholders.ts';
import type { HttpSettings } from '../config/pull-settings.ts';
import { PullFault } from './fault.ts';
import type { Secrets } from './secrets.ts';

/** A request made complete: dates and secrets in their places. */
export interface Ask {
  url: URL;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body: string | undefined;
}

const asIs = (value: string): string => value;

/** How a value is written inside a body of this kind, so that a quote or & in a secret stays part of it. */
function encoderOf(contentType: string): (value: string) => string {
  if (/json/i.test(contentType)) return (value) => JSON.stringify(value).slice(1, -1);
  if (/x-www-form-urlencoded/i.test(contentType)) return encodeURIComponent;
  return asIs;
}

/** The Content-Type a body has when its headers do not say. */
function typeOfBody(body: string): string {
  return /^\s*[{[]/.test(body) ? 'application/json' : 'application/x-www-form-urlencoded';
}

/** Fills in dates and secrets. Throws a fault when a secret cannot stand in a header. */
export function makeAsk(settings: HttpSettings, secrets: Secrets, localDate: string): Ask {
  const headers: Record<string, string> = { 'user-agent': 'nq57-kpi', accept: '*/*' };
  for (const [name, template] of Object.entries(settings.headers)) {
    for (const secret of secretNames(template)) {
      // Checked here, because the client's own complaint might quote the header.
      if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(secrets.get(secret) ?? ''))
        throw PullFault.lasting('secret_unusable', settings.secrets[secret] ?? secret);
    }
    headers[name.toLowerCase()] = fillSecrets(fillDates(template, localDate, asIs), secrets, asIs);
  }
  let body: string | undefined;
  if (settings.body !== undefined) {
    headers['content-type'] ??= typeOfBody(settings.body);
    const encode = encoderOf(headers['content-type']);
    body = fillSecrets(fillDates(settings.body, localDate, encode), secrets, encode);
  }
  const url = new URL(fillDates(settings.url, localDate, encodeURIComponent));
  url.hash = '';
  return { url, method: settings.method, headers, body };
}

/** An address fit to be shown: without the query, which may hold what identifies somebody. */
export const placeOf = (url: URL): string => presentableName(`${url.protocol}//${url.host}${url.pathname}`);
