import { createReadStream, createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { mostUnpackedBytes } from '../config/reader-limits.ts';
import type { Container } from './format.ts';
import { otherFormatOfZip } from './other-format.ts';
import { isOfSystem, UnreadableFile } from './unreadable.ts';

const mostFiles = 200;

/** A file taken out of a container; the next one takes its place. */
export interface Unpacked {
  path: string;
  /** Name in the container, fit to be shown. */
  name: string;
}

async function open(path: string): Promise<{ zip: ZipFile; entries: Entry[] }> {
  try {
    const zip = await openPromise(path, { autoClose: false });
    const entries: Entry[] = [];
    try {
      for await (const entry of zip.eachEntry()) {
        entries.push(entry);
        if (entries.length > 100_000) throw new UnreadableFile('unsafe_archive');
      }
    } catch (error) {
      zip.close();
      throw error;
    }
    return { zip, entries };
  } catch (cause) {
    if (cause instanceof UnreadableFile || isOfSystem(cause)) throw cause;
    // yauzl refuses names that climb out of the folder (../, C:\, /).
    const isUnsafe = /relative path|absolute path|invalid characters in fileName/i.test(String(cause));
    throw new UnreadableFile(isUnsafe ? 'unsafe_archive' : 'broken_archive', cause);
  }
}

/** What a zip holds: a workbook, a Word document, or files. */
export type ZipKind = 'xlsx' | 'ods' | 'docx' | 'files';

function kindOf(names: readonly string[]): ZipKind {
  if (names.some((name) => name === 'xl/workbook.xml' || name === 'xl/workbook.bin')) return 'xlsx';
  if (names.includes('content.xml') && names.includes('mimetype')) return 'ods';
  return names.includes(documentPart) ? 'docx' : 'files';
}

const documentPart = 'word/document.xml';

/** The text of a Word document as XML. */
export async function documentOf(path: string): Promise<string> {
  const { zip, entries } = await open(path);
  try {
    const entry = entries.find(({ fileName }) => fileName === documentPart);
    if (!entry) throw new UnreadableFile('broken_archive');
    const pieces: Buffer[] = [];
    await pipeline(await zip.openReadStreamPromise(entry), limited(), async (bytes) => {
      for await (const piece of bytes) pieces.push(piece as Buffer);
    });
    return Buffer.concat(pieces).toString('utf8');
  } catch (cause) {
    if (cause instanceof UnreadableFile || isOfSystem(cause)) throw cause;
    throw new UnreadableFile('broken_archive', cause);
  } finally {
    zip.close();
  }
}

/** Tells a workbook from a container of files by what lies in it. Throws `too_large` for what would not fit into memory. */
export async function zipHolds(path: string): Promise<ZipKind> {
  const { zip, entries } = await open(path);
  zip.close();
  const names = entries.map(({ fileName }) => fileName);
  const kind = kindOf(names);
  const other = kind === 'files' ? otherFormatOfZip(names) : undefined;
  if (other) throw new UnreadableFile('other_format', undefined, { kind: other });
  const bytes = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (bytes > mostUnpackedBytes) throw new UnreadableFile(kind === 'files' ? 'unsafe_archive' : 'too_large');
  return kind;
}

/** Passes bytes on until there are more than a container may hold: what it says of its size need not be true. */
function limited(): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > mostUnpackedBytes ? new UnreadableFile('unsafe_archive') : null, chunk);
    },
  });
}

const presentable = (name: string): string =>
  basename(name)
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\d{9,}/g, (run) => '•'.repeat(run.length))
    .slice(0, 120);

/** Things that computers put into containers by themselves. */
const isByTheWay = (name: string): boolean => /(^|\/)(__MACOSX\/|\.|~\$)|\/$|(^|\/)Thumbs\.db$/i.test(name);

async function write(open: () => Promise<NodeJS.ReadableStream[]>, to: string): Promise<void> {
  try {
    await pipeline([...(await open()), limited(), createWriteStream(to, { mode: 0o600 })]);
  } catch (cause) {
    if (cause instanceof UnreadableFile || isOfSystem(cause)) throw cause;
    throw new UnreadableFile('broken_archive', cause);
  }
}

/** The files of a container, one after the other, each unpacked into `folder`, which is the caller's to make and remove. */
export async function* unpack(
  path: string,
  kind: Container,
  folder: string,
): AsyncGenerator<Unpacked, void, undefined> {
  const to = join(folder, 'file');
  if (kind === 'gzip') {
    await write(async () => [createReadStream(path), createGunzip() as unknown as NodeJS.ReadableStream], to);
    yield { path: to, name: '' };
    return;
  }
  const { zip, entries } = await open(path);
  try {
    const files = entries.filter(({ fileName }) => !isByTheWay(fileName));
    if (files.length > mostFiles) throw new UnreadableFile('unsafe_archive');
    for (const entry of files) {
      if (entry.isEncrypted()) throw new UnreadableFile('password_protected');
      await write(async () => [await zip.openReadStreamPromise(entry)], to);
      yield { path: to, name: presentable(entry.fileName) };
    }
  } finally {
    zip.close();
  }
}
