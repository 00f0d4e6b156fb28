import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join, relative, sep } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Engine } from '../../warehouse/engine.ts';
import { helperColumns } from '../evidence/helper-columns.ts';
import { hashColumns, type Published } from '../published-columns.ts';
import { asRead, textsOfJson, textsOfPage } from './as-read.ts';
import { auditSmallParts } from './audit/audit.ts';
import type { MartsAt } from './audit/published.ts';
import { type Finding, mask } from './finding.ts';
import { ForbiddenValues } from './forbidden-values.ts';
import { otherHosts } from './other-hosts.ts';
import { type Match, personalMatches, writtenMatches } from './personal-patterns.ts';
import { textsOfPicture } from './picture-texts.ts';
import { type PublishedTable, parquetAt, readArrow, readParquet } from './read-data.ts';

export interface GateOptions {
  /** Folder of the finished release. */
  release: string;
  /** Values out of the landing tables that must not be there: pseudonyms, codes of dossiers, names. */
  forbidden: Iterable<string>;
  /** Marts that may be there, with their columns. */
  published: Published;
  /** Pages that must be there, as `/` or `/chi-tieu/tthc-dung-han/`. */
  pages: readonly string[];
  /** Rows of each mart in the live release, if there is one. */
  previousCounts?: Readonly<Record<string, number>>;
  /** How much of a mart may be missing against the live release, 0–1. */
  maxRowLossShare: number;
}

export interface GateResult {
  findings: Finding[];
  /** Rows of each published mart. */
  counts: Record<string, number>;
  files: number;
}

const pages = new Set(['.html', '.svg', '.xml']);
const texts = new Set(['.json', '.webmanifest', '.txt', '.csv', '.md', '.map']);
const scripts = new Set(['.js', '.mjs', '.cjs']);
/** Pictures: what is drawn nobody can read here, what is noted in them is. */
const pictures = new Set(['.png', '.jpg', '.jpeg', '.webp']);
/** Programs and letters that come with the site and hold no data of ours. */
const opaque = new Set(['.wasm', '.ico', '.woff', '.woff2']);

/**
 * Looks through a finished release before anybody else can. Every file is read: pages and texts in full, parquet by DuckDB,
 * arrow by apache-arrow, scripts for known values and calls to other hosts. A file of a kind it does not know is a finding
 * too, for what it cannot read it cannot vouch for.
 */
