import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Home, homeAt } from '../../pipelines/config/home.ts';
import { delimited, dossier, dossiers, sheet } from '../cases/dossier-sheet.ts';

const checkout = resolve(import.meta.dirname, '..', '..');
const portal = 'public-service-portal';
/** What is left is the portal with the lists, the overview, the pages of its groups, and the brief with its paper. */
const off = `off:
  sources: [digital-skills, e-documents, land-parcels, petitions, population, population-by-hamlet, procedures, social-payments, unit-returns]
  pages: [dich-vu-cong, chi-tieu, diem-766, thon-xom, tra-cuu, thay-doi, trinh-chieu, chat-luong-du-lieu]
`;

/** A commune whose night takes seconds, in a folder of its own: the project, and the home that stands in it. */
export interface SmallCommune {
  root: string;
  project: string;
  home: Home;
  /** Arguments with which every command finds it. */
  args: string[];
  /** Folder for what its processes write beside the home; told to them as the system's. */
  temporary: string;
  remove(): void;
}

function communeAt(root: string, project: string): SmallCommune {
  const home = homeAt(join(root, 'home'));
  const temporary = join(root, 'tmp');
  mkdirSync(temporary, { recursive: true });
  return {
    root,
    project,
    home,
    args: ['--home', home.root, '--project', project, '--as-of', '2026-11-05'],
    temporary,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** @param under folder in which it is made; default: the system's */
export function smallCommune(under = tmpdir()): SmallCommune {
  const root = mkdtempSync(join(under, 'kpi-small-'));
  const project = join(root, 'xa-nho');
  mkdirSync(project);
  for (const name of ['targets.yaml', 'calendar.yaml'])
    cpSync(join(checkout, 'models', 'plan', name), join(project, name));
  const plan = readFileSync(join(checkout, 'models', 'plan', 'plan.yaml'), 'utf8');
  writeFileSync(join(project, 'plan.yaml'), `${plan}\n${off}`);
  return communeAt(root, project);
}

/** The same home in another place, as if it had lived there; what the inbox has told before is known by its content. */
export async function copyCommune(model: SmallCommune, under = tmpdir()): Promise<SmallCommune> {
  const root = mkdtempSync(join(under, 'kpi-small-'));
  await cp(model.home.root, join(root, 'home'), { recursive: true, preserveTimestamps: true });
  return communeAt(root, model.project);
}

/** Puts a file into the portal's inbox that has rested for a while. */
function deliver({ home }: SmallCommune, name: string, content: string): void {
  const folder = join(home.inbox, portal);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), content);
  const rested = new Date('2026-11-10T01:00:00Z');
  utimesSync(join(folder, name), rested, rested);
}

const open = { status: 'Đang xử lý', closed: '', returned: '' };

/** What came before the night that is tried. */
export const deliverFirst = (commune: SmallCommune): void =>
  deliver(
    commune,
    'a.csv',
    delimited(sheet([...dossiers(60), ...[61, 62, 63].map((n) => dossier(n, open))])),
  );

/** What comes in the night that is tried: new rows, newer states of old ones, one that is refused, and a page that is no table of its own. */
export const deliverSecond = (commune: SmallCommune): void =>
  deliver(
    commune,
    'b.csv',
    delimited(sheet([...dossiers(80, 61), dossier(141, open), dossier(142, { status: 'Lạ' })])),
  );
