import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { isRenderersScript } from '../evidence/inline-scripts.ts';
import { openTableOf } from '../open-data/tables.ts';
import { rowsFile } from '../page/write-rows.ts';
import { isScriptFile, sha256Of } from '../script-files.ts';
import { type Allowed, noteNumbers } from './allowed.ts';
import { textsOfJson } from './as-read.ts';
import type { Findings } from './finding.ts';
import { inspectColumns, inspectTable } from './inspect-table.ts';
import { inspectWorkbook } from './inspect-workbook.ts';
import { numbersWithin } from './known-values.ts';
import { otherHosts } from './other-hosts.ts';
import { textsOfPicture } from './picture-texts.ts';
import { readCsv } from './read-csv.ts';
import { readArrow, readParquet, readRows } from './read-data.ts';
import { readPage } from './read-page.ts';
import { linesOf, markupOf, type Place } from './text-search.ts';

const pages = new Set(['.html', '.svg', '.xml']);
const texts = new Set(['.json', '.webmanifest', '.txt', '.csv', '.md', '.map']);
/** Pictures: what is drawn nobody can read here, what is noted in them is. */
const pictures = new Set(['.png', '.jpg', '.jpeg', '.webp']);
/** Programs and letters that come with the site and hold no data of ours. */
const opaque = new Set(['.wasm', '.ico', '.woff', '.woff2']);

/** A file of a release: its path inside it, and where it lies. */
export interface ReleaseFile {
  file: string;
  path: string;
}

/**
 * Looks through one file by its kind; they are read in one go, as hundreds of small ones take longer to wait for than to read.
 *
 * @throws Error for a file that cannot be read
 */
export async function inspectFile(
  { file, path }: ReleaseFile,
  connection: DuckDBConnection,
  allowed: Allowed,
  findings: Findings,
): Promise<void> {
  const ending = extname(file).toLowerCase();
  if (ending === '.parquet') {
    const table = await readParquet(connection, path);
    inspectTable(file, table, allowed, findings);
    inspectColumns(file, table.columns, allowed, findings);
    return;
  }
  const bytes = readFileSync(path);
  const open = openTableOf(file);
  if (ending === '.arrow' || (ending === '.csv' && open)) {
    const table = open && ending === '.csv' ? readCsv(bytes, open) : readArrow(bytes);
    inspectTable(file, table, allowed, findings);
    if (open) inspectColumns(file, table.columns, allowed, findings);
    return;
  }
  if (ending === '.xlsx') {
    await inspectWorkbook(file, bytes, allowed, findings);
    return;
  }
  if (basename(file) === rowsFile) {
    for (const table of readRows(bytes)) inspectTable(file, table, allowed, findings);
    return;
  }
  const inspectTexts = (found: readonly string[], place: Place) => {
    for (const text of found) findings.addAll(file, allowed.search.in(text, place, file));
  };
  if (isScriptFile(file) && allowed.scripts.get(file) !== sha256Of(bytes))
    findings.add('foreign_script', file, basename(file));
  if (pages.has(ending)) {
    const html = bytes.toString('utf8');
    inspectTexts(markupOf(html), 'source');
    for (const host of otherHosts(html, 'page')) findings.add('other_host', file, host);
    const page = readPage(html);
    inspectTexts(page.texts.flatMap(linesOf), 'page');
    const isBuilt = (address: string) => allowed.scripts.has(address.replace(/^\//, ''));
    for (const script of page.scripts)
      if (!isRenderersScript(script, isBuilt))
        findings.add('foreign_script', file, `<script>${script.text.trim().slice(0, shown)}`);
    for (const running of page.running) findings.add('foreign_script', file, running.slice(0, shown));
  } else if (texts.has(ending)) {
    const text = bytes.toString('utf8');
    inspectTexts([text], 'source');
    inspectTexts(textsOf(text, ending), 'page');
    if (ending === '.json') noteNumbers(allowed, numbersWithin(text), file);
  } else if (ending === '.css' || (isScriptFile(file) && ending !== '.wasm')) {
    const text = bytes.toString('utf8');
    inspectTexts([text], 'program');
    if (ending === '.css') inspectTexts(shownByStyle(text), 'page');
    const kind = ending === '.css' ? 'style' : 'script';
    for (const host of otherHosts(text, kind)) findings.add('other_host', file, host);
  } else if (ending === '.pdf') {
    // The library is large, and hardly any release has one.
    const { readPdf } = await import('./read-pdf.ts');
    const { texts, runs } = await readPdf(bytes);
    inspectTexts(texts.flatMap(linesOf), 'page');
    if (runs) findings.add('foreign_script', file, basename(file));
  } else if (pictures.has(ending)) {
    inspectTexts(textsOfPicture(bytes), 'page');
  } else if (!opaque.has(ending)) {
    findings.add('unknown_file', file, ending || basename(file));
  }
}

/** So much of what runs is told: enough to look for it. */
const shown = 60;

/** What a style puts before or behind an element. */
const shownByStyle = (css: string): string[] =>
  [...css.matchAll(/content\s*:\s*(["'])(.*?)\1/g)].map(([, , text = '']) => text);

/** What people read of a text file. */
const textsOf = (text: string, ending: string): string[] =>
  (ending === '.json' || ending === '.webmanifest' ? textsOfJson(text) : undefined) ?? [text];