export async function inspectRelease(options: GateOptions): Promise<GateResult> {
  const allowed: Allowed = {
    forbidden: new ForbiddenValues(options.forbidden),
    published: options.published,
    columns: new Set(Object.values(options.published).flat()),
  };
  const names = (await readdir(options.release, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  const files = new Set(names.map((path) => relative(options.release, path).split(sep).join('/')));
  const findings = new Findings();
  const counts: Record<string, number> = {};
  const engine = await Engine.openEngine({ path: ':memory:', threads: 2 });
  try {
    for (const file of files) {
      const path = join(options.release, file);
      // A name is read by whoever opens the address.
      inspectTexts(file, [asRead(file)], writtenMatches, allowed, findings);
      try {
        await inspectFile(file, path, engine.connection, allowed, findings, counts);
      } catch (error) {
        findings.add(
          'unreadable_file',
          file,
          String(error instanceof Error ? error.message : error).slice(0, 120),
        );
      }
    }
    await inspectSmallParts(auditedMarts(files, options.release), engine.connection, findings);
  } finally {
    await engine.close();
  }
  for (const page of options.pages) {
    const file = `${page.replace(/^\/|\/$/g, '')}/index.html`.replace(/^\//, '');
    if (!files.has(file)) findings.add('missing_page', file, page);
  }
  compareCounts(counts, options, findings);
  return { findings: findings.all(), counts, files: files.size };
}

/** What the gate lets through, and what it never does. */
interface Allowed {
  forbidden: ForbiddenValues;
  published: Published;
  /** Columns of any published mart. */
  columns: ReadonlySet<string>;
}

async function inspectFile(
  file: string,
  path: string,
  connection: DuckDBConnection,
  allowed: Allowed,
  findings: Findings,
  counts: Record<string, number>,
): Promise<void> {
  const ending = extname(file).toLowerCase();
  if (ending === '.parquet') {
    const table = await readParquet(connection, path);
    inspectTable(file, table, allowed, findings);
    inspectMart(file, table, allowed, findings, counts);
  } else if (ending === '.arrow') {
    inspectTable(file, await readArrow(path), allowed, findings);
  } else if (pages.has(ending) || texts.has(ending)) {
    const text = await readFile(path, 'utf8');
    inspectTexts(file, [text], personalMatches, allowed, findings);
    inspectTexts(file, textsOf(text, ending), writtenMatches, allowed, findings);
    if (pages.has(ending))
      for (const host of otherHosts(text, 'page')) findings.add('other_host', file, host);
  } else if (scripts.has(ending) || ending === '.css') {
    const text = await readFile(path, 'utf8');
    for (const value of allowed.forbidden.find(text)) findings.add('forbidden_value', file, mask(value));
    const kind = ending === '.css' ? 'style' : 'script';
    for (const host of otherHosts(text, kind)) findings.add('other_host', file, host);
  } else if (pictures.has(ending)) {
    const noted = textsOfPicture(await readFile(path)).map(asRead);
    inspectTexts(file, noted, writtenMatches, allowed, findings);
  } else if (!opaque.has(ending)) {
    findings.add('unknown_file', file, ending || basename(file));
  }
}

/** What people read of a text file. */
function textsOf(text: string, ending: string): string[] {
  if (pages.has(ending)) return textsOfPage(text);
  return (ending === '.json' || ending === '.webmanifest' ? textsOfJson(text) : undefined) ?? [asRead(text)];
}

function inspectTexts(
  file: string,
  texts: readonly string[],
  matchesIn: (text: string, place: 'page') => Match[],
  { forbidden }: Allowed,
  findings: Findings,
): void {
  for (const text of texts) {
    for (const { kind, value } of matchesIn(text, 'page')) findings.add(kind, file, mask(value));
    for (const value of forbidden.find(text)) findings.add('forbidden_value', file, mask(value));
  }
}

function inspectTable(
  file: string,
  table: PublishedTable,
  { forbidden, columns }: Allowed,
  findings: Findings,
): void {
  for (const column of table.columns) {
    if (!columns.has(column) && !helperColumns.has(column)) findings.add('unpublished_column', file, column);
  }
  for (const [column, values] of table.texts) {
    for (const value of values.map(asRead)) {
      for (const found of forbidden.find(value))
        findings.add('forbidden_value', `${file} (${column})`, mask(found));
      if (hashColumns.has(column)) continue;
      for (const match of writtenMatches(value, 'data')) {
        findings.add(match.kind, `${file} (${column})`, mask(match.value));
      }
    }
  }
}

/** `data/marts/<mart>/<hash>/<mart>.parquet`: is this mart to be published, with these columns? */
function inspectMart(
  file: string,
  table: PublishedTable,
  { published, columns }: Allowed,
  findings: Findings,
  counts: Record<string, number>,
): void {
  const mart = basename(file, '.parquet');
  const its = Object.hasOwn(published, mart) ? published[mart] : undefined;
  if (its === undefined) {
    findings.add('unpublished_mart', file, mart);
    return;
  }
  counts[mart] = table.rows;
  for (const column of table.columns) {
    if (!its.includes(column) && columns.has(column))
      findings.add('unpublished_column', file, `${mart}.${column}`);
  }
}

/** Where the data of the marts that the audit reads lie; undefined where one is missing, which is found besides. */
function auditedMarts(files: Iterable<string>, release: string): MartsAt | undefined {
  const at: Partial<Record<string, string>> = {};
  for (const file of files)
    if (extname(file) === '.parquet') at[basename(file, '.parquet')] = parquetAt(join(release, file));
  const { reading, period, indicator, site } = at;
  return reading && period && indicator && site ? { reading, period, indicator, site } : undefined;
}

/** Can a small group of persons be got back? Named are indicator and breakdown, not what was found. */
async function inspectSmallParts(
  marts: MartsAt | undefined,
  connection: DuckDBConnection,
  findings: Findings,
): Promise<void> {
  if (!marts) return;
  const { fallen, contradicting } = await auditSmallParts(connection, marts);
  for (const { indicator, breakdown, fallen: n, hidden } of fallen)
    findings.add('small_part', 'reading', `${indicator} · ${breakdown} · ${n}/${hidden}`);
  for (const { indicator, breakdown } of contradicting)
    findings.add('parts_contradict', 'reading', `${indicator} · ${breakdown}`);
}

function compareCounts(counts: Record<string, number>, options: GateOptions, findings: Findings): void {
  for (const mart of Object.keys(options.published))
    if (!(mart in counts)) findings.add('missing_mart', 'data', mart);
  for (const [mart, before] of Object.entries(options.previousCounts ?? {})) {
    const now = counts[mart];
    if (now === undefined || before <= 0) continue;
    if ((before - now) / before > options.maxRowLossShare)
      findings.add('rows_lost', mart, `${before} → ${now}`);
  }
}

/** Findings without repetitions: one value that stands a thousand times in a file is one finding. */
class Findings {
  readonly #found = new Map<string, Finding>();

  add(kind: Finding['kind'], file: string, value: string): void {
    this.#found.set(`${kind}\n${file}\n${value}`, { kind, file, value });
  }

  all(): Finding[] {
    return [...this.#found.values()];
  }
}
