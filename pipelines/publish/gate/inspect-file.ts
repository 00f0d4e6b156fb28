import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { helperColumns } from '../evidence/helper-columns.ts';
import { isRenderersScript } from '../evidence/inline-scripts.ts';
import { rowsFile } from '../page/write-rows.ts';
import { hashColumns, type Published } from '../published-columns.ts';
import { isScriptFile, type ScriptFiles, sha256Of } from '../script-files.ts';
import { textsOfJson } from './as-read.ts';
import type { Findings } from './finding.ts';
import { numbersWithin } from './known-values.ts';
import { otherHosts } from './other-hosts.ts';
import { textsOfPicture } from './picture-texts.ts';
import { type PublishedTable, readArrow, readParquet, readRows } from './read-data.ts';
import { readPage } from './read-page.ts';
import { linesOf, markupOf, type Place, type TextSearch } from './text-search.ts';

const pages = new Set(['.html', '.svg', '.xml']);
const texts = new Set(['.json', '.webmanifest', '.txt', '.csv', '.md', '.map']);
/** Pictures: what is drawn nobody can read here, what is noted in them is. */
const pictures = new Set(['.png', '.jpg', '.jpeg', '.webp']);
/** Programs and letters that come with the site and hold no data of ours. */
const opaque = new Set(['.wasm', '.ico', '.woff', '.woff2']);

/** What the gate lets through, and what it never does. */
export interface Allowed {
  search: TextSearch;
  published: Published;
  /** Columns of any published mart. */
  columns: ReadonlySet<string>;
  /** Long whole numbers of tables, with where each stood first: one may be somebody's. */
  numbers: Map<string, string>;
  /** Script files that were built. */
  scripts: ScriptFiles;
}

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
    inspectMart(file, table, allowed, findings);
    return;
  }
  const bytes = readFileSync(path);
  if (ending === '.arrow') {
    inspectTable(file, readArrow(bytes), allowed, findings);
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

function noteNumbers({ numbers }: Allowed, found: readonly string[], where: string): void {
  for (const number of found) if (!numbers.has(number)) numbers.set(number, where);
}

/** What people read of a text file. */
const textsOf = (text: string, ending: string): string[] =>
  (ending === '.json' || ending === '.webmanifest' ? textsOfJson(text) : undefined) ?? [text];

function inspectTable(file: string, table: PublishedTable, allowed: Allowed, findings: Findings): void {
  const { search, columns } = allowed;
  for (const column of table.columns) {
    if (!columns.has(column) && !helperColumns.has(column)) findings.add('unpublished_column', file, column);
    findings.addAll(file, search.in(column, 'data', file));
  }
  for (const [column, values] of table.texts) {
    const place = hashColumns.has(column) ? 'hash' : 'data';
    const where = `${file} (${column})`;
    for (const value of values) findings.addAll(where, search.in(value, place, where));
  }
  for (const [column, values] of table.numbers) noteNumbers(allowed, values, `${file} (${column})`);
}

/** `data/marts/<mart>/<hash>/<mart>.parquet`: is this mart to be published, with these columns? */
function inspectMart(
  file: string,
  table: PublishedTable,
  { published, columns }: Allowed,
  findings: Findings,
): void {
  const mart = basename(file, '.parquet');
  const its = Object.hasOwn(published, mart) ? published[mart] : undefined;
  if (its === undefined) {
    findings.add('unpublished_mart', file, mart);
    return;
  }
  for (const column of table.columns) {
    if (!its.includes(column) && columns.has(column))
      findings.add('unpublished_column', file, `${mart}.${column}`);
  }
}
