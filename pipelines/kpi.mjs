// The program's door, in plain JavaScript: compiles pipelines/ when something in it has changed (one call of esbuild,
// some 100 ms), then runs the result. Compiling once, not at each start, is what keeps `kpi --help` under half a second.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiled = join(root, 'node_modules', '.cache', 'nq57-kpi');
const stamp = join(compiled, 'compiled');

// Libraries of plain JavaScript that every start needs: in one file with our own code they load in half the time.
const bundled = ['@duckdb/node-api', 'commander', 'picomatch', 'yaml', 'zod'];
const readPackages = () =>
  Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies);
const requireForBundled =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

function newestSource() {
  const files = readdirSync(join(root, 'pipelines'), { recursive: true });
  const times = files
    .filter((file) => /\.m?[jt]s$/.test(file))
    .map((file) => statSync(join(root, 'pipelines', file)).mtimeMs);
  return Math.max(...times);
}

async function compile(newest) {
  const { build } = await import('esbuild');
  // Beside what is there, and swapped in whole: another command that begins in between finds the one or the other.
  const fresh = `${compiled}-${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  await build({
    entryPoints: {
      cli: join(root, 'pipelines', 'cli.ts'),
      // A process of its own, started by read/reader-process.ts.
      'read-worker': join(root, 'pipelines', 'read', 'worker.ts'),
    },
    outdir: fresh,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['@duckdb/node-bindings', ...readPackages().filter((name) => !bundled.includes(name))],
    banner: { js: requireForBundled },
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'error',
  });
  writeFileSync(join(fresh, 'package.json'), '{"type":"module"}\n');
  const { programVersions } = await import('./versions.mjs');
  const itsStamp = join(fresh, 'compiled');
  writeFileSync(itsStamp, JSON.stringify(await programVersions()));
  utimesSync(itsStamp, new Date(), new Date(newest));
  swapIn(fresh, newest);
}

/** Puts what was compiled in place, unless another command was faster and made the same. */
function swapIn(fresh, newest) {
  const old = `${fresh}-old`;
  try {
    if (isUpToDate(newest)) return;
    if (existsSync(compiled)) renameSync(compiled, old);
    renameSync(fresh, compiled);
  } catch (error) {
    if (!isUpToDate(newest)) throw error;
  } finally {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  }
}

const isUpToDate = (newest) =>
  Math.abs((statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0) - newest) < 10;

const newest = newestSource();
if (!isUpToDate(newest)) await compile(newest);

// What is run lies in a cache folder: its own folder is told, not guessed from where the code stands.
process.env.KPI_PROGRAM ??= root;
for (const [name, version] of Object.entries(JSON.parse(readFileSync(stamp, 'utf8'))))
  process.env[`KPI_VERSION_${name.toUpperCase()}`] = version;
process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(compiled, 'cli.js')).href);
