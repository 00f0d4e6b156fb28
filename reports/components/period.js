import { writable } from 'svelte/store';
import { linkTo } from './links.js';

/** @import { Writable } from 'svelte/store' */
/** @import { Period } from './marts.js' */

/** @type {Writable<string | null>} What the reader chose, kept while they walk from page to page; null: the site's default. */
export const chosenPeriod = writable(null);

const parameter = 'ky';
const memory = 'nq57-kpi.period';

// Whoever has chosen a period finds it on the pages that are of one period each.
chosenPeriod.subscribe((period) => {
  if (period === null || typeof document === 'undefined') return;
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll('a[data-pages]');
  for (const link of links) link.href = linkTo(`${link.dataset.pages}${period}/`) ?? link.href;
});

/**
 * What the address or this tab says was chosen, if it is one of the periods of the site.
 *
 * @param {Period[]} periods
 */
export function rememberedPeriod(periods) {
  const wanted = new URLSearchParams(location.search).get(parameter) ?? sessionStorage.getItem(memory);
  return periods.some((each) => each.period === wanted) ? wanted : null;
}

/**
 * Keeps a choice for this tab, and in the address that shares it.
 *
 * @param {string} period
 */
export function rememberPeriod(period) {
  sessionStorage.setItem(memory, period);
  const address = new URL(location.href);
  address.searchParams.set(parameter, period);
  history.replaceState(history.state, '', address);
}
