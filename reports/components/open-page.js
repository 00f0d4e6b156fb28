import { readRows } from './rows.js';

/**
 * Takes over a page as it was sent: from then on it answers its reader. Where its rows do not come, it stays as it is.
 *
 * @param {new (its: { target: Element, props: { data: unknown }, hydrate: boolean }) => unknown} Page
 */
export async function openPage(Page) {
  const main = /** @type {HTMLElement} */ (document.querySelector('main'));
  const rows = await readRows('rows.json');
  if (!rows) return;
  const params = JSON.parse(main.dataset.params ?? '{}');
  new Page({ target: main, props: { data: { params, rows } }, hydrate: true });
}
