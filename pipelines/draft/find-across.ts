import { fold } from '../config/fold.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { profileColumns } from './profile.ts';
import { recordRows } from './sample-rows.ts';
import { isHamlet } from './words.ts';

/** What differs between columns that are one column written across. */
type AcrossKind = 'month' | 'quarter' | 'year' | 'hamlet';

/** Neighbouring columns that are one column written across. */
interface AcrossColumn {
  /** Their places among the columns of the samples, in the order of the texts. */
  columns: number[];
  /** Patterns of their labels for the contract, * for what differs. */
  patterns: string[];
  /** What stands above them; '' for nothing. */
  title: string;
}

/** Columns written across: one, or several over the same months ("Kế hoạch", "Thực hiện"). */
export interface Across {
  kind: AcrossKind;
  /** What differs, as the file writes it: "Tháng 1" … */
  texts: string[];
  columns: AcrossColumn[];
  /** By text: the tables that have it, where each has one of them only ("Số liệu tháng 9", then "Số liệu tháng 10"). */
  parts?: number[][];
}

/** So many neighbours do not have such names by chance. */
const fewest = 3;

const kinds: readonly [AcrossKind, (leaf: string) => boolean][] = [
  ['month', (leaf) => /^((thang|thg|t)[ .]{0,2})(1[0-2]|0?[1-9])([ /.-]*(nam )?20\d\d)?$/.test(fold(leaf))],
  ['month', (leaf) => /^(1[0-2]|0?[1-9])[/.-]20\d\d$/.test(fold(leaf))],
  ['quarter', (leaf) => /^(quy|q)[ .]{0,2}(iv|i{1,3}|[1-4])([ /.-]*(nam )?20\d\d)?$/.test(fold(leaf))],
  ['year', (leaf) => /^(nam )?20\d\d$/.test(fold(leaf))],
  ['hamlet', isHamlet],
];

interface Told {
  at: number;
  label: string;
  parent: string;
  leaf: string;
  kind: AcrossKind | undefined;
}

function tell(label: string, at: number): Told {
  const parts = label.split(' › ');
  const leaf = parts.at(-1) ?? '';
  return {
    at,
    label,
    leaf,
    parent: parts.slice(0, -1).join(' › '),
    kind: kinds.find(([, is]) => is(leaf))?.[0],
  };
}

/** Runs of neighbours of one kind below one title. */
function runs(told: readonly Told[]): Told[][] {
  const found: Told[][] = [];
  for (const its of told) {
    const [last] = found.at(-1) ?? [];
    if (last && last.kind === its.kind && last.parent === its.parent) found.at(-1)?.push(its);
    else found.push([its]);
  }
  return found.filter(([first, ...others]) => first?.kind !== undefined && others.length + 1 >= fewest);
}

/** The words with which a label begins before what differs: "Tháng " of "Tháng 1", "20" of "2026", "Tổ dân phố " of "Tổ dân phố Phú Sa". */
const beginning: Record<AcrossKind, RegExp> = {
  month: /^\D*/,
  quarter: /^(quý|q)[ .]*/iu,
  year: /^.*20(?=\d\d)/,
  hamlet: /^(tổ dân phố|khu phố|khu dân cư|\p{L}+) /iu,
};

const matches = (pattern: string, label: string): boolean => {
  const [start = '', end = ''] = fold(pattern.replace('*', '\u0001')).split('\u0001');
  return fold(label).startsWith(start.trim()) && fold(label).endsWith(end);
};

/** Patterns for the labels; the labels themselves where a pattern would take another column with them. */
function patternsOf(run: readonly Told[], all: readonly Told[], kind: AcrossKind): string[] {
  const patterns = [
    ...new Set(
      run.map(({ label, leaf }) => {
        const above = label.slice(0, label.length - leaf.length);
        return `${above}${beginning[kind].exec(leaf)?.[0] ?? ''}*`;
      }),
    ),
  ];
  const others = all.filter((its) => !run.includes(its));
  const isSafe = patterns.every(
    (pattern) =>
      !pattern.endsWith(' › *') && pattern !== '*' && !others.some(({ label }) => matches(pattern, label)),
  );
  return isSafe ? patterns : run.map(({ label }) => label);
}

/** Titles of the columns that have something above: "Số thuế đã nộp" over "Tháng 1". */
const titleOf = (run: readonly Told[], above: ReadonlyMap<string, string>): string => {
  const [first] = run;
  return first?.parent || above.get(first?.label ?? '') || '';
};

/** Columns with one lowest label below months, quarters, years or hamlets: "Số chuyến" of "Tháng 1", of "Tháng 2" … */
interface Repeated {
  kind: AcrossKind;
  leaf: string;
  run: Told[];
  /** What stands above each. */
  texts: string[];
}

