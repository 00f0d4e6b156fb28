// All that pages and components take from the kit below Evidence; a lint rule keeps other files from it.
import { base } from '$app/paths';

/**
 * A query of a page: its rows.
 *
 * @template T
 * @typedef {T[]} Query
 */

/**
 * An address of the site, wherever it is served.
 *
 * @param {string} path
 */
export const addBasePath = (path) => base + path;

export { browser } from '$app/environment';
