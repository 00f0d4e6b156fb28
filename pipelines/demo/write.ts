import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { generateDemo } from './generate.ts';
import type { DemoTruth } from './truth/truth.ts';

/** The source into whose inbox the sample's files go. */
export const demoSource = 'public-service-portal';

/** The seed of `kpi demo` unless another is asked for. */
export const defaultSeed = 57;

/** The two folders of a home that the sample writes to. */
export interface DemoFolders {
  inbox: string;
  demo: string;
}

/**
 * Writes the sample commune into a home: the exports into the inbox, `truth.json` and `README.txt` beside them in the
 * demo folder. Files of the same name are replaced.
 *
 * @returns the truth that was written
 * @throws KpiError `demo_not_writable` when a folder or file cannot be written
 */
export async function writeDemo(folders: DemoFolders, { seed }: { seed: number }): Promise<DemoTruth> {
  const { files, truth } = generateDemo({ seed });
  const inbox = join(folders.inbox, demoSource);
  try {
    await mkdir(folders.demo, { recursive: true });
    await mkdir(inbox, { recursive: true });
    // The demo folder marks the home as holding sample data, so the mark comes before the data.
    await writeWhole(
      folders.demo,
      'README.txt',
      `${messages().demo.readme(readmeFacts(truth)).join('\r\n')}\r\n`,
    );
    await writeWhole(folders.demo, 'truth.json', `${JSON.stringify(truth, null, 1)}\n`);
    for (const file of files) await writeWhole(inbox, file.name, file.bytes);
  } catch (cause) {
    throw new KpiError('demo_not_writable', messages().demo.notWritable(inbox), {
      hint: messages().demo.notWritableHint,
      cause,
    });
  }
  return truth;
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
