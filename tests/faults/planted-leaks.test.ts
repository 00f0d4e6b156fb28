import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { run as deliveryList } from '../../pipelines/commands/delivery-list.ts';
import { run as withdraw } from '../../pipelines/commands/delivery-withdraw.ts';
import { run as periodLock } from '../../pipelines/commands/period-lock.ts';
import { run as quarantineList } from '../../pipelines/commands/quarantine-list.ts';
import { run as siteMasked } from '../../pipelines/commands/site-masked.ts';
import { run as status } from '../../pipelines/commands/status.ts';
import { maskPath } from '../../pipelines/publish/gate/finding.ts';
import { inspectRelease } from '../../pipelines/publish/gate/inspect-release.ts';
import { readMarts } from '../../pipelines/publish/marts-file.ts';
import { readCurrent } from '../../pipelines/publish/release.ts';
import { noteScripts } from '../../pipelines/publish/script-files.ts';
import { openWarehouse } from '../../pipelines/run/open-warehouse.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { knownValues } from '../../pipelines/run/screen.ts';
import { projectOf } from '../../pipelines/run/setting.ts';
import type { SampleHome } from '../pipeline/sample-home.ts';
import type { CommuneFolder } from '../support/commune-folder.ts';
import { type Planted, person, read } from '../support/planted.ts';
import { drawing, pngWithNote } from '../support/planted-files.ts';
import {
  deliver,
  type Places,
  placesOf,
  plainFolder,
  plainHome,
  plantInFolder,
  plantInInbox,
  residentsFile,
} from '../support/planted-home.ts';
import { filesBelow, textsOfFile } from '../support/release-texts.ts';
import { spoil, spoiledBy } from '../support/spoiled-release.ts';

const inFolder = ['indicators', 'sources', 'targets', 'comparisons', 'mart'];
const inInbox = ['texts', 'groups', 'hamlets', 'units', 'cells', 'notes', 'names', 'sheets', 'heads'];
const places: Places = placesOf([...inFolder, ...inInbox, 'codes', 'pages', 'files', 'locks']);

let folder: CommuneFolder;
let home: SampleHome;
beforeAll(async () => {
  folder = await plainFolder();
  home = await plainHome(folder, places);
  home.context.json = false;
});
afterAll(async () => {
  await home.remove();
  await rm(dirname(folder.root), { recursive: true, force: true });
});

const every = (): { place: string; its: Planted }[] =>
  Object.entries(places).flatMap(([place, all]) => all.map((its) => ({ place, its })));

/** What of the planted stands in any of the texts, as place and form. `but`: places that may. */
function plantedIn(texts: readonly string[], but: readonly string[] = []): string[] {
  const left = every().filter(({ place }) => !but.includes(place));
  const ready = texts.map(read);
  return left.flatMap(({ place, its }) =>
    ready.some((text) => its.isPlantedIn(text)) ? [`${place}: ${its.what}`] : [],
  );
}

async function plantedBelow(root: string, but: readonly string[] = []): Promise<string[]> {
  const found: string[] = [];
  for (const path of filesBelow(root))
    for (const leak of plantedIn([relative(root, path), ...(await textsOfFile(path))], but))
      found.push(`${relative(root, path)}: ${leak}`);
  return found;
}

async function release(): Promise<string> {
  const current = await readCurrent(home.context.home.site);
  return join(home.context.home.site, 'releases', current?.release ?? 'none');
}

/** Each file of the live release with its hash. */
async function liveBytes(): Promise<string[]> {
  return filesBelow(await release()).map(
    (path) => `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`,
  );
}

let night = 0;
/** A night with its site, an hour after the one before. Returns how it ended, and all that was said. */
async function go() {
  home.said.length = 0;
  night += 1;
  const hour = night;
  home.context.clock = () => new Date(Date.UTC(2026, 10, 22, 2 + hour));
  const result = await refresh(home.context, {}).catch((error) => ({
    outcome: 'failed',
    exit_code: error.exitCode,
    message: error.message,
  }));
  return { ...result, said: home.said.join('\n') };
}

async function printed(command: typeof status, options = {}): Promise<string> {
  home.printed.length = 0;
  for (const json of [true, false]) await command({ ...home.context, json }, options);
  return home.printed.join('\n');
}

interface Masked {
  mart: string;
  column: string;
  source: string | null;
  delivery: string | null;
  row: number | null;
  file: string | null;
  line: number | null;
}

