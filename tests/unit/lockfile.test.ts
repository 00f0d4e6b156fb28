import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..', '..');

interface Entry {
  version?: string;
  integrity?: string;
  link?: boolean;
  inBundle?: boolean;
}
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Entry>;
};

test('every package of the lockfile has a checksum, also those of other platforms', () => {
  const without = Object.entries(packages).filter(
    ([path, { integrity, link, inBundle }]) =>
      path !== '' && !link && !inBundle && !/^sha512-/.test(integrity ?? ''),
  );
  expect(without.map(([path]) => path)).toEqual([]);
});

test.each([
  ['prismjs', /^1\.(?:30|[4-9]\d)\./],
  ['cookie', /^(?:0\.[7-9]|1)\./],
  ['nanoid', /^(?:3\.3\.(?:[89]|\d\d)|5)(?:\.|$)/],
])('no copy of %s has the fault that is known of it', (name, sound) => {
  const copies = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
  expect(copies.length).toBeGreaterThan(0);
  expect(copies.filter(([, { version = '' }]) => !sound.test(version)).map(([path]) => path)).toEqual([]);
});

test('the list of what the program is made of names every dependency with its version', () => {
  const { stdout, status } = spawnSync(process.execPath, [join(root, 'pipelines', 'sbom.mjs')], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  expect(status).toBe(0);
  const { bomFormat, components } = JSON.parse(stdout) as {
    bomFormat: string;
    components: { name: string; version: string; hashes?: { content: string }[] }[];
  };
  expect(bomFormat).toBe('CycloneDX');
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  expect(components.every(({ hashes }) => hashes?.[0]?.content.length === 128)).toBe(true);
  // What only developers need is not part of it.
  expect(components.filter((its) => its.name === 'fast-check')).toEqual([]);
  const listed = new Set(components.map(({ name, version }) => `${name} ${version}`));
  expect(Object.entries(dependencies).filter(([name, version]) => !listed.has(`${name} ${version}`))).toEqual(
    [],
  );
});
