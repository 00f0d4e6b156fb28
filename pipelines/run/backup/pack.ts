import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';
import { KpiError } from '../../error.ts';
import { messages } from '../../messages/index.ts';
import { type About, aboutPath, type Checksum, checksumsPath } from './about.ts';
import { cannotRead } from './faults.ts';
import type { Listed } from './list-files.ts';
import type { Meter } from './meter.ts';
import { seal } from './seal.ts';

export interface Sealing {
  /** Undefined: not encrypted. */
  passphrase: string | undefined;
  /** See `seal`. */
  workFactor?: number | undefined;
}

interface Packing extends Sealing {
  about: About;
  files: readonly Listed[];
  meter: Meter;
}

/** Puts one file into the archive, as many bytes as were counted; gives its SHA-256. */
async function putFile(into: Pack, its: Listed, stopped: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const entry = into.entry({
    name: its.path,
    size: its.bytes,
    mode: its.mode,
    mtime: new Date(its.modifiedMs),
  });
  // What ends the archive is told by whoever writes it; here it only must not be nobody's.
  entry.on('error', () => undefined);
  let bytes = 0;
  const chunks = createReadStream(its.at);
  try {
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > its.bytes) break;
      hash.update(chunk);
      if (!entry.write(chunk)) await once(entry, 'drain', { signal: stopped });
    }
  } catch (cause) {
    throw cannotRead(its.at, cause);
  }
  const after = await stat(its.at).catch(() => undefined);
  if (bytes !== its.bytes || after?.mtimeMs !== its.modifiedMs) {
    const { changed, changedHint: hint } = messages().backup;
    throw new KpiError('backup_source_changed', changed(its.at), { hint });
  }
  entry.end(null);
  await once(entry, 'close', { signal: stopped });
  return hash.digest('hex');
}

async function fill(into: Pack, { about, files, meter }: Packing, stopped: AbortSignal): Promise<Checksum[]> {
  const checksums: Checksum[] = [];
  const putText = (name: string, value: unknown) => {
    const text = Buffer.from(JSON.stringify(value));
    into.entry({ name, size: text.length, mode: 0o600 }, text);
    return { path: name, bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') };
  };
  checksums.push(putText(aboutPath, about));
  for (const its of files) {
    if (its.isFolder) {
      const { path: name, mode, modifiedMs } = its;
      into.entry({ name, type: 'directory', mode, mtime: new Date(modifiedMs) });
      continue;
    }
    meter.begins(its.path);
    const sha256 = await putFile(into, its, stopped);
    checksums.push({ path: its.path, bytes: its.bytes, sha256 });
    meter.ends(its.bytes);
  }
  meter.end();
  putText(checksumsPath, checksums);
  into.finalize();
  return checksums;
}

/** Writes files as one archive, encrypted or not, to a path that does not exist yet. Gives the checksums that stand in it. */
export async function packFiles(path: string, packing: Packing): Promise<Checksum[]> {
  const archive = pack();
  archive.on('error', () => undefined);
  const stop = new AbortController();
  let failed: unknown;
  const fail = (cause: unknown) => {
    // The first one is the reason: what it brings down with it says less.
    failed ??= cause;
    stop.abort();
    archive.destroy(cause instanceof Error ? cause : null);
  };
  const bytes = Readable.from(archive, { objectMode: false });
  const { passphrase, workFactor } = packing;
  const written = (async () => {
    // The quickest level: three times less to encrypt, to write and to carry.
    const packed = createGzip({ level: 1 });
    const squeezed = pipeline(bytes, packed);
    // Whoever waits for the other end hears of it there.
    squeezed.catch(() => undefined);
    const out = passphrase === undefined ? packed : await seal(packed, passphrase, workFactor);
    // Flushed before it gets its name: after a power cut a name must not stand for half a backup.
    await pipeline(out, createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true }));
    await squeezed;
  })().catch(fail);
  const checksums = await fill(archive, packing, stop.signal).catch((cause) => {
    fail(cause);
    return [];
  });
  await written;
  if (failed !== undefined) throw failed;
  return checksums;
}
