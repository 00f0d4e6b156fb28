import { open, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { KpiError } from '../error.ts';
import { messages, storedMessages } from '../messages/index.ts';
import { filePolicy, strictHeaders } from './content-policy.ts';
import { type Health, healthOf, metricsOf, readLastRun } from './health.ts';
import { readCurrent, sitePaths } from './release.ts';
import { answerTo, type SiteFiles } from './request-rules.ts';
import { siteFiles } from './site-files.ts';

export interface ServeOptions {
  /** `<home>/site`. */
  site: string;
  /** 0 takes any free port. */
  port: number;
  /** Address to listen on. Default 127.0.0.1: other machines see the site only when somebody decides so. */
  host?: string | undefined;
  /** Under which readers find the site, where something in front of it hands their requests on. */
  address?: string | undefined;
  /** Where the end of the last run is noted (`publish/health.ts`); without it nothing is told of runs. */
  lastRun?: string;
  /** Default: the machine's clock. */
  clock?: () => Date;
}

export interface SiteServer {
  url: string;
  port: number;
  close(): Promise<void>;
}

/** A reader who takes nothing for so long has gone: his computer was switched off in the middle of a download. */
const idleMs = 120_000;

const loopback = '127.0.0.1';
const loopbackNames = ['localhost', loopback, '[::1]'];
/** Every address of the machine; nobody asks for a site under it. */
const wildcards = ['0.0.0.0', '::'];

/** An address as it stands in a URL. */
const inUrl = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** What is checked and told beside the files. */
interface Watched {
  /** Names under which the site may be asked for: a page of another name that leads here is somebody's trick (DNS rebinding). */
  names: ReadonlySet<string>;
  health(): Promise<Health>;
}

/** The name that a request asks for, without its port. */
const hostOf = ({ headers }: IncomingMessage): string =>
  (headers.host ?? '').toLowerCase().replace(/:\d+$/, '');

/** What a server that stands before this one says of whoever asked it. */
const handedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/** `/healthz` and `/metrics` are for programs of this machine, and not for those whose requests another server hands on. */
function toWatchers({ url, method, socket, headers }: IncomingMessage): 'healthz' | 'metrics' | undefined {
  const isHere = /^(?:::1|(?:::ffff:)?127\.)/.test(socket.remoteAddress ?? '');
  if (
    !isHere ||
    handedOn.some((name) => headers[name] !== undefined) ||
    (method !== 'GET' && method !== 'HEAD')
  )
    return undefined;
  return url === '/healthz' ? 'healthz' : url === '/metrics' ? 'metrics' : undefined;
}

async function tellHealth(
  response: ServerResponse,
  what: 'healthz' | 'metrics',
  watched: Watched,
  answered: ReadonlyMap<number, number>,
): Promise<void> {
  const health = await watched.health();
  const isJson = what === 'healthz';
  response.writeHead(isJson && !health.ok ? 503 : 200, {
    ...strictHeaders(filePolicy(false)),
    'Content-Type': isJson
      ? 'application/json'
      : 'application/openmetrics-text; version=1.0.0; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(isJson ? `${JSON.stringify(health)}\n` : metricsOf(health, answered));
}

/** Gives the files of the live release; asks the pointer file at each request, reads it only when it has changed. */
function followPointer(site: string): () => Promise<SiteFiles | undefined> {
  const { pointer, releases } = sitePaths(site);
  let seen = '';
  let files: Promise<SiteFiles | undefined> = Promise.resolve(undefined);
  return async () => {
    const about = await stat(pointer).catch(() => undefined);
    const version = about ? `${about.mtimeMs} ${about.size} ${about.ino}` : '';
    // Read once, however many ask meanwhile; what cannot be read yet is asked again by the next.
    if (version !== seen) {
      seen = version;
      const before = files;
      const again = () => {
        seen = '';
        return before;
      };
      files = readCurrent(site).then((current) =>
        current ? siteFiles(join(releases, current.release)).catch(again) : again(),
      );
    }
    return files;
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  files: SiteFiles | undefined,
): Promise<void> {
  if (!files) return sendPage(response, 503, storedMessages().publish.nothingPublished);
  const given = answerTo(request, files);
  if (!given) return sendPage(response, 404, storedMessages().publish.pageNotFound);
  const { status, headers, body } = given;
  if (!body) {
    response.writeHead(status, headers).end();
    return;
  }
  // Opened before anything is said of it: the release may have been tidied away since.
  const file = await open(body.path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw cause;
  });
  if (!file) return sendPage(response, 404, storedMessages().publish.pageNotFound);
  response.writeHead(status, headers);
  // Closes the file however it ends; a plain pipe would leave it open when the reader breaks off.
  const bytes = file.createReadStream({ start: body.start, end: body.end });
  if (body.isToUnpack) await pipeline(bytes, createGunzip(), response);
  else await pipeline(bytes, response);
}

/**
 * Serves the live release of a site; a new release is served from the next request on, without a restart.
 *
 * @throws KpiError `port_in_use` (exit code 2) when somebody else listens on the port, `bad_address` when this machine has no such address
 */
export async function serveSite(options: ServeOptions): Promise<SiteServer> {
  const { site, port, host = loopback, address, lastRun, clock = () => new Date() } = options;
  const own = wildcards.includes(host) ? [] : [inUrl(host).toLowerCase()];
  const names = [...loopbackNames, ...own, ...(address === undefined ? [] : [new URL(address).hostname])];
  const health = async () =>
    healthOf(
      lastRun === undefined ? undefined : await readLastRun(lastRun),
      (await readCurrent(site))?.release,
      clock(),
    );
  return serveFiles(followPointer(site), port, host, { names: new Set(names), health });
}

/** Serves a release that nobody else sees yet, to this machine alone, on any free port. */
export async function serveFolder(folder: string): Promise<SiteServer> {
  const files = await siteFiles(folder);
  return serveFiles(async () => files, 0, loopback);
}

async function serveFiles(
  filesNow: () => Promise<SiteFiles | undefined>,
  wantedPort: number,
  host: string,
  watched?: Watched,
): Promise<SiteServer> {
  const answered = new Map<number, number>();
  const server = createServer((request, response) => {
    response.once('finish', () =>
      answered.set(response.statusCode, (answered.get(response.statusCode) ?? 0) + 1),
    );
    if (watched && !watched.names.has(hostOf(request)))
      return sendPage(response, 421, storedMessages().publish.otherHost(hostOf(request)));
    const isTold = watched && toWatchers(request);
    (isTold
      ? tellHealth(response, isTold, watched, answered)
      : filesNow().then((files) => answer(request, response, files))
    ).catch(() => {
      if (response.headersSent) response.destroy();
      else sendPage(response, 500, storedMessages().publish.serverFailed);
    });
  });
  server.setTimeout(idleMs);
  await listen(server, wantedPort, host);
  // One connection that the system could not take; the next one is a new try.
  server.on('error', () => undefined);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : wantedPort;
  const told = wildcards.includes(host) ? loopback : inUrl(host);
  return { url: `http://${told}:${port}`, port, close: () => close(server) };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EADDRNOTAVAIL')
        return reject(
          new KpiError('bad_address', messages().publish.noSuchAddress(host), { exitCode: 2, cause }),
        );
      const taken = cause.code === 'EADDRINUSE' || cause.code === 'EACCES';
      if (!taken) return reject(cause);
      reject(
        new KpiError('port_in_use', messages().publish.portInUse(port), {
          exitCode: 2,
          hint: messages().publish.portInUseHint,
          cause,
        }),
      );
    });
    server.listen(port, host, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function sendPage(response: ServerResponse, status: number, text: string): void {
  const home = storedMessages().publish.backToOverview;
  const page =
    `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${text}</title><body style="font:16px/1.5 system-ui,sans-serif;margin:3rem auto;max-width:36rem;padding:0 1rem">` +
    `<h1 style="font-size:1.4rem">${text}</h1><p><a href="/">${home}</a></p></body></html>`;
  response.writeHead(status, {
    ...strictHeaders(filePolicy(false)),
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(page),
    'Cache-Control': 'no-store',
  });
  response.end(page);
}
