import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const checkout = resolve(import.meta.dirname, '..', '..');
const others = [
  'digital-skills',
  'e-documents',
  'land-parcels',
  'petitions',
  'population',
  'population-by-hamlet',
  'procedures',
  'social-payments',
  'unit-returns',
];

const folders = new Map<string, string>();

/** A project folder of a commune that does without some sources. */
function communeWithout(sources: readonly string[]): string {
  const off = sources.join(', ');
  const known = folders.get(off);
  if (known !== undefined) return known;
  const root = mkdtempSync(join(tmpdir(), 'kpi-few-'));
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'it-chi-tieu');
  mkdirSync(folder);
  for (const name of ['targets.yaml', 'calendar.yaml'])
    cpSync(join(checkout, 'models', 'plan', name), join(folder, name));
  const plan = readFileSync(join(checkout, 'models', 'plan', 'plan.yaml'), 'utf8');
  writeFileSync(join(folder, 'plan.yaml'), `${plan}\noff: { sources: [${off}] }\n`);
  folders.set(off, folder);
  return folder;
}

/**
 * A project folder of a commune that has the portal and the lists of hamlets and units, and nothing else: what a night does
 * besides counting is tried with a third of the counting.
 */
export const fewIndicators = (): string => communeWithout(others);

/** The same with the lists and some other sources in place of the portal. */
export const onlySources = (...kept: string[]): string =>
  communeWithout([...others, 'public-service-portal'].filter((source) => !kept.includes(source)));
