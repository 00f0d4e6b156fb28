/** Stands for `$app/paths`: the site lies at the root of its host. */
export const base = '';
