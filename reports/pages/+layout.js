import { addBasePath, browser } from '../components/evidence.js';
import { unpacked } from '../components/rows.js';

// The whole site is made of files when it is built. A page stands there in full; its rows lie beside it, for whoever goes on from it.
export const prerender = true;
export const trailingSlash = 'always';

/**
 * The rows of a page, as the build has written them. A page that is none of ours, or asks Evidence's engine, has none.
 *
 * @param {string} address as `/chi-tieu/tthc-dung-han/`
 * @param {typeof globalThis.fetch} fetch
 */
async function rowsOf(address, fetch) {
  if (!browser) {
    const { readFile } = await import('node:fs/promises');
    return readFile(`static${address}rows.json`, 'utf8').catch(() => '{}');
  }
  const answer = await fetch(addBasePath(`${address}rows.json`));
  return answer.ok ? answer.text() : '{}';
}

/**
 * @param {{ fetch: typeof globalThis.fetch, params: Record<string, string>, route: { id: string | null } }} page
 */
export async function load({ fetch, params, route }) {
  if (route.id === null || route.id.includes('(evidence)')) return { address: undefined, params, rows: {} };
  const path = route.id.replace(/\[(\w+)\]/g, (_, name) => params[name] ?? '');
  const address = path === '/' ? path : `${path}/`;
  return { address, params, rows: unpacked(JSON.parse(await rowsOf(address, fetch))) };
}
