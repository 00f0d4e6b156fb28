import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { messages } from '../messages/index.ts';
import type { Fault } from './fault.ts';
import { nearest } from './nearest.ts';

/** Whose a file is: the program's, the same for every commune, or the commune's own. */
export type Owner = 'program' | 'commune';

/** A file of sources/, models/ or reports/ that is in force. */
export interface ProjectFile {
  /** Where it stands in the program's order, with '/': `models/plan/targets.yaml`. */
  path: string;
  /** Where it lies on this machine. */
  at: string;
  owner: Owner;
  /** How it is called when something is wrong with it. */
  shown: string;
  /** Of a commune's file: the file of the program that it stands in place of. */
  replaces?: string;
}

/** The files of the program with those of the commune in their place. */
export interface ProjectFiles {
  /** Folder of the program. */
  program: string;
  /** The commune's project folder; undefined where it has none. */
  folder: string | undefined;
  /** All in force, sorted by path. */
  all: readonly ProjectFile[];
  /** Files of the folder that have no place. */
  faults: readonly Fault[];
}

/** A place in a project folder, and where in the program's order its files stand. */
interface Place {
  /** A file, or a folder with '/' at its end. */
  within: string;
  stands: string;
  endings?: readonly string[];
  /** Folders above its files; default 1. */
  depth?: number;
  /** The folder is of no use without it. */
  required?: true;
  /** SQL decides what numbers mean: a file of the program is replaced only when somebody has said so. */
  isSql?: true;
}

/** Who is told what: the one file of the folder that no figure and no page comes from. The program has none. */
export const alertsPath = 'models/plan/alerts.yaml';

/** What may stand in a project folder. What is not in this table is the program's alone. */
export const places: readonly Place[] = [
  { within: 'plan.yaml', stands: 'models/plan/plan.yaml', required: true },
  { within: 'targets.yaml', stands: 'models/plan/targets.yaml' },
  { within: 'calendar.yaml', stands: 'models/plan/calendar.yaml' },
  { within: 'names.yaml', stands: 'models/plan/names.yaml' },
  { within: 'hamlet-map.yaml', stands: 'models/plan/hamlet-map.yaml' },
  { within: 'alerts.yaml', stands: alertsPath },
  { within: 'indicators/', stands: 'models/indicators/', endings: ['.yaml'] },
  { within: 'sources/', stands: 'sources/', depth: 2 },
  { within: 'staging/', stands: 'models/staging/', endings: ['.sql'], isSql: true },
  { within: 'facts/', stands: 'models/facts/', endings: ['.sql'], isSql: true },
  { within: 'marts/', stands: 'models/marts/', endings: ['.sql'], isSql: true },
  { within: 'checks/', stands: 'models/checks/', endings: ['.sql'], isSql: true },
  { within: 'pages/', stands: 'reports/pages/', endings: ['.md'] },
  {
    within: 'static/',
    stands: 'reports/static/',
    endings: ['.png', '.jpg', '.jpeg', '.webp', '.svg', '.ico'],
  },
];

/** Where the folder keeps the program's files as they were when the commune put its own in their place. */
export const keptFolder = '.program';

const parts = ['sources', 'models', 'reports'];

/** Paths below a folder with '/', sorted the same on every system; none where there is no folder. */
export function pathsBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Notes and what tools keep beside one's files (.git, .DS_Store): nobody's business here. */
const isAside = (path: string): boolean => /(^|\/)(\.|README)/i.test(path);

const placeOf = (path: string): Place | undefined =>
  places.find(({ within, endings = [''], depth = 1 }) => {
    if (!within.endsWith('/')) return path === within;
    const isBelow = path.startsWith(within) && path.split('/').length > depth;
    return isBelow && endings.some((ending) => path.toLowerCase().endsWith(ending));
  });

