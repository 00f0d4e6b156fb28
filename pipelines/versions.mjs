// Which version of the program's own rules made something: a hash of the code that decides it, without comments and layout.
// In plain JavaScript, because kpi.mjs works it out while compiling; config/program-version.ts asks here when it has not.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What each version stands for: the files from which all code that decides it can be reached. */
const entries = {
  // The same bytes under the same contract as the same rows. The words of a reason are no part of that.
  landing: { files: ['run/land-one.ts', 'read/jobs.ts'], without: ['messages'] },
  // The same landed rows as the same marts, with the words of their labels.
  marts: { files: ['model/current.ts', 'run/build-marts.ts', 'publish/export-marts.ts'], without: [] },
};

/** Leaves a folder of ours out of a bundle. */
const leaveOut = (folders) => ({
  name: 'leave-out',
  setup({ onResolve }) {
    for (const folder of folders)
      onResolve({ filter: new RegExp(`(^|/)${folder}/`) }, ({ path }) => ({ path, external: true }));
  },
});

const versionOf = (name) => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies[name];

/** The versions by name, each twelve hexadecimal characters. */
export async function programVersions() {
  const { build } = createRequire(import.meta.url)('esbuild');
  const versions = {};
  for (const [name, { files, without }] of Object.entries(entries)) {
    const { outputFiles, metafile } = await build({
      stdin: {
        contents: files.map((file) => `export * from './${file}';`).join('\n'),
        resolveDir: join(root, 'pipelines'),
      },
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      minify: true,
      packages: 'external',
      plugins: [leaveOut(without)],
      write: false,
      metafile: true,
      logLevel: 'error',
    });
    const hash = createHash('sha256').update(outputFiles[0].contents);
    // Another engine or another reader of workbooks may see other rows in the same bytes.
    const imports = Object.values(metafile.outputs).flatMap((output) =>
      output.imports.map(({ path }) => path),
    );
    for (const path of [...new Set(imports)].sort()) {
      const pinned = versionOf(
        path
          .split('/')
          .slice(0, path.startsWith('@') ? 2 : 1)
          .join('/'),
      );
      if (pinned !== undefined) hash.update(`\n${path} ${pinned}`);
    }
    versions[name] = hash.digest('hex').slice(0, 12);
  }
  return versions;
}
