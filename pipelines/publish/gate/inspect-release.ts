import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Engine, literal, quoted } from '../../warehouse/engine.ts';
import type { Published } from '../published-columns.ts';
import type { ScriptFiles } from '../script-files.ts';
import type { Allowed } from './allowed.ts';
import { auditSmallParts } from './audit/audit.ts';
import { type Finding, Findings, mask, maskPath } from './finding.ts';
import { ForbiddenValues } from './forbidden-values.ts';
import { inspectFile } from './inspect-file.ts';
import { type KnownValues, numberForms } from './known-values.ts';
import { TextSearch } from './text-search.ts';

/** What is asked of the figures themselves, whatever pages show of them. */
export interface FigureOptions {
  /** The file of the marts that the pages are made of: it holds the marts and nothing else. */
  marts: string;
  /** Marts that may be there, with their columns. */
  published: Published;
  /** Rows of each mart in the live release, if there is one. */
  previousCounts?: Readonly<Record<string, number>>;
  /** How much of a mart may be missing against the live release, 0–1. */
  maxRowLossShare: number;
}

export interface FigureInspection {
  findings: Findings;
  /** Rows of each published mart. */
  counts: Record<string, number>;
}

export interface GateOptions extends FigureOptions {
  /** Folder of the finished release. */
  release: string;
  /** Values out of the landing tables that must not be there: pseudonyms, codes of dossiers, names. */
  forbidden: Iterable<string>;
  /** What is known of persons out of the exports; without it only patterns and `forbidden` are looked for. */
  known?: KnownValues;
  /** Pages that must be there, as `/` or `/chi-tieu/tthc-dung-han/`. */
  pages: readonly string[];
  /** Script files as the renderer has written them; a release may hold no other. */
  scripts: ScriptFiles;
}

export interface GateResult {
  findings: Finding[];
  /** Rows of each published mart. */
  counts: Record<string, number>;
  files: number;
}

/** So many files are read at a time: while one is searched the next ones come from the disk and the engine. */
const readAhead = 4;

/** Looks at the figures: rows that are lost, and small groups of persons that can be got back. Takes as long as the pages take to build. */
export async function inspectFigures(options: FigureOptions): Promise<FigureInspection> {
  const engine = await Engine.openEngine({ path: ':memory:', threads: 2 });
  try {
    await engine.run(`attach ${literal(options.marts)} as ${martsFile} (read_only)`);
    const findings = new Findings();
    const counts = await countRows(engine, Object.keys(options.published));
    await inspectSmallParts(engine.connection, findings);
    compareCounts(counts, options, findings);
    return { findings, counts };
  } finally {
    await engine.close();
  }
}

/**
 * Looks through a finished release before anybody else can. Every file is read: pages, texts and PDF in full, parquet by DuckDB,
 * arrow by apache-arrow, workbooks part by part, scripts for known values and calls to other hosts; a script that the build has not written is a finding.
 * A file of a kind it does not know is a finding too, for what it cannot read it cannot vouch for.
 *
 * @param figures what was found of the figures, where that was begun before
 */