/** The place in the program's order of a file of a project folder; undefined where it has none. */
export function standsAs(path: string): string | undefined {
  const place = placeOf(path);
  return place && place.stands + path.slice(place.within.length);
}

/** The place in a project folder of a file of the program; undefined for what is the program's alone. */
export function placeFor(path: string): string | undefined {
  const place = places.find(({ stands }) =>
    stands.endsWith('/') ? path.startsWith(stands) : path === stands,
  );
  return place && place.within + path.slice(place.stands.length);
}

const isSql = (path: string): boolean => placeOf(path)?.isSql === true;

/** What is wrong with the folder itself, before any of its files is read. */
function folderFault(program: string, folder: string): string | undefined {
  const text = messages().project;
  if (!existsSync(folder)) return text.missing(folder);
  if (!statSync(folder).isDirectory()) return text.noFolder(folder);
  const within = relative(resolve(program), resolve(folder));
  if (within === '' || !(within.startsWith('..') || resolve(within) === within))
    return text.insideProgram(folder);
  if (!existsSync(join(folder, 'plan.yaml'))) return text.noPlan(folder);
  return undefined;
}

/** Names that a misspelt one could have meant: those of the program's files and of the table above. */
function meant(path: string, known: readonly string[]): string | undefined {
  const names = [
    ...places.filter(({ within }) => !within.endsWith('/')).map(({ within }) => within),
    ...known,
  ];
  return nearest(path, names);
}

/**
 * Lists what is in force: the files of the program, those of the commune in place of the program's of the same name, and
 * those it adds. Looks at names only; reads without awaiting, for there are a few hundred.
 */
export function projectFiles(program: string, folder?: string): ProjectFiles {
  const files = new Map<string, ProjectFile>();
  for (const part of parts)
    for (const path of pathsBelow(join(program, part)).map((below) => `${part}/${below}`))
      files.set(path, { path, at: join(program, path), owner: 'program', shown: path });
  const faults: Fault[] = [];
  const inOrder = () => [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  if (folder === undefined) return { program, folder, all: inOrder(), faults };

  const text = messages().project;
  const say = (file: string, message: string) => faults.push({ file, line: 1, field: '', message });
  const fault = folderFault(program, folder);
  if (fault !== undefined) {
    say(folder, fault);
    return { program, folder, all: inOrder(), faults };
  }
  const known = [...files.keys()].flatMap((path) => placeFor(path) ?? []);
  for (const path of pathsBelow(folder)) {
    if (isAside(path)) continue;
    const shown = `${basename(folder)}/${path}`;
    const stands = standsAs(path);
    if (stands === undefined) {
      say(shown, text.noPlace(meant(path, known)));
      continue;
    }
    const replaced = files.has(stands);
    if (replaced && isSql(path) && !existsSync(join(folder, keptFolder, stands)))
      say(shown, text.replacesSql(stands));
    files.set(stands, {
      path: stands,
      at: join(folder, path),
      owner: 'commune',
      shown,
      ...(replaced ? { replaces: join(program, stands) } : {}),
    });
  }
  return { program, folder, all: inOrder(), faults };
}

/** SQL of the commune's that decides in place of the program's what numbers mean. */
export const replacedRules = ({ all }: ProjectFiles): ProjectFile[] =>
  all.filter(({ path, replaces }) => replaces !== undefined && path.endsWith('.sql'));

/** The file that stands at a path of the program's order. */
export function fileAt({ program, all }: ProjectFiles, path: string): ProjectFile {
  const found = all.find((file) => file.path === path);
  // Named although it is not there: whoever reads it says that it is missing.
  return found ?? { path, at: join(program, path), owner: 'program', shown: path };
}

/** The files below a folder of the program's order, of one ending: `models/facts/`, `.sql`. */
export const filesUnder = ({ all }: ProjectFiles, folder: string, ending: string): ProjectFile[] =>
  all.filter(({ path }) => path.startsWith(folder) && path.endsWith(ending));
