import { programVersions } from '../versions.mjs';

type Name = 'landing' | 'marts';

let worked: ReturnType<typeof programVersions> | undefined;

/**
 * The version of the program's rules by which rows land, or marts are made: another one after any change of code that could
 * change them, the same after one that could not. `kpi.mjs` works them out when it compiles, and hands them on.
 */
export async function programVersion(name: Name): Promise<string> {
  const known = process.env[`KPI_VERSION_${name.toUpperCase()}`];
  if (known !== undefined) return known;
  worked ??= programVersions();
  return (await worked)[name];
}
