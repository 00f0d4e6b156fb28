/** Stands for `$evidence/config`: the site lies at the root of its host. */
export const config = { deployment: { basePath: '' } };