test('what is planted in deliveries and in texts of the project goes live nowhere, and officers are told whence it came', async () => {
  await plantInFolder(folder, places);
  await plantInInbox(home, places);
  const result = await go();
  expect([result.outcome, result.message]).toEqual(['warned', expect.stringContaining('giá trị bị che')]);
  expect(await plantedBelow(await release())).toEqual([]);
  expect(await plantedBelow(home.context.home.logs)).toEqual([]);
  expect(plantedIn(await textsOfFile(home.context.home.marts))).toEqual([]);
  // The names of an officer's own files are on the officer's screen only.
  expect(plantedIn([result.said], ['names'])).toEqual([]);
  expect(
    plantedIn([await printed(deliveryList), await printed(quarantineList, { limit: '100000' })], ['names']),
  ).toEqual([]);
  expect(plantedIn([await printed(status), await printed(siteMasked)])).toEqual([]);

  home.printed.length = 0;
  await siteMasked({ ...home.context, json: true }, {});
  const masked: Masked[] = JSON.parse(home.printed[0] ?? '[]');
  expect(masked.length).toBeGreaterThan(150);
  const lost = masked.filter(({ source, delivery, row, file, line }) =>
    source === null ? file === null || line === null : delivery === null || row === null,
  );
  expect(lost.map(({ mart, column }) => `${mart}.${column}`)).toEqual([]);
}, 900_000);

test('a period is locked by somebody whose name goes nowhere', async () => {
  const [who] = places.locks ?? [];
  await periodLock(home.context, { period: '2026-09', byWhom: `${who?.person.name}, ${who?.person.phone}` });
  expect(plantedIn(await textsOfFile(home.context.home.marts))).toEqual([]);
});

test('in a code that addresses are made of the run ends, and the release in use stays', async () => {
  const before = await liveBytes();
  const written = readFileSync(join(folder.root, 'indicators/rieng.yaml'), 'utf8');
  const [joined, number, phone] = ['a name without marks', 'an identity number', 'a phone'].map((form) =>
    (places.codes ?? []).find(({ what }) => what === form),
  );
  const codes = [
    (joined?.written ?? '').toLowerCase().replaceAll(' ', '-'),
    `viec-${number?.written}`,
    `goi-${phone?.written}`,
  ];
  onTestFinished(() => folder.write('indicators/rieng.yaml', written));
  for (const code of codes) {
    await folder.write('indicators/rieng.yaml', written.replace('id: so-viec-3', `id: ${code}`));
    const result = await go();
    expect([code, result.outcome, result.exit_code]).toEqual([code, 'failed', 2]);
    expect(result.said).toMatch(/indicator\.(?:indicator|link): mã \S+•/);
    expect(plantedIn([result.said, await printed(status)], ['names'])).toEqual([]);
    expect(await plantedBelow(home.context.home.logs)).toEqual([]);
    expect(await liveBytes()).toEqual(before);
  }
}, 400_000);

test('in a page of the commune each line is named before anything is built, also what no reader would see', async () => {
  const before = await liveBytes();
  const forms = places.pages ?? [];
  const page = readFileSync(join(folder.root, 'pages/trang-rieng/index.md'), 'utf8');
  onTestFinished(() => folder.write('pages/trang-rieng/index.md', page));
  const lines = [
    ...forms.map(({ written }) => `- ${written}\n`),
    ...forms.map(({ written }) => `{#if rieng.nothing}\n\n${written}\n\n{/if}\n`),
  ].join('\n');
  const [inTitle, inQuery] = forms;
  await folder.write(
    'pages/trang-rieng/index.md',
    `${page
      .replace('Trang riêng của xã', inTitle?.written ?? '')
      .replace('select * from', `-- ${inQuery?.written}\nselect * from`)}\n${lines}`,
  );
  const result = await go();
  expect([result.outcome, result.exit_code]).toEqual(['failed', 2]);
  const all = readFileSync(join(folder.root, 'pages/trang-rieng/index.md'), 'utf8').split('\n');
  const told = new Set([...result.said.matchAll(/index\.md:(\d+) — /g)].map(([, line]) => Number(line)));
  const unsaid = all.flatMap((text, at) =>
    plantedIn([text]).length > 0 && !told.has(at + 1) ? [`${at + 1}: ${text}`] : [],
  );
  expect(unsaid).toEqual([]);
  expect(told.size).toBeGreaterThanOrEqual(2 * forms.length + 2);
  expect(plantedIn([result.said], ['names'])).toEqual([]);
  expect(await plantedBelow(home.context.home.logs)).toEqual([]);
  expect(await liveBytes()).toEqual(before);
}, 400_000);

