import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pathsBelow } from '../../pipelines/config/project-files.ts';
import { readPage } from '../../pipelines/publish/page/page.ts';
import { componentsOf, isStill, readComponents } from '../../pipelines/publish/page/still.ts';

const inForce = (root: string) =>
  pathsBelow(root).map((below) => ({
    path: `reports/${below}`,
    at: join(root, below),
    owner: 'program' as const,
    shown: below,
  }));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nq57-kpi-still-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a component is alive by what it does itself, and by what it uses', async () => {
  const files = Object.entries({
    'Button.svelte': '<button on:click={() => {}}>Bấm</button>',
    'Uses.svelte': "<script>\nimport Button from './Button.svelte';\n</script>\n<Button />",
    'UsesTwice.svelte': "<script>\nimport Uses from './Uses.svelte';\n</script>\n<Uses />",
    'Text.svelte': '<p>on: xóm; in: A4; <slot /></p>\n<style>p:hover { color: red }</style>',
    'Goes.svelte': "<script>\nimport { lead } from './lead.js';\n</script>",
    'lead.js': "export const lead = () => history.replaceState(null, '', '/');",
    'Bound.svelte': '<input bind:value={x}>',
    'Window.svelte': '<svelte:window />',
  });
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  const { living } = await readComponents(
    files.map(([name]) => ({
      path: `reports/components/${name}`,
      at: join(folder, name),
      owner: 'program',
      shown: name,
    })),
  );
  expect([...living].sort()).toEqual(
    ['Bound', 'Button', 'Goes', 'Uses', 'UsesTwice', 'Window']
      .map((name) => `reports/components/${name}.svelte`)
      .concat('reports/components/lead.js'),
  );
});

test('of the program, what has a chooser in place, a search or a slider has scripts, and nothing else', async () => {
  const files = inForce('reports');
  const components = await readComponents(files);
  const pages = files.flatMap((file) =>
    file.path.endsWith('.md') ? (readPage(file, readFileSync(file.at, 'utf8')) ?? []) : [],
  );
  const still = pages.filter((page) => isStill(page, components)).map(({ address }) => address);
  expect(still.sort()).toEqual(
    [
      '/',
      '/ban-tin/',
      '/ban-tin/[ky]/',
      '/chat-luong-du-lieu/',
      '/dich-vu-cong/',
      '/dich-vu-cong/[ky]/',
      '/ky/[ky]/',
      '/trinh-chieu/',
      '/trinh-chieu/[ky]/',
    ].sort(),
  );
});

test('what is sent as script is what the pages that answer are made of, and what that uses', async () => {
  const files = inForce('reports');
  const components = await readComponents(files);
  const file = files.find(({ path }) => path === 'reports/pages/thay-doi/index.md');
  const page = file && readPage(file, readFileSync(file.at, 'utf8'));
  const made = page ? [...componentsOf([page], components)] : [];
  for (const name of ['Changes.svelte', 'PeriodChooser.svelte', 'format.js'])
    expect(made).toContain(`reports/components/${name}`);
  expect(made).not.toContain('reports/components/Slides.svelte');
});
