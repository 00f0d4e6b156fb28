import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { generateDemo } from './generate.ts';
import { settle } from './life/resident.ts';
import { sampleGenerators } from './sources/index.ts';
import { practiceFiles } from './sources/practice.ts';
import type { Commune, SampleSource } from './sources/source.ts';
import type { DemoTruth } from './truth/truth.ts';

/** The source into whose inbox the sample's files go. */
export const demoSource = 'public-service-portal';

/** The seed of `kpi demo` unless another is asked for. */
export const defaultSeed = 57;

/** In the demo folder: exports nobody has described yet, to practise adding a source on. */
const practiceFolder = 'practice';

/** The two folders of a home that the sample writes to. */
export interface DemoFolders {
  inbox: string;
  demo: string;
}

/** What a reader must count in one file of a source besides the portal. */
export interface TruthSourceFile {
  source: string;
  file: string;
  read: number;
  accepted: number;
  refused: number;
}

/** The truth of everything that was written: `persons` covers all sources. */
export interface WrittenTruth extends DemoTruth {
  sources: TruthSourceFile[];
}

/**
 * Writes the sample commune into a home: the exports into the inbox, `truth.json` and `README.txt` beside them in the
 * demo folder. Files of the same name are replaced.
 *
 * @returns the truth that was written
 * @throws KpiError `demo_not_writable` when a folder or file cannot be written
 */
export async function writeDemo(folders: DemoFolders, { seed }: { seed: number }): Promise<WrittenTruth> {
  const { files, truth: portal, commune } = generateDemo({ seed });
  const truth: WrittenTruth = { ...portal, sources: [] };
  // What could not be written is named in the error.
  let folder = folders.demo;
  try {
    await mkdir(folders.demo, { recursive: true });
    // The demo folder marks the home as holding sample data, so the mark comes before the data.
    await writeWhole(
      folders.demo,
      'README.txt',
      `${messages().demo.readme(readmeFacts(truth)).join('\r\n')}\r\n`,
    );
    folder = join(folders.inbox, demoSource);
    await mkdir(folder, { recursive: true });
    for (const file of files) await writeWhole(folder, file.name, file.bytes);
    const persons = knownPersons(portal);
    const inhabited = { ...commune, residents: settle(seed, commune.persons) };
    folder = join(folders.demo, practiceFolder);
    await mkdir(folder, { recursive: true });
    for (const file of practiceFiles(seed, inhabited)) await writeWhole(folder, file.name, file.bytes);
    for (const made of sourcesOf(seed, inhabited)) {
      folder = join(folders.inbox, made.source);
      await mkdir(folder, { recursive: true });
      for (const file of made.files) await writeWhole(folder, file.name, file.bytes);
      truth.sources.push(...countsOf(made));
      persons.add(made);
    }
    truth.persons = { ...portal.persons, ...persons.sorted() };
    folder = folders.demo;
    await writeWhole(folders.demo, 'truth.json', `${JSON.stringify(truth, null, 1)}\n`);
  } catch (cause) {
    throw new KpiError('demo_not_writable', messages().demo.notWritable(folder), {
      hint: messages().demo.notWritableHint,
      cause,
    });
  }
  return truth;
}

/** One source at a time: a large one is written and let go before the next is made. */
function* sourcesOf(seed: number, commune: Commune): Generator<SampleSource> {
  for (const generate of sampleGenerators) yield generate(seed, commune);
}

const countsOf = ({ source, files }: SampleSource): TruthSourceFile[] =>
  files.map(({ name, rows, accepted, refused }) => ({ source, file: name, read: rows, accepted, refused }));

/** Names and numbers of the persons of all sources, each once. */
function knownPersons({ persons }: DemoTruth) {
  const names = new Set(persons.names);
  const ids = new Set(persons.ids);
  return {
    add({ persons: more }: SampleSource) {
      for (const name of more?.names ?? []) names.add(name);
      for (const id of more?.ids ?? []) ids.add(id);
    },
    sorted: () => ({ names: [...names].sort(), ids: [...ids].sort() }),
  };
}

/** Under another name first: whoever watches the folder never sees half a file. */
async function writeWhole(folder: string, name: string, content: string | Uint8Array): Promise<void> {
  const unfinished = join(folder, `.${name}.part`);
  await writeFile(unfinished, content);
  await rename(unfinished, join(folder, name));
}

function readmeFacts(truth: DemoTruth) {
  const count = (pick: (file: DemoTruth['files'][number]) => number) =>
    truth.files.reduce((sum, file) => sum + pick(file), 0);
  return {
    seed: truth.seed,
    files: truth.files.map((file) => file.name),
    read: count((file) => file.read),
    refused: count((file) => file.refused),
    repaired: count((file) => file.repaired),
    warned: count((file) => file.warned),
    received: truth.received,
  };
}
