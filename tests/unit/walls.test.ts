import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const checkout = resolve(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'kpi-walls-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The map of ARCHITECTURE.md: what each room may import besides the ground (messages, error, cells). */
const ground = ['config'];
const below = [...ground, 'warehouse', 'archive', 'delivery'];
const rooms: Record<string, readonly string[]> = {
  messages: [],
  config: [],
  warehouse: ground,
  archive: [...ground, 'warehouse'],
  delivery: [...ground, 'warehouse', 'archive'],
  pull: below,
  read: below,
  arrange: [...below, 'read', 'land'],
  land: below,
  model: below,
  measure: below,
  publish: below,
  alert: [...below, 'publish'],
  draft: [...below, 'read', 'arrange', 'land'],
  form: below,
  indicator: below,
  sample: below,
  run: [...below, 'pull', 'read', 'arrange', 'land', 'model', 'measure', 'publish'],
};
const all = [...Object.keys(rooms), 'commands'];

function plant(path: string, text: string): void {
  const at = join(folder, path);
  mkdirSync(dirname(at), { recursive: true });
  writeFileSync(at, text);
}

/** Rules that the linter finds broken, by file. */
function lint(): Map<string, Set<string>> {
  cpSync(join(checkout, 'biome.json'), join(folder, 'biome.json'));
  const biome = join(checkout, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const args = ['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', folder];
  const { stdout } = spawnSync(process.execPath, [biome, ...args], { cwd: folder, encoding: 'utf8' });
  const found = new Map<string, Set<string>>();
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { category: string; location: { path: string | { file: string } } }[];
  };
  for (const { category, location } of diagnostics) {
    const path = typeof location.path === 'string' ? location.path : location.path.file;
    const at = path.replaceAll('\\', '/').replace(/^.*?(pipelines|reports)\//, '$1/');
    found.set(at, (found.get(at) ?? new Set()).add(category));
  }
  return found;
}

test('the linter refuses an import through every wall, and no other', () => {
  for (const from of Object.keys(rooms)) {
    for (const to of all.filter((other) => other !== from)) {
      // From the room itself and from a folder in it; of values, of types, and those that are loaded later.
      plant(`pipelines/${from}/to-${to}.ts`, `export * from '../${to}/index.ts';\n`);
      plant(`pipelines/${from}/in/type-${to}.ts`, `export type { X } from '../../${to}/index.ts';\n`);
      plant(`pipelines/${from}/late-${to}.ts`, `export const late = () => import('../${to}/index.ts');\n`);
    }
  }
  plant('pipelines/config/ring-a.ts', "export type { B } from './ring-b.ts';\nexport type A = 1;\n");
  plant('pipelines/config/ring-b.ts', "export type { A } from './ring-a.ts';\nexport type B = 1;\n");
  plant(
    'reports/components/Planted.svelte',
    "<script>\n\timport '@evidence-dev/sdk/utils/svelte';\n</script>\n",
  );
  plant('pipelines/publish/planted.ts', "export * from '@evidence-dev/evidence';\n");
  const found = lint();
  const restricted = 'lint/style/noRestrictedImports';
  for (const [from, may] of Object.entries(rooms)) {
    for (const to of all.filter((other) => other !== from)) {
      // The ground is open to all; messages themselves import nothing.
      const open = may.includes(to) || (to === 'messages' && from !== 'messages');
      for (const file of [`to-${to}`, `in/type-${to}`, `late-${to}`]) {
        const path = `pipelines/${from}/${file}.ts`;
        expect([path, found.get(path)?.has(restricted) ?? false]).toEqual([path, !open]);
      }
    }
  }
  for (const ring of ['a', 'b'])
    expect(found.get(`pipelines/config/ring-${ring}.ts`)).toContain('lint/suspicious/noImportCycles');
  expect(found.get('reports/components/Planted.svelte')).toContain(restricted);
  expect(found.get('pipelines/publish/planted.ts')).toContain(restricted);
});

test('ARCHITECTURE.md shows the same map', () => {
  const text = readFileSync(join(checkout, 'ARCHITECTURE.md'), 'utf8');
  for (const room of all) expect(text).toContain(`\`pipelines/${room}/\``);
});
