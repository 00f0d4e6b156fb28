import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { communeOf } from '../../pipelines/sample/life/commune.ts';
import { publicServicePortal } from '../../pipelines/sample/sources/public-service-portal.ts';
import { sample } from './sample.ts';

const hashes = (seed: number) =>
  Object.fromEntries(
    publicServicePortal(seed, communeOf(seed)).files.map((file) => [
      file.name,
      createHash('sha256').update(file.bytes).digest('hex'),
    ]),
  );

describe('the portal’s files of the sample commune', () => {
  test('are the same bytes for the same seed, whatever was generated before', () => {
    const first = hashes(57);
    const other = hashes(58);
    expect(hashes(57)).toEqual(first);
    expect(hashes(58)).toEqual(other);
    for (const [name, hash] of Object.entries(first)) expect(other[name]).not.toBe(hash);
  }, 60_000);

  test('do not depend on the machine’s time zone', () => {
    const zone = process.env.TZ;
    try {
      process.env.TZ = 'America/New_York';
      const west = hashes(57);
      process.env.TZ = 'Asia/Ho_Chi_Minh';
      expect(hashes(57)).toEqual(west);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  }, 60_000);

  test('are of all the kinds a portal gives', () => {
    const kinds = sample().files.map((file) => {
      const head = Buffer.from(file.bytes.subarray(0, 3)).toString('latin1');
      return `${file.name} ${head === 'PK\x03' ? 'zip' : head === '<ht' ? 'html' : head === '\xef\xbb\xbf' ? 'bom' : 'text'}`;
    });
    expect(kinds).toEqual([
      'ho-so-2026-01.csv bom',
      'ho-so-2026-02.csv bom',
      'ho-so-2026-03.csv bom',
      'ho-so-2026-04.xlsx zip',
      'ho-so-2026-05.csv bom',
      'ho-so-2026-06.xls html',
      'ho-so-2026-07.csv bom',
      'ho-so-2026-07-bo-sung.csv bom',
      'ho-so-2026-08.csv bom',
      'ho-so-2026-09.csv text',
      'ho-so-2026-10.csv bom',
    ]);
  });

  test('refuse a seed that is no whole number', () => {
    expect(() => communeOf(1.5)).toThrow(RangeError);
    expect(() => communeOf(-1)).toThrow('the seed must be a whole number from 0 on, got -1');
  });

  test('take a moment, not a minute', () => {
    const before = process.cpuUsage();
    publicServicePortal(59, communeOf(59));
    const { user, system } = process.cpuUsage(before);
    // About 2 s of work on slow cores, however busy they are.
    expect((user + system) / 1e6).toBeLessThan(6);
  }, 30_000);
});
