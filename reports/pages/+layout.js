import { addBasePath } from '../components/evidence.js';
import { unpacked } from '../components/rows.js';

// The whole site is made of files when it is built; each page carries its rows, or finds them beside it.
export const prerender = true;
export const trailingSlash = 'always';

/**
 * @param {{ fetch: typeof globalThis.fetch, params: Record<string, string>, route: { id: string | null } }} page
 */
export async function load({ fetch, params, route }) {
  // Pages that ask Evidence's engine bring their own way to their rows; what is no page has none.
  if (route.id === null || route.id.includes('(evidence)')) return { params, rows: {} };
  const address = route.id.replace(/\[(\w+)\]/g, (_, name) => encodeURIComponent(params[name] ?? ''));
  const answer = await fetch(addBasePath(`${address.replace(/\/$/, '')}/rows.json`));
  return { params, rows: answer.ok ? unpacked(await answer.json()) : {} };
}