/** Groups of columns that are told apart only by the month (quarter, year, hamlet) above them, all over the same of those. */
function repeated(told: readonly Told[]): Repeated[] {
  const groups = new Map<string, Repeated>();
  for (const its of told) {
    const above = its.parent.split(' › ').at(-1) ?? '';
    const kind = kinds.find(([, is]) => is(above))?.[0];
    if (kind === undefined) continue;
    const key = `${kind} ${fold(its.leaf)}`;
    const group = groups.get(key) ?? { kind, leaf: its.leaf, run: [], texts: [] };
    group.run.push(its);
    group.texts.push(above);
    groups.set(key, group);
  }
  const all = [...groups.values()].filter(({ run }) => run.length >= fewest);
  return all.filter(({ texts }) => texts.join('|') === all[0]?.texts.join('|'));
}

/** The columns of the groups, if the values of each are of one type. */
async function acrossOfRepeated(warehouse: Warehouse, told: readonly Told[]): Promise<Across | undefined> {
  const columns: AcrossColumn[] = [];
  const groups = repeated(told);
  for (const { kind, leaf, run, texts } of groups) {
    if (!(await isOneType(warehouse, run))) continue;
    const starts = new Set(texts.map((text) => beginning[kind].exec(text)?.[0] ?? ''));
    const patterns = [...starts].map((start) => `${start}* › ${leaf}`);
    columns.push({ columns: run.map(({ at }) => at), patterns, title: leaf });
  }
  const [first] = groups;
  return first && columns.length > 0 ? { kind: first.kind, texts: first.texts, columns } : undefined;
}

/** Whether what stands in a run is of one type that is no text. */
async function isOneType(warehouse: Warehouse, run: readonly Told[]): Promise<boolean> {
  const looked = run.map(({ at, label }) => ({ column: `c${at}`, labels: [label] }));
  const profiles = await profileColumns(warehouse, looked, recordRows);
  const filled = profiles.filter((its) => its.filled > 0);
  const types = ['decimal', 'money', 'percent', 'timestamp', 'yes_no'] as const;
  return filled.length > 0 && types.some((type) => filled.every(({ share }) => share[type] >= 0.9));
}

/**
 * Finds neighbouring columns whose labels are months, quarters, years or hamlets, and whose values are of one type; further
 * on those over the same of them. `above`: what stands above a label in the file, where the label alone tells the columns apart.
 */
export async function findAcross(
  warehouse: Warehouse,
  columns: readonly string[][],
  above: ReadonlyMap<string, string>,
): Promise<Across | undefined> {
  const told = columns.map(([label = ''], at) => tell(label, at));
  let found = await acrossOfRepeated(warehouse, told);
  if (found) return found;
  for (const run of runs(told)) {
    const kind = run[0]?.kind;
    const texts = run.map(({ leaf }) => leaf);
    const isSame = found === undefined || found.texts.join('|') === texts.join('|');
    if (kind === undefined || !isSame || !(await isOneType(warehouse, run))) continue;
    found ??= { kind, texts, columns: [] };
    const patterns = patternsOf(run, told, kind);
    found.columns.push({ columns: run.map(({ at }) => at), patterns, title: titleOf(run, above) });
  }
  return found;
}

/** A month or quarter in a label, as it differs from file to file. */
const numbered = /(tháng|quý) *(\d{1,2}|iv|i{1,3})(?![\p{L}\d])/iu;

/**
 * Finds the one column whose label names the month that its file is of: it has another label in each file, and the next
 * month brings one more.
 */
export function findMonthly(
  columns: readonly string[][],
  tables: readonly { labels: readonly string[] }[],
): Across | undefined {
  const patternOf = (label: string) => label.replace(numbered, (_, word: string) => `${word} *`);
  const found = columns.flatMap((labels, at) => {
    const patterns = new Set(labels.map(patternOf));
    const isMonthly =
      labels.length > 1 && patterns.size === 1 && labels.every((label) => numbered.test(label));
    return isMonthly ? [{ at, labels, patterns: [...patterns] }] : [];
  });
  const [only, ...others] = found;
  if (!only || others.length > 0) return undefined;
  const title = only.patterns[0]?.replace(/ *(tháng|quý) \*/iu, '').trim() ?? '';
  return {
    kind: 'month',
    texts: only.labels,
    columns: [{ columns: only.labels.map(() => only.at), patterns: only.patterns, title }],
    parts: only.labels.map((label) =>
      tables.flatMap((table, part) => (table.labels.includes(label) ? [part] : [])),
    ),
  };
}
