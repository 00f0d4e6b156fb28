import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KpiError } from '../error.ts';
import { messages, storedMessages } from '../messages/index.ts';
import type { SampleFile } from './export/table.ts';
import { communeOf } from './life/commune.ts';
import { sampleGenerators } from './sources/index.ts';
import { practiceFiles } from './sources/practice.ts';
import type { SampleSource } from './sources/source.ts';

/** The seed of `kpi sample` unless another is asked for. */
export const defaultSeed = 57;

/** In the sample's folder: exports nobody has described yet, to practise adding a source on. */
const practiceFolder = 'practice';
const readme = 'README.txt';

/** The two folders of a home that the sample writes to. */
export interface SampleFolders {
  inbox: string;
  sample: string;
}

/** What was written into the inbox. */
export interface WrittenSample {
  files: number;
  rows: number;
}

/**
 * Writes the sample commune into a home: the exports into the inbox, `README.txt` and the files to practise on into the
 * sample's folder. Files of the same name are replaced.
 *
 * @throws KpiError `sample_not_writable` when a folder or file cannot be written
 */
export async function writeSample(
  folders: SampleFolders,
  { seed }: { seed: number },
): Promise<WrittenSample> {
  const commune = communeOf(seed);
  const written: WrittenSample = { files: 0, rows: 0 };
  // The folder marks the home as holding sample data, so the mark comes before the data.
  await writeFiles(folders.sample, []);
  await writeFiles(join(folders.sample, practiceFolder), practiceFiles(seed, commune));
  // One source at a time: a large one is written and let go before the next is made.
  for (const generate of sampleGenerators) {
    const made = generate(seed, commune);
    await writeFiles(join(folders.inbox, made.source), made.files);
    written.files += made.files.length;
    for (const { rows } of made.files) written.rows += rows;
    if (made.source === described) await writeFiles(folders.sample, [readmeOf(seed, made)]);
  }
  return written;
}

/** The source of which the readme tells what is odd and broken in it. */
const described = 'public-service-portal';

function readmeOf(seed: number, { files }: SampleSource): Pick<SampleFile, 'name' | 'bytes'> {
  const sum = (count: 'rows' | 'refused' | 'superseded' | 'repaired' | 'warned') =>
    files.reduce((total, file) => total + file[count], 0);
  const lines = storedMessages().sample.readme({
    seed,
    files: files.map(({ name }) => name),
    read: sum('rows'),
    refused: sum('refused'),
    superseded: sum('superseded'),
    repaired: sum('repaired'),
    warned: sum('warned'),
  });
  return { name: readme, bytes: Buffer.from(`${lines.join('\r\n')}\r\n`) };
}

async function writeFiles(
  folder: string,
  files: readonly Pick<SampleFile, 'name' | 'bytes'>[],
): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const { name, bytes } of files) {
      // Under another name first: whoever watches the folder never sees half a file.
      const unfinished = join(folder, `.${name}.part`);
      await writeFile(unfinished, bytes);
      await rename(unfinished, join(folder, name));
    }
  } catch (cause) {
    throw new KpiError('sample_not_writable', messages().sample.notWritable(folder), {
      hint: messages().sample.notWritableHint,
      cause,
    });
  }
}
