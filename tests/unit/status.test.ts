import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Status, statuses } from '../../pipelines/config/status.ts';
import { en } from '../../pipelines/messages/en/index.ts';
import { vi } from '../../pipelines/messages/vi/index.ts';
import { checkout } from '../pipeline/sample-home.ts';

const read = (...path: string[]) => readFile(join(checkout, ...path), 'utf8');
const isStatus = (word: string) => statuses.includes(word as Status);
/** First groups of all matches. */
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, word = '']) => word);

test.each([
  ['vi', vi.label.status],
  ['en', en.label.status],
])('every status has its word (%s), in the order of the list', (_, words) => {
  expect(Object.keys(words)).toEqual(statuses);
});

/** What is drawn within circles (of a status) or squares (of the forecast), by name. */
async function signsWithin(frame: 'circle' | 'rect'): Promise<Map<string, string>> {
  const sprite = await read('reports', 'static', 'marks.svg');
  const drawn = sprite.matchAll(
    new RegExp(
      `<symbol id="(\\w+)"[^>]*><${frame} [^>]*/><path (?:stroke-width="[\\d.]+" )?d="([^"]+)"/>`,
      'g',
    ),
  );
  return new Map([...drawn].map(([, name = '', path = '']) => [name, path]));
}

test('every status has its colours and its sign, and nothing else has', async () => {
  const rules = found(await read('reports', 'app.css'), /^((?:\.[\w-]+,?\s+)+)\{\s*--status-ink/gm);
  const css = rules.flatMap((rule) => found(rule, /\.([\w-]+)/g)).filter((name) => name !== 'look-at');
  expect(css.sort()).toEqual([...statuses].sort());
  const signs = await signsWithin('circle');
  expect([...signs.keys()].sort()).toEqual([...statuses].sort());
  // Whoever sees no colours takes none for another, but for two that say that a number is withheld or missing.
  expect(new Set(signs.values()).size).toBe(signs.size - 1);
});

test('the forecast of the year has marks of its own: no colour says both', async () => {
  const css = await read('reports', 'app.css');
  const signs = await signsWithin('rect');
  const classes = found(css, /^\.outlook-(\w+) \{/gm);
  expect([...signs.keys()].sort()).toEqual([...classes].sort());
  // On light paper and on dark.
  for (const theme of [css.slice(0, css.indexOf('@media screen')), css]) {
    const tokens = new Map(
      [...theme.matchAll(/^\s+(--[\w-]+): (#\w+);/gm)].map(([, name, value]) => [name, value]),
    );
    const colours = (pattern: RegExp) => new Set(found(css, pattern).map((token) => tokens.get(token)));
    const ofStatus = colours(/--status-(?:ink|line): var\((--[\w-]+)\);/g);
    const ofOutlook = colours(/--outlook-(?:ink|line): var\((--[\w-]+)\);/g);
    expect(ofOutlook.size).toBe(2 * classes.length);
    expect([...ofOutlook].filter((colour) => colour === undefined || ofStatus.has(colour))).toEqual([]);
  }
  const ofStatus = new Set((await signsWithin('circle')).values());
  expect([...signs.values()].filter((sign) => ofStatus.has(sign))).toEqual([]);
});

/** Words that stand together: the members of one list, the values of one map. */
function together(source: string): string[][] {
  const lists = found(source, /\[((?:'\w+'(?:, )?)+)\]/g);
  const maps = found(source, /\{ ((?:\w+: '\w+'(?:, )?)+) \}/g);
  return [...lists, ...maps].map((text) => found(text, /'(\w+)'/g));
}

test('components name no status that is not in the list', async () => {
  const folder = join(checkout, 'reports', 'components');
  const named = [];
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.svelte'))) {
    const source = await read('reports', 'components', file);
    const groups = together(source).filter((words) => words.some(isStatus));
    const single = found(source, /(?:\bnumber\(|\?\? |status === )'([a-z_]+)'/g);
    for (const word of [...groups.flat(), ...single]) named.push(`${file} ${word}`);
  }
  // The cards, the matrix and the lists of sources at least.
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((line) => !isStatus(line.split(' ')[1] ?? ''))).toEqual([]);
});

test('marts and checks name no status: measure alone decides it', async () => {
  const named = [];
  for (const folder of ['marts', 'checks'])
    for (const file of await readdir(join(checkout, 'models', folder)))
      for (const line of (await read('models', folder, file)).split('\n')) {
        const said = /\bas status\b|topic = 'status'/.test(line) ? found(line, /then '(\w+)'/g) : [];
        const asked = found(line, /\bstatus (?:=|<>) '(\w+)'/g);
        named.push(...said, ...asked);
      }
  expect(named).toEqual([]);
});
