import { stat } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { readCurrent, sitePaths } from './release.ts';

export interface ServeOptions {
  /** `<home>/site`. */
  site: string;
  /** 0 takes any free port. */
  port: number;
  /** Default 127.0.0.1: other machines see the site only when somebody decides so. */
  host?: string;
}

export interface SiteServer {
  url: string;
  port: number;
  close(): Promise<void>;
}

type Handler = ReturnType<typeof sirv>;

/** Even a page that went wrong cannot send anything out of the house: the reader's browser refuses. */
const contentPolicy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'self'",
].join('; ');

const types: [ending: string, type: string][] = [
  ['.arrow', 'application/vnd.apache.arrow.stream'],
  ['.parquet', 'application/vnd.apache.parquet'],
];

function setHeaders(response: ServerResponse, path: string): void {
  const type = types.find(([ending]) => path.endsWith(ending))?.[1];
  if (type) response.setHeader('Content-Type', type);
  // Names under /_app/immutable/ hold the hash of what is in them; everything else may be new with the next release.
  const lasting = path.startsWith('/_app/immutable/');
  response.setHeader('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Content-Security-Policy', contentPolicy);
}

/** Gives the handler of the live release; asks the pointer file at each request, reads it only when it has changed. */
function followPointer(site: string): () => Promise<Handler | undefined> {
  const { pointer, releases } = sitePaths(site);
  let seen = '';
  let handler: Handler | undefined;
  return async () => {
    const about = await stat(pointer).catch(() => undefined);
    const version = about ? `${about.mtimeMs} ${about.size} ${about.ino}` : '';
    if (version !== seen) {
      const current = await readCurrent(site);
      if (current) {
        handler = sirv(join(releases, current.release), { etag: true, gzip: true, setHeaders });
        seen = version;
      }
    }
    return handler;
  };
}

/**
 * Serves the live release of a site; a new release is served from the next request on, without a restart.
 *
 * @throws KpiError `port_in_use` (exit code 2) when somebody else listens on the port
 */
export async function serveSite(options: ServeOptions): Promise<SiteServer> {
  const host = options.host ?? '127.0.0.1';
  const live = followPointer(options.site);
  const server = createServer((request, response) => {
    live().then(
      (handler) => {
        if (!handler) return sendPage(response, 503, messages().publish.nothingPublished);
        handler(request, response, () => sendPage(response, 404, messages().publish.pageNotFound));
      },
      () => sendPage(response, 500, messages().publish.serverFailed),
    );
  });
  await listen(server, options.port, host);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return { url: `http://${host}:${port}`, port, close: () => close(server) };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
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
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  const home = messages().publish.backToOverview;
  response.end(
    `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>${text}</title><body style="font:16px/1.5 system-ui,sans-serif;margin:3rem auto;max-width:36rem;padding:0 1rem">` +
      `<h1 style="font-size:1.4rem">${text}</h1><p><a href="/">${home}</a></p></body></html>`,
  );
}
