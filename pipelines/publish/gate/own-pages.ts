import { readFile } from 'node:fs/promises';
import type { Fault } from '../../config/fault.ts';
import type { ProjectFile } from '../../config/project-files.ts';
import { messages } from '../../messages/index.ts';
import { asRead } from './as-read.ts';
import { mask, maskPath } from './finding.ts';
import type { KnownValues } from './known-values.ts';
import { writtenMatches } from './personal-patterns.ts';

interface Line {
  file: string;
  line: number;
  text: string;
}

/**
 * What of persons is written in the pages of a commune, each with its line. The gate sees what a built page shows; what a condition
 * leaves out, the SQL of a query and the head of a page go into its scripts all the same, in which any digits may stand.
 */
export async function personalInPages(files: readonly ProjectFile[], known: KnownValues): Promise<Fault[]> {
  const lines: Line[] = [];
  for (const { at, shown, path, owner } of files) {
    if (owner !== 'commune' || !path.endsWith('.md')) continue;
    // Line 0: its address.
    lines.push({ file: shown, line: 0, text: path });
    const texts = (await readFile(at, 'utf8')).split('\n');
    lines.push(...texts.map((text, nth) => ({ file: shown, line: nth + 1, text })));
  }
  const { person, findings } = messages().publish;
  const persons = await known.find(lines.map(({ text }) => text));
  // Names that are public are counted where they are shown.
  known.shownByList = 0;
  const faults = lines.flatMap(({ file, line, text }): Fault[] => {
    const [its] = persons.get(text) ?? [];
    const found = its ?? writtenMatches(asRead(text), 'page')[0];
    if (!found) return [];
    const whose = its ? ` (${person(its.source, its.sha256.slice(0, 8), its.row)})` : '';
    return [{ file, line, field: '', message: `${findings[found.kind]}: ${mask(found.value)}${whose}` }];
  });
  const named = new Set(faults.flatMap(({ file, line }) => (line === 0 ? [file] : [])));
  return faults.map(({ file, line, ...its }) => ({
    ...its,
    file: named.has(file) ? maskPath(file) : file,
    line: Math.max(line, 1),
  }));
}
