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

test('every status has its colours and its sign, and nothing else has', async () => {
  const rules = found(await read('reports', 'app.css'), /^((?:\.[\w-]+,?\s+)+)\{\s*--status-ink/gm);
  const css = rules.flatMap((rule) => found(rule, /\.([\w-]+)/g)).filter((name) => name !== 'look-at');
  expect(css.sort()).toEqual([...statuses].sort());
  const [strokes = ''] = found(
    await read('reports', 'components', 'StatusMark.svelte'),
    /strokes = \{(.*?)\};/gs,
  );
  expect(found(strokes, /^\s*(\w+): /gm).sort()).toEqual([...statuses].sort());
});

test('the forecast of the year has marks of its own: no colour says both', async () => {
  const css = await read('reports', 'app.css');
  const [strokes = ''] = found(
    await read('reports', 'components', 'OutlookMark.svelte'),
    /strokes = \{(.*?)\};/gs,
  );
  const classes = found(css, /^\.outlook-(\w+) \{/gm);
  expect(found(strokes, /^\s*(\w+): /gm).sort()).toEqual([...classes].sort());
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
  const statusMark = await read('reports', 'components', 'StatusMark.svelte');
  const signs = (source: string) => found(source, /: '(m?M?[^']+)',/g);
  expect(signs(strokes).filter((sign) => statusMark.includes(`'${sign}'`))).toEqual([]);
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
