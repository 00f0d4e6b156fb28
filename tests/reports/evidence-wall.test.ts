import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

interface Findings {
  diagnostics: { category: string; location: { path: string } }[];
}

/** The files of which the linter, with the settings of this project, says that they import what they may not. */
function refused(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'nq57-kpi-wall-'));
  try {
    for (const name of ['biome.json', '.gitignore']) copyFileSync(name, join(root, name));
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), content);
    }
    const biome = resolve('node_modules/@biomejs/biome/bin/biome');
    const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none'];
    const { stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    const { diagnostics } = JSON.parse(stdout) as Findings;
    return diagnostics
      .filter(({ category }) => category === 'lint/style/noRestrictedImports')
      .map(({ location }) => location.path.replaceAll('\\', '/'))
      .sort();
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

test('what comes from Evidence is taken from components/evidence.js, by pages and components alike', () => {
  const modules = [
    '@evidence-dev/sdk/utils/svelte',
    '$evidence/config',
    '$app/navigation',
    '$lib/Chart.svelte',
  ];
  const files = modules.flatMap((module, at) => {
    const script = `import * as taken from '${module}';\nexport const its = taken;\n`;
    const markup = `<script>\nimport * as taken from '${module}';\n</script>\n\n{JSON.stringify(taken)}\n`;
    return [
      [`reports/components/Planted${at}.svelte`, markup],
      [`reports/components/planted${at}.js`, script],
      [`reports/pages/planted${at}/+layout.svelte`, markup],
    ] as const;
  });
  const all = modules.map((module) => `export * from '${module}';\n`).join('');
  const planted = Object.fromEntries([...files, ['reports/components/evidence.js', all]]);
  expect(refused(planted)).toEqual(files.map(([name]) => name).sort());
});
