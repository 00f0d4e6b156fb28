import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { Decrypter, Encrypter } from 'age-encryption';
import { KpiError } from '../../error.ts';
import { messages } from '../../messages/index.ts';

type Bytes = AsyncIterable<Uint8Array>;

/** How a file of age begins; any program that knows age opens it with the passphrase. */
const sealedMark = 'age-encryption.org/v1\n';

const streamOf = (bytes: Bytes) => Readable.toWeb(Readable.from(bytes, { objectMode: false }));
const bytesOf = (stream: unknown): Bytes => Readable.fromWeb(stream as NodeStream);

/**
 * Encrypts bytes under a passphrase as they come, in the format of age. `workFactor`: the base-2 logarithm of what a guess costs;
 * default that of age (18: 256 MB and some seconds).
 */
export async function seal(plain: Bytes, passphrase: string, workFactor?: number): Promise<Bytes> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  if (workFactor !== undefined) encrypter.setScryptWorkFactor(workFactor);
  return bytesOf(await encrypter.encrypt(streamOf(plain) as ReadableStream<Uint8Array>));
}

/** Whether a backup is encrypted. Throws what opening a file throws. */
export async function isSealed(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(sealedMark.length), 0);
    return buffer.toString('latin1', 0, bytesRead) === sealedMark;
  } finally {
    await handle.close();
  }
}

/**
 * Decrypts bytes as they come: each piece is known to be what was encrypted before it is handed on, the last one to be the last.
 * Throws `wrong_passphrase` (exit code 2), and what the library says of bytes that were changed.
 */
export async function unseal(bytes: Bytes, passphrase: string): Promise<Bytes> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const stream = streamOf(bytes) as ReadableStream<Uint8Array>;
  try {
    return bytesOf(await decrypter.decrypt(stream));
  } catch (cause) {
    if (!/no identity matched/.test(String(cause))) throw cause;
    const { wrongPassphrase, wrongPassphraseHint: hint } = messages().backup;
    throw new KpiError('wrong_passphrase', wrongPassphrase, { exitCode: 2, hint, cause });
  }
}