export async function inspectRelease(
  options: GateOptions,
  figures: Promise<FigureInspection> = inspectFigures(options),
): Promise<GateResult> {
  const allowed: Allowed = {
    search: new TextSearch(new ForbiddenValues(options.forbidden)),
    numbers: new Map(),
    published: options.published,
    columns: new Set(Object.values(options.published).flat()),
    scripts: options.scripts,
  };
  const names = (await readdir(options.release, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  const files = new Set(names.map((path) => relative(options.release, path).split(sep).join('/')));
  const findings = new Findings();
  const named = new Set<string>();
  const engine = await Engine.openEngine({ path: ':memory:', threads: 2 });
  try {
    await inspectFiles([...files], options.release, engine.connection, allowed, findings, named);
    if (options.known) await inspectPersons(allowed, options.known, findings, named);
  } finally {
    await engine.close();
  }
  for (const page of options.pages) {
    const file = `${page.replace(/^\/|\/$/g, '')}/index.html`.replace(/^\//, '');
    if (!files.has(file)) findings.add('missing_page', file, page);
  }
  const ofFigures = await figures;
  for (const { kind, file, value, person } of ofFigures.findings.all())
    findings.add(kind, file, value, person);
  const told = findings
    .all()
    .map((its) => (named.has(its.file) ? { ...its, file: maskPath(its.file) } : its));
  return { findings: told, counts: ofFigures.counts, files: files.size };
}

/** Looks through all files, several at a time; what is found stands in the order of the files. `named`: those whose names say it. */
async function inspectFiles(
  files: readonly string[],
  release: string,
  connection: DuckDBConnection,
  allowed: Allowed,
  findings: Findings,
  named: Set<string>,
): Promise<void> {
  const found = files.map(() => new Findings());
  const waiting = files.entries();
  const inspectNext = async (): Promise<void> => {
    for (const [at, file] of waiting) {
      const its = found[at] ?? findings;
      // A name is read by whoever opens the address.
      const inName = allowed.search.in(file, 'page', file);
      if (inName.length > 0) named.add(file);
      its.addAll(file, inName);
      try {
        await inspectFile({ file, path: join(release, file) }, connection, allowed, its);
      } catch (error) {
        its.add(
          'unreadable_file',
          file,
          String(error instanceof Error ? error.message : error).slice(0, 120),
        );
      }
    }
  };
  await Promise.all(Array.from({ length: readAhead }, inspectNext));
  for (const its of found)
    for (const { kind, file, value, person } of its.all()) findings.add(kind, file, value, person);
}

/** Does anything that people read speak of a person who is in an export? Asked once for all files. */
async function inspectPersons(
  { search, numbers }: Allowed,
  known: KnownValues,
  findings: Findings,
  named: Set<string>,
): Promise<void> {
  const places = new Map(search.read);
  for (const [number, where] of numbers) for (const form of numberForms(number)) places.set(form, where);
  for (const [text, matches] of await known.find(places.keys())) {
    // It is the name of a file.
    if (places.get(text) === text) named.add(text);
    for (const { kind, value, ...person } of matches)
      findings.add(kind, places.get(text) ?? '', mask(value), person);
  }
}

const martsFile = 'marts_file';
const martAt = (mart: string): string => `${martsFile}.main.${quoted(mart)}`;

async function countRows(engine: Engine, marts: readonly string[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const mart of marts)
    counts[mart] = (await engine.one<{ n: number }>(`select count(*) as n from ${martAt(mart)}`)).n;
  return counts;
}

/** Can a small group of persons be got back? Named are indicator and breakdown, not what was found. */
async function inspectSmallParts(connection: DuckDBConnection, findings: Findings): Promise<void> {
  const { fallen, contradicting } = await auditSmallParts(connection, {
    reading: martAt('reading'),
    period: martAt('period'),
    indicator: martAt('indicator'),
    site: martAt('site'),
  });
  for (const { indicator, breakdown, fallen: n, hidden } of fallen)
    findings.add('small_part', 'reading', `${indicator} · ${breakdown} · ${n}/${hidden}`);
  for (const { indicator, breakdown } of contradicting)
    findings.add('parts_contradict', 'reading', `${indicator} · ${breakdown}`);
}

/** Of these there are as many rows as something happened or is amiss: fewer of them is no loss. */
const happenings = [
  'decision',
  'figure_difference',
  'gap',
  'overdue',
  'refusal',
  'time_lost',
  'verdict_move',
];

function compareCounts(counts: Record<string, number>, options: FigureOptions, findings: Findings): void {
  for (const [mart, before] of Object.entries(options.previousCounts ?? {})) {
    const now = counts[mart];
    if (now === undefined || before <= 0 || happenings.includes(mart)) continue;
    if ((before - now) / before > options.maxRowLossShare)
      findings.add('rows_lost', mart, `${before} → ${now}`);
  }
}
