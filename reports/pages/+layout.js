import { addBasePath, browser, version } from '../components/evidence.js';
import { unpacked } from '../components/rows.js';

// The whole site is made of files when it is built. A page stands there in full; its rows lie beside it, for whoever goes on from it.
export const prerender = true;
export const trailingSlash = 'always';

/** Pages that are sent without scripts lie in a group of their own: their rows are asked for while they are built, and not again. */
const still = '/(still)';

/**
 * The rows of a page, as the build has written them. A page that is none of ours, or asks Evidence's engine, has none.
 *
 * @param {string} address as `/chi-tieu/tthc-dung-han/`
 * @param {boolean} isStill
 * @param {typeof globalThis.fetch} fetch
 */
async function rowsOf(address, isStill, fetch) {
  if (!browser) {
    const { readFile } = await import('node:fs/promises');
    return readFile(`${isStill ? '../../rows' : 'static'}${address}rows.json`, 'utf8').catch(() => '{}');
  }
  const answer = await fetch(addBasePath(`${address}rows.json`));
  return answer.ok ? answer.text() : '{}';
}

/**
 * Whether another release has taken the place of the one that is read.
 *
 * @param {typeof globalThis.fetch} fetch
 */
async function isReplaced(fetch) {
  const answer = await fetch(addBasePath('/_app/version.json'), { cache: 'no-store' }).catch(() => undefined);
  return answer?.ok === true && (await answer.json()).version !== version;
}

/** Whether a page of this release is open already: then another release may have come meanwhile. */
let isOpen = false;

/**
 * @param {{ fetch: typeof globalThis.fetch, params: Record<string, string>, route: { id: string | null }, url: URL, untrack<T>(read: () => T): T }} page
 */
export async function load({ fetch, params, route, url, untrack }) {
  if (route.id === null || route.id.includes('(evidence)')) return { address: undefined, params, rows: {} };
  const isStill = route.id.startsWith(still);
  const path = route.id.replace(still, '').replace(/\[(\w+)\]/g, (_, name) => params[name] ?? '');
  const address = `${path.replace(/\/$/, '')}/`;
  const [text, isOther] = await Promise.all([
    rowsOf(address, isStill, fetch),
    browser && isOpen && isReplaced(fetch),
  ]);
  if (isOther) {
    // Its pages are opened anew: scripts of one release do not read rows of another.
    location.href = untrack(() => url.href);
    return new Promise(() => {});
  }
  isOpen = browser;
  return { address: isStill ? undefined : address, params, rows: unpacked(JSON.parse(text)) };
}
