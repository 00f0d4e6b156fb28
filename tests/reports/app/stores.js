import { writable } from 'svelte/store';

/** Stands for `$app/stores`: where the reader is. */
export const page = writable({ url: new URL('http://localhost/'), status: 200, error: null });
