import { createHash } from 'node:crypto';

/** Scripts that stand in a page itself: what has an address or is no script (JSON) needs no leave. */
const inline = /<script(?![^>]*\s(?:src|type)=)[^>]*>([\s\S]*?)<\/script>/gi;

/** SHA-256 of the scripts in a page, as a policy names them; none of an empty one. */
export const scriptHashes = (html: string): string[] => [
  ...new Set(
    [...html.matchAll(inline)]
      .map(([, text = '']) => text)
      .filter((text) => text !== '')
      .map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`),
  ),
];

const policy = (scripts: string): string =>
  [
    "default-src 'self'",
    `script-src 'self'${scripts}`,
    // Bars and places of a chart are written at their elements.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ');

/**
 * What a page may run and load: its own scripts by their hashes, nothing from elsewhere. Even one that went wrong cannot send anything out of
 * the house: the reader's browser refuses.
 *
 * @param hasEngine whether the release has pages with Evidence's engine, whose program is WebAssembly in workers
 */
export const pagePolicy = (html: string, hasEngine: boolean): string => {
  const scripts = scriptHashes(html)
    .map((hash) => ` ${hash}`)
    .join('');
  return hasEngine ? `${policy(`${scripts} 'wasm-unsafe-eval'`)}; worker-src 'self' blob:` : policy(scripts);
};

/** Of what is no page: a worker of the engine has its leave from its own answer, a drawing opened by itself runs nothing. */
export const filePolicy = (hasEngine: boolean): string =>
  hasEngine ? `${policy(" 'wasm-unsafe-eval'")}; worker-src 'self' blob:` : policy('');

/** The headers of every answer, whatever it is. */
export const strictHeaders = (contentPolicy: string): Record<string, string> => ({
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Content-Security-Policy': contentPolicy,
});
