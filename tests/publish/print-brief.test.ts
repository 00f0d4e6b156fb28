import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPdf } from '../../pipelines/publish/gate/read-pdf.ts';
import { brief, canPrint, printBrief } from '../../pipelines/publish/print-brief.ts';

let folder: string;
let release: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpi-print-'));
  release = join(folder, 'release');
  await mkdir(join(release, brief.page), { recursive: true });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (html: string) =>
  writeFile(
    join(release, brief.page, 'index.html'),
    `<!doctype html><html lang="vi"><meta charset="utf-8">${html}`,
  );
const paper = () => readFile(join(release, brief.paper));

test('the same page gives the same bytes, whenever it is printed, and runs nothing', async () => {
  await write('<title>Bản tin</title><p>84,3 % hồ sơ đúng hạn</p><script>document.write("đã chạy")</script>');
  const browser = join(folder, 'browser');
  expect(await canPrint(browser)).toBe(true);
  await printBrief(release, browser);
  const first = await paper();
  // A PDF tells its time in seconds.
  await new Promise((done) => setTimeout(done, 1100));
  await printBrief(release, browser);
  expect(first.equals(await paper())).toBe(true);
  const { texts, runs } = await readPdf(first);
  expect([texts[0]?.trim(), runs]).toEqual(['84,3 % hồ sơ đúng hạn', false]);
  expect(texts.join(' ')).toContain('Bản tin');
});

test('links of the paper lead to the site, and nowhere while nobody has said where that is', async () => {
  await write('<p>Bản tin <a href="/chi-tieu/tthc-dung-han/">Đúng hạn</a></p>');
  const linksOf = async (address?: string) => {
    await printBrief(release, folder, { address });
    return (await paper()).toString('latin1').match(/\/URI \([^)]*\)/g) ?? [];
  };
  expect(await linksOf('https://kpi.example.vn/')).toEqual([
    '/URI (https://kpi.example.vn/chi-tieu/tthc-dung-han/)',
  ]);
  expect(await linksOf()).toEqual([]);
});

test('what is printed asks nobody but the release', async () => {
  const asked: string[] = [];
  const other = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const { port } = other.address() as AddressInfo;
  await write(
    `<p>Bản tin</p><img src="http://127.0.0.1:${port}/anh.png"><link rel="stylesheet" href="http://127.0.0.1:${port}/a.css">`,
  );
  const browser = join(folder, 'browser');
  await canPrint(browser);
  await printBrief(release, browser);
  other.close();
  expect(asked).toEqual([]);
  expect((await readPdf(await paper())).texts[0]).toContain('Bản tin');
});

test('where a browser has no place to start it is told, not thrown', async () => {
  await writeFile(join(folder, 'file'), '');
  expect(await canPrint(join(folder, 'file', 'browser'))).toBe(false);
});

test('a run that is stopped prints nothing', async () => {
  await write('<p>Bản tin</p>');
  await expect(printBrief(release, folder, { signal: AbortSignal.abort() })).rejects.toThrow();
  await expect(paper()).rejects.toThrow('ENOENT');
});
