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

let folder: string | undefined;

/**
 * A project folder of a commune that has the portal and the lists of hamlets and units, and nothing else: what a night does
 * besides counting is tried with a third of the counting.
 */
export function fewIndicators(): string {
  if (folder !== undefined) return folder;
  const root = mkdtempSync(join(tmpdir(), 'kpi-few-'));
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  folder = join(root, 'it-chi-tieu');
  mkdirSync(folder);
  for (const name of ['targets.yaml', 'calendar.yaml'])
    cpSync(join(checkout, 'models', 'plan', name), join(folder, name));
  const plan = readFileSync(join(checkout, 'models', 'plan', 'plan.yaml'), 'utf8');
  writeFileSync(join(folder, 'plan.yaml'), `${plan}\noff: { sources: [${others.join(', ')}] }\n`);
  return folder;
}
