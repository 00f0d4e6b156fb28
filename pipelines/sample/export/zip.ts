import { constants, deflateRawSync } from 'node:zlib';

/** CRC-32 of ISO 3309; `zlib.crc32` came only after the oldest Node that is supported (20.12). */
const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** The checksum of bytes that follow others whose checksum is `before`. */
function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  for (let at = 0; at < bytes.length; at += 1)
    crc = (table[(crc ^ (bytes[at] as number)) & 255] as number) ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** 01/01/1980, the first day that the format knows: the archive carries no clock time. */
const firstDay = 0x21;
/** Fast rather than small: the sample is written more often than it is kept. */
const level = 3;

interface Deflated {
  crc: number;
  length: number;
  bytes: Buffer;
}

/**
 * Deflates pieces one by one: each ends on a whole byte (sync flush) and begins without memory of the one before, so
 * that together they are one stream, and the content never stands in memory as a whole.
 */
function deflate(pieces: Iterable<Uint8Array>): Deflated {
  const parts: Buffer[] = [];
  let crc = 0;
  let length = 0;
  for (const piece of pieces) {
    crc = crc32(piece, crc);
    length += piece.length;
    parts.push(deflateRawSync(piece, { level, finishFlush: constants.Z_SYNC_FLUSH }));
  }
  parts.push(deflateRawSync(Buffer.alloc(0), { level }));
  return { crc, length, bytes: Buffer.concat(parts) };
}

/** The fields that an entry's own header and its line in the directory share, from the version on. */
function fields(name: Buffer, { crc, length, bytes: deflated }: Deflated): Buffer {
  const bytes = Buffer.alloc(26);
  bytes.writeUInt16LE(20, 0);
  // Names are UTF-8.
  bytes.writeUInt16LE(0x0800, 2);
  bytes.writeUInt16LE(8, 4);
  bytes.writeUInt16LE(firstDay, 8);
  bytes.writeUInt32LE(crc, 10);
  bytes.writeUInt32LE(deflated.length, 14);
  bytes.writeUInt32LE(length, 18);
  bytes.writeUInt16LE(name.length, 22);
  return bytes;
}

/** A zip archive (PKWARE's APPNOTE, no zip64: nothing here comes near 4 GB). The same entries give the same bytes. */
export function zip(
  entries: readonly (readonly [path: string, pieces: () => Iterable<Uint8Array>])[],
): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, pieces] of entries) {
    const name = Buffer.from(path);
    const deflated = deflate(pieces());
    const shared = fields(name, deflated);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    const own = [Buffer.from('PK\x03\x04', 'latin1'), shared, name, deflated.bytes];
    parts.push(...own);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, rest, name);
    offset += own.reduce((sum, part) => sum + part.length, 0);
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}
