import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, type ReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Extract, extract, type Header } from 'tar-stream';
import type { z } from 'zod';
import { KpiError } from '../../error.ts';
import { messages } from '../../messages/index.ts';
import { refuseNewerState } from '../../warehouse/state-version.ts';
import {
  type About,
  aboutPath,
  aboutSchema,
  backupFormat,
  type Checksum,
  checksumsPath,
  checksumsSchema,
} from './about.ts';
import { cannotOpen, damaged } from './faults.ts';
import { isSealed, unseal } from './seal.ts';

type Bytes = AsyncIterable<Uint8Array>;

/** What becomes of what stands in a backup. */
export interface Receiver {
  /** Before any file: what it throws ends the reading. */
  begin(about: About): Promise<void>;
  folder(path: string, header: Header): Promise<void>;
  /** Must read the bytes to their end. */
  file(path: string, header: Header, bytes: Bytes): Promise<void>;
}

/** A backup, and how it is opened. */
export interface Sealed {
  file: string;
  /** Asked only where it is encrypted. */
  passphrase: () => Promise<string>;
}

/** Names that stay below `home/` or `project/` on every system. */
function isBelow(path: string): boolean {
  const [first = '', ...rest] = path.split('/');
  return (
    ['home', 'project'].includes(first) &&
    rest.length > 0 &&
    rest.every((part) => part !== '' && part !== '.' && part !== '..' && !part.includes('\0')) &&
    (process.platform !== 'win32' || !/[\\:]/.test(path))
  );
}

async function feed(into: Extract, bytes: Bytes, stopped: AbortSignal): Promise<void> {
  for await (const chunk of bytes) if (!into.write(chunk)) await once(into, 'drain', { signal: stopped });
  into.end(null);
}

/** More than the checksums of a million files. */
const mostOfText = 256 * 1024 * 1024;

class Unpacking {
  about: About | undefined;
  listed: Checksum[] | undefined;
  readonly #found = new Map<string, Checksum>();
  /** Bytes of all files so far. */
  #received = 0;

  constructor(
    readonly file: string,
    readonly receiver: Receiver,
  ) {}

  async take(header: Header, bytes: Bytes): Promise<void> {
    const path = header.name.replace(/\/$/, '');
    // Nothing stands before the first, nothing behind the last, nothing twice.
    if (this.listed || (path === aboutPath) !== (this.about === undefined) || this.#found.has(path))
      throw damaged(this.file);
    const hash = createHash('sha256');
    let size = 0;
    const isText = [aboutPath, checksumsPath].includes(path);
    const mayCome = isText ? mostOfText : (this.about?.bytes ?? 0) - this.#received;
    const { file } = this;
    const counted = async function* () {
      for await (const chunk of bytes) {
        size += chunk.length;
        // No more comes out of it than it says: what is packed small may be endless.
        if (size > mayCome) throw damaged(file);
        hash.update(chunk);
        yield chunk;
      }
    };
    if (path === aboutPath) await this.#begin(await this.#json(counted(), aboutSchema));
    else if (path === checksumsPath) this.listed = await this.#json(counted(), checksumsSchema);
    else if (!isBelow(path)) throw this.#outside(path);
    else if (header.type === 'directory') {
      this.#found.set(path, { path, bytes: 0, sha256: '' });
      return this.receiver.folder(path, header);
    } else if (header.type === 'file') await this.receiver.file(path, header, counted());
    // A link would put what comes after it where it leads.
    else throw this.#outside(path);
    if (!isText) this.#received += size;
    this.#found.set(path, { path, bytes: size, sha256: hash.digest('hex') });
  }

  /** What was found is what was written. Throws `backup_damaged`. */
  finish(): About {
    if (this.about === undefined || this.listed === undefined) throw damaged(this.file);
    this.#found.delete(checksumsPath);
    const files = [...this.#found.values()].filter(({ sha256 }) => sha256 !== '');
    const isWhole =
      files.length === this.listed.length &&
      this.listed.every(({ path, bytes, sha256 }) => {
        const found = this.#found.get(path);
        return found?.bytes === bytes && found.sha256 === sha256;
      });
    if (!isWhole) throw damaged(this.file);
    return this.about;
  }

  async #begin(about: About): Promise<void> {
    if (about.format > backupFormat) {
      const { newer, newerHint: hint } = messages().backup;
      throw new KpiError('backup_newer', newer(about.program), { exitCode: 2, hint });
    }
    refuseNewerState(about.state ?? undefined);
    this.about = about;
    await this.receiver.begin(about);
  }

  async #json<T>(bytes: Bytes, schema: z.ZodType<T>): Promise<T> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    try {
      return schema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    } catch (cause) {
      throw damaged(this.file, cause);
    }
  }

  #outside(path: string): KpiError {
    const { outside, damagedHint: hint } = messages().backup;
    return new KpiError('backup_outside', outside(this.file, path), { hint });
  }
}

/**
 * Reads a backup from beginning to end, one file after the other, and holds each to its checksum. Throws `wrong_passphrase`,
 * `backup_newer`, `state_newer` (exit code 2), `backup_damaged`, `backup_outside`, `backup_unreadable`, and what the receiver throws.
 */
export async function unpack({ file, passphrase }: Sealed, receiver: Receiver): Promise<About> {
  const stop = new AbortController();
  const archive = extract();
  archive.on('error', () => undefined);
  let failed: unknown;
  const fail = (cause: unknown) => {
    failed ??= cause;
    stop.abort();
    archive.destroy(cause instanceof Error ? cause : null);
  };
  const unpacking = new Unpacking(file, receiver);
  let bytes: ReadStream | undefined;
  try {
    const secret = (await isSealed(file)) ? await passphrase() : undefined;
    bytes = createReadStream(file);
    const plain = secret === undefined ? bytes : await unseal(bytes, secret);
    const packed = createGunzip();
    const fed = Promise.all([pipeline(plain, packed), feed(archive, packed, stop.signal)]).catch((cause) => {
      packed.destroy();
      fail(cause);
    });
    try {
      for await (const entry of archive) await unpacking.take(entry.header, entry as unknown as Bytes);
    } catch (cause) {
      fail(cause);
      packed.destroy();
    }
    await fed;
    if (failed !== undefined) throw failed;
  } catch (cause) {
    throw cannotOpen(file, cause);
  } finally {
    bytes?.destroy();
  }
  return unpacking.finish();
}
