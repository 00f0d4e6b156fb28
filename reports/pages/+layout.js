import { browser } from '../components/evidence.js';
import { unpacked } from '../components/rows.js';

// The whole site is made of files when it is built, and pages are sent as they are built: SvelteKit starts nothing in the browser.
export const prerender = true;
export const trailingSlash = 'always';
export const csr = false;

/**
 * What a page is made of, read while it is built: its rows, and the scripts of one that answers its reader (components/open-page.js).
 * A page that asks Evidence's engine has none of either.
 *
 * @param {{ params: Record<string, string>, route: { id: string | null }, url: URL }} page
 */
export async function load({ params, route, url }) {
  const path = url.pathname;
  if (browser || route.id === null || route.id.includes('(evidence)')) return { path, params, rows: {} };
  const { readFile } = await import('node:fs/promises');
  /** @type {Record<string, string[]>} */
  const scripts = JSON.parse(await readFile('../../scripts.json', 'utf8'));
  const its = scripts[`${route.id.replace(/\/$/, '')}/`];
  const address = `${route.id.replace(/\[(\w+)\]/g, (_, name) => params[name] ?? '').replace(/\/$/, '')}/`;
  const text = await readFile(`../../${its ? 'beside' : 'rows'}${address}rows.json`, 'utf8').catch(
    () => '{}',
  );
  const { release = '', rows = {} } = JSON.parse(text);
  const { paper } = JSON.parse(await readFile('../../ready.json', 'utf8'));
  return { path, params, paper, rows: unpacked(rows), ...(its ? { release, scripts: its } : {}) };
}
