import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { fromPeer, networkFault, PullFault } from './fault.ts';
import { type Ask, placeOf } from './http-ask.ts';

interface Limits {
  timeoutMs: number;
  /** As the contract writes it, for the notice. */
  timeout: string;
  idleMs: number;
}

/** An answer whose body has not been read yet. */
export interface Answer {
  status: number;
  header(name: string): string | undefined;
  /** Unpacked; an error in it is a fault. */
  body: AsyncIterable<Buffer>;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 5;

/** Sends one request. Rejects with the system's error; the answer's body is left unread. */
function send({ url, method, headers, body }: Ask, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method,
      signal,
      // No connection outlives its request: the program ends when its work ends.
      agent: false,
      headers: {
        ...headers,
        'accept-encoding': 'gzip, br',
        ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
      },
    });
    sent.on('response', resolve).on('error', reject);
    sent.end(body);
  });
}

/** The next request of a redirect, or a fault when it leads to another machine. */
function follow(ask: Ask, status: number, location: string | undefined): Ask {
  const where = placeOf(ask.url);
  if (location === undefined || !URL.canParse(location, ask.url))
    throw PullFault.lasting('http_status', where, status);
  const url = new URL(location, ask.url);
  const toSecure =
    ask.url.protocol === 'http:' &&
    url.protocol === 'https:' &&
    url.hostname === ask.url.hostname &&
    url.port === '';
  // Another port is another service: neither may it see the secrets of this one.
  if (url.origin !== ask.url.origin && !toSecure) {
    throw PullFault.lasting('http_moved', where, /^https?:$/.test(url.protocol) ? url.origin : url.protocol);
  }
  const turnsIntoGet = status === 303 || (ask.method === 'POST' && (status === 301 || status === 302));
  if (!turnsIntoGet) return { ...ask, url };
  const { 'content-type': _, ...headers } = ask.headers;
  return { url, headers, method: 'GET', body: undefined };
}

function unpacked(message: IncomingMessage, where: string): Readable {
  const coding = message.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (coding === 'identity' || coding === '') return message;
  const decoder =
    coding === 'gzip' || coding === 'x-gzip'
      ? createGunzip()
      : coding === 'br'
        ? createBrotliDecompress()
        : undefined;
  if (!decoder) throw PullFault.lasting('http_encoding', where);
  // Errors of either side come out of the decoder, where they are read.
  return pipeline(message, decoder, () => undefined);
}

function faultOf(where: string, error: unknown): PullFault {
  const code = String((error as NodeJS.ErrnoException | undefined)?.code ?? '');
  if (code.startsWith('HPE_')) return PullFault.lasting('http_protocol', where);
  if (code === 'Z_BUF_ERROR') return PullFault.passing('cut_short', [where]);
  if (/^(Z_|ERR_(_ERROR_|BROTLI)|ERR__)/.test(code)) return PullFault.lasting('http_encoding', where);
  return networkFault(where, error);
}

/**
 * Asks, follows redirects within the same server, and hands the answer to `use`. The time limit covers all of it, to
 * the last byte that `use` reads; a body that stands still is given up sooner.
 */
export async function withAnswer<T>(
  first: Ask,
  limits: Limits,
  use: (answer: Answer) => Promise<T>,
): Promise<T> {
  const where = placeOf(first.url);
  const controller = new AbortController();
  let late: PullFault | undefined;
  const giveUp = (fault: PullFault) => {
    late ??= fault;
    controller.abort();
  };
  const overall = setTimeout(
    () => giveUp(PullFault.passing('timed_out', [where, limits.timeout])),
    limits.timeoutMs,
  );
  let idle: NodeJS.Timeout | undefined;
  const fault = (error: unknown) => late ?? faultOf(where, error);
  let message: IncomingMessage | undefined;
  try {
    let ask = first;
    for (let hops = 0; ; hops += 1) {
      message = await send(ask, controller.signal).catch((error: unknown) => {
        throw fault(error);
      });
      const status = message.statusCode ?? 0;
      if (!redirects.has(status)) break;
      message.destroy();
      if (hops === mostRedirects) throw PullFault.lasting('http_circling', where);
      ask = follow(ask, status, message.headers.location);
    }
    const answer = message;
    const stalled = () => giveUp(PullFault.passing('stalled', [where, Math.ceil(limits.idleMs / 1000)]));
    const touch = () => {
      clearTimeout(idle);
      idle = setTimeout(stalled, limits.idleMs);
    };
    async function* watched(): AsyncGenerator<Buffer> {
      touch();
      for await (const chunk of unpacked(answer, where)) {
        touch();
        yield chunk as Buffer;
      }
    }
    return await use({
      status: answer.statusCode ?? 0,
      header: (name) => {
        const value = answer.headers[name];
        return Array.isArray(value) ? value[0] : value;
      },
      body: fromPeer(watched(), fault),
    });
  } finally {
    clearTimeout(overall);
    clearTimeout(idle);
    message?.on('error', () => undefined).destroy();
  }
}
