import { deflateRawSync } from 'node:zlib';

/** CRC-32 of ISO 3309; `zlib.crc32` came only after the oldest Node that is supported (20.12). */
const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (let at = 0; at < bytes.length; at += 1)
    crc = (table[(crc ^ (bytes[at] as number)) & 255] as number) ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** 01/01/1980, the first day that the format knows: the archive carries no clock time. */
const firstDay = 0x21;
/** Fast rather than small: the sample is written more often than it is kept. */
const level = 3;

/** The fields that an entry's own header and its line in the directory share, from the version on. */
function fields(name: Buffer, content: Uint8Array, deflated: Uint8Array): Buffer {
  const bytes = Buffer.alloc(26);
  bytes.writeUInt16LE(20, 0);
  // Names are UTF-8.
  bytes.writeUInt16LE(0x0800, 2);
  bytes.writeUInt16LE(8, 4);
  bytes.writeUInt16LE(0, 6);
  bytes.writeUInt16LE(firstDay, 8);
  bytes.writeUInt32LE(crc32(content), 10);
  bytes.writeUInt32LE(deflated.length, 14);
  bytes.writeUInt32LE(content.length, 18);
  bytes.writeUInt16LE(name.length, 22);
  return bytes;
}

/** A zip archive (PKWARE's APPNOTE, no zip64: nothing here comes near 4 GB). The same entries give the same bytes. */
export function zip(entries: readonly (readonly [path: string, content: Uint8Array])[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of entries) {
    const name = Buffer.from(path);
    const deflated = deflateRawSync(content, { level });
    const shared = fields(name, content, deflated);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    const own = [Buffer.from('PK\x03\x04'), shared, name, deflated];
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
