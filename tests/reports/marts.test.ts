import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pageQueries } from '../../pipelines/publish/page/page.ts';
import { martTypes } from '../support/mart-types.ts';
import { queryFaults } from '../support/page-queries.ts';
import { withPublishedMarts } from '../support/published-marts.ts';

const pages = readdirSync('reports/pages', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => join('reports', 'pages', name))
  .sort();

const planted = [
  '# Trang',
  '',
  '```sql site',
  'select * from marts.site',
  '```',
  '',
  '```sql readings',
  'select indicator,',
  '  gia_tri',
  'from marts.reading',
  `where indicator = '\${params.id}'`,
  '```',
  '',
  '```sql loads',
  'select sha256 from marts.indicator_load',
  '```',
  '',
].join('\n');

const { types, faults, named } = await withPublishedMarts(async (describe) => ({
  types: await martTypes(describe),
  faults: new Map(
    await Promise.all(
      pages.map(
        async (file) => [file, await queryFaults(file, readFileSync(file, 'utf8'), describe)] as const,
      ),
    ),
  ),
  named: await queryFaults('trang.md', planted, describe),
}));

test('the types of the components are what the marts are (else: npm run types)', () => {
  expect(readFileSync('reports/components/marts.d.ts', 'utf8')).toBe(types);
});

test.each(pages)('every query of %s can be asked of the published columns', (file) => {
  expect(pageQueries(readFileSync(file, 'utf8')).length).toBeGreaterThan(0);
  expect(faults.get(file)).toEqual([]);
});

test('a column that is not published is named with file and line', () => {
  expect(named).toEqual([
    'trang.md:9: readings: Binder Error: Referenced column "gia_tri" not found in FROM clause!',
    'trang.md:15: loads: Binder Error: Referenced column "sha256" not found in FROM clause!',
  ]);
});

test('the overview asks the same on its first page and on the page of each period', () => {
  const [first, ofPeriod] = ['index.md', 'ky/[ky].md'].map((name) =>
    readFileSync(join('reports/pages', name), 'utf8').replace(/^[\s\S]*?```sql here\n.*\n```\n/, ''),
  );
  expect(first).toContain('<Overview {here}');
  expect(ofPeriod).toBe(first);
});

test('slides and brief ask the same, for the period that is shown anyway and for any other', () => {
  const asked = ['trinh-chieu/index.md', 'trinh-chieu/[ky].md', 'ban-tin/index.md', 'ban-tin/[ky].md'].map(
    (name) =>
      readFileSync(join('reports/pages', name), 'utf8')
        .replace(/^[\s\S]*?```sql here\n.*\n```\n/, '')
        .replace(/<(?:Slides|Brief) /, '<'),
  );
  expect(asked[0]).toContain('{here} {site}');
  expect(new Set(asked).size).toBe(1);
});