test('in pictures, names of files and of columns the gate finds it in the finished release, which goes', async () => {
  const before = await liveBytes();
  const files = places.files ?? [];
  const names = ['van-ban', 'mo-ta', 'tieu-de', 'thuoc-tinh'] as const;
  const [byName, byNumber] = files;
  const added = [
    ...names.map((place, at) => [`static/${place}.svg`, drawing(place, files[at]?.written ?? '')] as const),
    ...files.slice(4, 12).map(({ written }, at) => [`static/anh-${at}.png`, pngWithNote(written)] as const),
    [`static/${byName?.person.name}.png`, pngWithNote('ảnh')] as const,
    [`static/the-${byNumber?.person.id}.png`, pngWithNote('ảnh')] as const,
  ];
  await mkdir(join(folder.root, 'static'), { recursive: true });
  onTestFinished(async () => {
    for (const path of ['static', 'marts/cot.sql', 'pages/cot'])
      await rm(join(folder.root, path), { recursive: true });
  });
  for (const [path, content] of added) await writeFile(join(folder.root, path), content);
  await folder.write('marts/cot.sql', `select 1 as "${files[12]?.person.name}", 'x' as x`);
  // Rows go to readers with the page that asks for them, where a component of it does something in the browser.
  await folder.write(
    'pages/cot/index.md',
    '# Cột\n\n```sql rows\nselect * from marts.cot\n```\n\n{rows.length}\n\n<PeriodChooser periods={rows} period="x" />\n',
  );
  const result = await go();
  expect([result.outcome, result.exit_code]).toEqual(['failed', 3]);
  for (const [path] of added.slice(0, 12))
    expect(result.said, path).toContain(`${path.replace('static/', '')}: có `);
  expect(result.said).toContain('cot/rows.json');
  expect(result.said).toMatch(/\S•+\.png: có /);
  expect(plantedIn([result.said], ['names'])).toEqual([]);
  expect(await plantedBelow(home.context.home.logs)).toEqual([]);
  expect(await liveBytes()).toEqual(before);
}, 900_000);

test('the ways on: files of the project mended, deliveries withdrawn, a name made public: the next release goes live', async () => {
  const before = await readCurrent(home.context.home.site);
  const [, , , , , chief] = places.sheets ?? [];
  const clean = await plainFolder();
  for (const file of ['indicators/rieng.yaml', 'targets.yaml', 'sources/so-theo-doi/source.yaml'])
    await folder.write(file, readFileSync(join(clean.root, file), 'utf8'));
  await rm(dirname(clean.root), { recursive: true });
  for (const name of await readdir(join(folder.root, 'sources')))
    if (name.startsWith('nguon-')) await rm(join(folder.root, 'sources', name), { recursive: true });
  for (const path of ['marts/cua_xa.sql', 'pages']) await rm(join(folder.root, path), { recursive: true });
  const name = chief?.person.name ?? '';
  await folder.change('indicators/rieng.yaml', 'owner: Văn phòng', `owner: Ông ${name}`);
  await folder.change('plan.yaml', /$/, `public_names: ["${name}"]\n`);
  const deliveries = await home.ask<{ id: string; name: string }>(
    "select left(sha256, 8) as id, name from ops.delivery where source in ('so-theo-doi', 'units')",
  );
  for (const { id, name: file } of deliveries)
    if (!['so.csv', 'don-vi.csv'].includes(file))
      await withdraw(home.context, { id, byWhom: 'Văn phòng' } as never);
  const result = await go();
  expect(result.said).toContain('XONG');
  const now = await readCurrent(home.context.home.site);
  expect(now?.release).not.toBe(before?.release);
  const page = readFileSync(join(await release(), 'chi-tieu/so-viec/index.html'), 'utf8');
  expect(page).toContain(name);
  expect(page).not.toContain('[đã che]');
  const isPublic = `sheets: ${chief?.what}`;
  const found = await plantedBelow(await release());
  expect(found.filter((leak) => !leak.endsWith(isPublic))).toEqual([]);
  home.printed.length = 0;
  await siteMasked({ ...home.context, json: true }, {});
  expect(JSON.parse(home.printed[0] ?? '')).toEqual([]);
}, 900_000);

test('what is added to that release behind the back of the build is found, file by file', async () => {
  const live = await release();
  const copy = join(home.context.home.root, 'copy');
  cpSync(live, copy, { recursive: true });
  // As it was looked at before it was packed.
  for (const packed of filesBelow(copy).filter((path) => path.endsWith('.gz'))) {
    const plain = packed.slice(0, -'.gz'.length);
    if (!existsSync(plain)) await writeFile(plain, gunzipSync(readFileSync(packed)));
    await rm(packed);
  }
  const scripts = await noteScripts(copy);
  // Other persons than those of the places: a list of residents of their own.
  await deliver(
    home,
    'cu-dan',
    'cu-dan-2.csv',
    residentsFile(Array.from({ length: spoiledBy }, (_, n) => person(n))),
  );
  await refresh(home.context, { site: false });
  const project = await projectOf(home.context);
  const warehouse = await openWarehouse(home.context.home);
  const known = await knownValues({ home: home.context.home, project, warehouse }).finally(() =>
    warehouse.close(),
  );
  const { published } = await readMarts(home.context.home.marts);
  const inspect = async () =>
    (
      await inspectRelease({
        release: copy,
        marts: home.context.home.marts,
        published,
        forbidden: [],
        pages: [],
        maxRowLossShare: 1,
        scripts,
        known,
      })
    ).findings;
  try {
    expect(await inspect()).toEqual([]);
    const spoiled = await spoil(copy);
    const findings = await inspect();
    const isFound = (path: string) =>
      findings.some(({ file }) => [path, maskPath(path)].some((its) => file.startsWith(its)));
    expect(spoiled.filter((path) => !isFound(path))).toEqual([]);
  } finally {
    await known.close();
  }
}, 400_000);
