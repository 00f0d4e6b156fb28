// All that pages and components take from Evidence and from the kit below it; a lint rule keeps other files from it.

/**
 * A query of a page, as Evidence hands it over: to be walked through, and nothing else. Its proxy has an object at `[0]`
 * where the query has no row at all.
 *
 * @template T
 * @typedef {Iterable<T>} Query
 */

export { addBasePath } from '@evidence-dev/sdk/utils/svelte';
export { replaceState } from '$app/navigation';
export { page } from '$app/stores';
