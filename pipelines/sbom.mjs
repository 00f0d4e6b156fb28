// `npm run -s sbom`: what the program is made of, as CycloneDX 1.5, from the lockfile. npm's own list refuses a tree in which packages of
// the renderer ask for others that nobody installs.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { name, version, packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

const purlOf = (its, release) => `pkg:npm/${its.replace('@', '%40')}@${release}`;

const found = new Map();
for (const [path, { version: release, integrity, license, dev, optional, link }] of Object.entries(
  packages,
)) {
  if (path === '' || dev || link || release === undefined) continue;
  const its = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const [algorithm, digest] = (integrity ?? '').split('-');
  found.set(purlOf(its, release), {
    type: 'library',
    'bom-ref': purlOf(its, release),
    name: its,
    version: release,
    scope: optional ? 'optional' : 'required',
    ...(algorithm === 'sha512'
      ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }] }
      : {}),
    ...(license ? { licenses: [{ expression: license }] } : {}),
    purl: purlOf(its, release),
  });
}

const bom = {
  $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: { component: { type: 'application', 'bom-ref': purlOf(name, version), name, version } },
  components: [...found.values()],
};
process.stdout.write(`${JSON.stringify(bom, null, 2)}\n`);
