import { fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { run as backupCommand } from '../../pipelines/commands/backup.ts';
import { run as withdraw } from '../../pipelines/commands/delivery-withdraw.ts';
import { run as lock } from '../../pipelines/commands/period-lock.ts';
import { run as restoreCommand } from '../../pipelines/commands/restore.ts';
import { aboutPath, checksumsPath } from '../../pipelines/run/backup/about.ts';
import { type BackupResult, backUp } from '../../pipelines/run/backup/backup.ts';
import { readVerified, writeVerified } from '../../pipelines/run/backup/finish-restore.ts';
import { restore } from '../../pipelines/run/backup/restore.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { takeRunLock } from '../../pipelines/run/run-lock.ts';
import { stateVersion } from '../../pipelines/warehouse/state-version.ts';
import { everyTable, isEmpty, tarOf } from '../support/backup-home.ts';
import { forgetOf, last, personHome } from './person-home.ts';
import { night } from './rebuilt-home.ts';
import { portal, type SampleHome, sampleHome } from './sample-home.ts';

const passphrase = 'năm từ không liên quan';
const sealing = { passphrase, workFactor: 4 };
const asked = async () => passphrase;
const onUnix = process.platform !== 'win32';

let origin: SampleHome;
let shelf: string;
let plain: BackupResult;
let sealed: BackupResult;
let before: Record<string, unknown[]>;

/** A home with all that a rebuild does not bring back, and a file that no night has taken yet. */
beforeAll(async () => {
  shelf = await mkdtemp(join(tmpdir(), 'kpi-backup-'));
  origin = await personHome();
  await forgetOf(origin);
  await lock(origin.context, { period: '2026-09', byWhom: 'Văn phòng' });
  const [newest] = await origin.ask<{ id: string }>(
    `select left(sha256, 12) as id from ops.file where source = '${portal}' order by pulled_at desc limit 1`,
  );
  await withdraw(origin.context, { id: newest?.id ?? '', byWhom: 'Văn phòng' });
  await origin.deliver('thang-11.csv', 'chưa ai nhận');
  before = await everyTable(origin.context.home.warehouse);
  plain = await backUp(origin.context, join(shelf, 'plain'), { passphrase: undefined });
  sealed = await backUp(origin.context, join(shelf, 'sealed'), sealing);
});
afterAll(async () => {
  await origin.remove();
  await rm(shelf, { recursive: true, force: true });
});

let home: SampleHome;
beforeEach(async () => {
  home = await sampleHome();
  home.context.clock = night('2026-10-23');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await home.remove();
});

const scratch = (name: string) => join(home.context.home.root, '..', name);
const refused = async (file: string, code: string | RegExp) => {
  await expect(restore(home.context, { file, passphrase: asked })).rejects.toMatchObject({
    name: 'KpiError',
    code: expect.stringMatching(code),
  });
  expect(await isEmpty(home.context.home)).toBe(true);
};
const folders = (root: string) => readdirSync(root).sort();

test.each(['plain', 'sealed'] as const)(
  'what is restored is what was backed up, table by table: %s',
  async (form) => {
    const { file, about } = form === 'plain' ? plain : sealed;
    expect(about.holds).toMatchObject({ decisions: 1, locked_periods: 1, forgotten: 1, accesses: 1 });
    expect(about.holds.locked_readings).toBeGreaterThan(10);
    expect(about.holds.deliveries).toBeGreaterThan(4);
    const { project } = await restore(home.context, { file, passphrase: asked });
    // The folder that it remembers is still there.
    expect(project).toEqual({ folder: origin.context.project, state: 'same' });
    const { root, warehouse, archive } = home.context.home;
    expect(await everyTable(warehouse)).toEqual(before);
    for (const path of [
      'archive/forgotten.json',
      `archive/${portal}/decisions.json`,
      'home.json',
      'secrets/pseudonym.key',
    ])
      expect(readFileSync(join(root, path), 'utf8')).toBe(
        readFileSync(join(origin.context.home.root, path), 'utf8'),
      );
    expect(folders(archive)).toEqual(folders(origin.context.home.archive));
    expect(folders(join(home.context.home.inbox, portal))).toEqual(['thang-11.csv']);
    expect(folders(root).filter((name) => ['site', 'restore.part'].includes(name))).toEqual([]);
  },
);

test.runIf(onUnix)('files are for their owner only, but for what people put in', async () => {
  expect(statSync(sealed.file).mode & 0o777).toBe(0o600);
  expect(statSync(join(shelf, 'sealed')).mode & 0o777).toBe(0o700);
  await restore(home.context, { file: plain.file, passphrase: asked });
  const { root, secrets, archive, warehouse, inbox } = home.context.home;
  const modes = [
    root,
    secrets,
    archive,
    join(archive, portal),
    warehouse,
    join(secrets, 'pseudonym.key'),
  ].map((path) => statSync(path).mode & 0o777);
  expect(modes).toEqual([0o700, 0o700, 0o700, 0o700, 0o600, 0o600]);
  for (const [folder, its] of [
    [archive, 'forgotten.json'],
    [archive, portal],
  ] as const)
    expect(statSync(join(folder, its)).mode & 0o077).toBe(0);
  expect(statSync(inbox).mode).toBe(statSync(origin.context.home.inbox).mode);
});

test('of what is encrypted nothing can be read, and what is not says so', async () => {
  const bytes = await readFile(sealed.file);
  expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
  expect(bytes.includes('pseudonym.key')).toBe(false);
  expect(gunzipSync(await readFile(plain.file)).includes('pseudonym.key')).toBe(true);
  await backupCommand(
    { ...home.context, home: origin.context.home, project: origin.context.project, json: false },
    {
      folder: scratch('told'),
      plain: true,
    },
  );
  expect(home.printed.join('\n')).toMatch(/KHÔNG mã hóa/);
});

test('without a passphrase, and with a bad one, nothing is written', async () => {
  const context = { ...home.context, home: origin.context.home, project: origin.context.project };
  const folder = scratch('none');
  const file = scratch('passphrase');
  const tried = (options: object) => backupCommand(context, { folder, ...options });
  vi.stubEnv('KPI_BACKUP_PASSPHRASE', undefined);
  await expect(tried({})).rejects.toMatchObject({ code: 'passphrase_missing', exitCode: 2 });
  vi.stubEnv('KPI_BACKUP_PASSPHRASE', 'ngắn quá');
  await expect(tried({})).rejects.toMatchObject({ code: 'passphrase_short', exitCode: 2 });
  await expect(tried({ passphraseFile: file })).rejects.toMatchObject({ code: 'passphrase_file_unreadable' });
  writeFileSync(file, `${passphrase}\n`, { mode: 0o600 });
  await expect(tried({ passphraseFile: file, plain: true })).rejects.toMatchObject({ exitCode: 2 });
  if (onUnix) {
    chmodSync(file, 0o640);
    await expect(tried({ passphraseFile: file })).rejects.toMatchObject({ code: 'passphrase_file_open' });
  }
  expect(existsSync(folder)).toBe(false);
  // As it is typed elsewhere: letters and marks apart.
  chmodSync(file, 0o600);
  writeFileSync(file, passphrase.normalize('NFD'));
  await restoreCommand(home.context, { file: sealed.file, passphraseFile: file });
  expect(last(home)).toMatchObject({ holds: sealed.about.holds, project_state: 'same' });
});

test('while a run is under way nothing is backed up', async () => {
  const letGo = await takeRunLock(origin.context.home.lock, '2026-10-23 01:30:00');
  const folder = scratch('busy');
  await expect(backUp(origin.context, folder, sealing)).rejects.toMatchObject({
    code: 'run_locked',
    exitCode: 4,
  });
  await letGo();
  expect(existsSync(folder)).toBe(false);
});

test('a reader that has the warehouse is waited for', async () => {
  const script = join(import.meta.dirname, 'hold-warehouse.ts');
  const reader = fork(script, [origin.context.home.warehouse, '2000'], { execArgv: ['--import', 'tsx'] });
  await once(reader, 'message');
  const ended = once(reader, 'exit');
  const { about } = await backUp(origin.context, scratch('waited'), sealing);
  expect(about.holds).toEqual(plain.about.holds);
  await ended;
});

test('what a killed run left beside the warehouse comes along', async () => {
  const copy = await sampleHome(undefined, origin.context.project);
  await cp(origin.context.home.root, copy.context.home.root, { recursive: true });
  const { warehouse } = copy.context.home;
  const writer = fork(
    join(import.meta.dirname, 'kill-in-write.ts'),
    [
      warehouse,
      "insert into ops.run (run_id, started_at, outcome) values ('killed', now()::timestamp, 'running')",
    ],
    { execArgv: ['--import', 'tsx'] },
  );
  await once(writer, 'exit');
  expect(existsSync(`${warehouse}.wal`)).toBe(true);
  const { file } = await backUp(copy.context, scratch('killed'), { passphrase: undefined });
  await restore(home.context, { file, passphrase: asked });
  const runs = (await everyTable(home.context.home.warehouse))['ops."run"'] ?? [];
  expect((runs as string[][]).map(([id]) => id)).toContain('killed');
  await copy.remove();
});

test('a wrong passphrase opens nothing', async () => {
  const wrong = { file: sealed.file, passphrase: async () => 'một hai ba bốn năm' };
  await expect(restore(home.context, wrong)).rejects.toMatchObject({ code: 'wrong_passphrase', exitCode: 2 });
  expect(await isEmpty(home.context.home)).toBe(true);
});

/** Hashes of the files of a home that come along. */
function contentOf(root: string): Record<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  const files = paths.filter(
    (path) => statSync(join(root, path)).isFile() && !/^(logs|run\.lock)/.test(path),
  );
  const hashOf = (path: string) =>
    createHash('sha256')
      .update(readFileSync(join(root, path)))
      .digest('hex');
  return Object.fromEntries(files.map((path) => [path, hashOf(path)]));
}

/** Backups of a home with a few files, in both forms. */
async function smallBackups(): Promise<{ files: string[]; content: Record<string, string> }> {
  const small = await sampleHome();
  const { root, archive, secrets } = small.context.home;
  for (const folder of [join(archive, portal), secrets]) await mkdir(folder, { recursive: true });
  await writeFile(join(root, 'home.json'), readFileSync(join(origin.context.home.root, 'home.json')));
  await writeFile(join(secrets, 'pseudonym.key'), 'ab'.repeat(32));
  // As hard to pack as what is packed already.
  for (const [at, size] of [300, 70_000, 200_000].entries())
    await writeFile(join(archive, portal, `f${at}`), randomBytes(size));
  const made = [
    await backUp(small.context, join(shelf, 'small'), { passphrase: undefined }),
    await backUp(small.context, join(shelf, 'small'), sealing),
  ];
  const content = contentOf(root);
  await small.remove();
  return { files: made.map(({ file }) => file), content };
}

/** The backup with one byte another one. */
function flipped(file: string, at: number): string {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 0x20;
  writeFileSync(scratch('flipped'), bytes);
  return scratch('flipped');
}
const any = /^(wrong_passphrase|backup_(damaged|outside|newer)|state_newer|project_place_missing)$/;

test('a byte that is another one anywhere is seen, one that is cut off is none, and the home stays empty', async () => {
  const { files, content } = await smallBackups();
  const { root } = home.context.home;
  for (const file of files) {
    const { size } = statSync(file);
    const tryFlipped = async (at: number) => {
      const its = flipped(file, at);
      if (file.endsWith('.age')) return refused(its, any);
      // Some bits of what is only packed mean nothing (a time at its head, what fills up a byte): then all is as it was.
      const failed = await restore(home.context, { file: its, passphrase: asked }).catch((cause) => cause);
      if (!(failed instanceof Error)) expect(contentOf(root)).toEqual(content);
      else {
        expect(failed).toMatchObject({ name: 'KpiError', code: expect.stringMatching(any) });
        expect(await isEmpty(home.context.home)).toBe(true);
      }
      await rm(root, { recursive: true, force: true });
    };
    // The mark itself, the salt, the key of the file, its seal; the last ones; then anywhere.
    for (const at of [0, 30, 60, 110, 170, size - 9, size - 1]) await tryFlipped(at);
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: size - 1 }), tryFlipped), { numRuns: 40 });
    for (const left of [0, 10, 150, 512, 65_736, Math.floor(size / 2), size - 3000, size - 1]) {
      await cp(file, scratch('cut'));
      await truncate(scratch('cut'), left);
      await refused(scratch('cut'), any);
    }
  }
  await refused(scratch('not-there'), 'backup_unreadable');
});

const about = () => ({ name: aboutPath, text: JSON.stringify({ ...plain.about, project: null }) });
/** Checksums as somebody would write them who changes a backup. */
const checksums = (files: readonly { name: string; text: string }[]) => ({
  name: checksumsPath,
  text: JSON.stringify(
    files.map(({ name: path, text }) => ({
      path,
      bytes: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
    })),
  ),
});

test.each([
  '../home/climbs',
  'home/../../climbs',
  '/tmp/climbs',
  'home//climbs',
  'home/./climbs',
  'elsewhere/climbs',
  'home',
])('nothing is put outside the home: %s', async (name) => {
  const file = scratch('climbing.tar');
  const its = { name, text: 'x' };
  await tarOf(file, [about(), its, checksums([about(), its])]);
  await refused(file, 'backup_outside');
  expect(existsSync(scratch('climbs'))).toBe(false);
  expect(existsSync('/tmp/climbs')).toBe(false);
});

test('nor by way of a link', async () => {
  const file = scratch('linking.tar');
  for (const type of ['symlink', 'link'] as const) {
    const its = { name: 'home/out/climbs', text: 'x' };
    await tarOf(file, [
      about(),
      { name: 'home/out', type, linkname: scratch('.') },
      its,
      checksums([about(), its]),
    ]);
    await refused(file, 'backup_outside');
    expect(existsSync(scratch('climbs'))).toBe(false);
  }
});

test('what is twice, or of what there is no checksum, is refused', async () => {
  const file = scratch('odd.tar');
  const its = { name: 'home/home.json', text: '{}' };
  await tarOf(file, [about(), its, its, checksums([about(), its])]);
  await refused(file, 'backup_damaged');
  await tarOf(file, [about(), its, checksums([about()])]);
  await refused(file, 'backup_damaged');
  await tarOf(file, [about(), its, checksums([about(), its]), { name: 'home/more', text: 'x' }]);
  await refused(file, 'backup_damaged');
  // Sound, but not as much of a warehouse as it says.
  await tarOf(file, [about(), its, checksums([about(), its])]);
  await refused(file, 'backup_damaged');
});

test('of a newer program it is told before anything is unpacked', async () => {
  const file = scratch('newer.tar');
  const newer = (its: object) => ({ name: aboutPath, text: JSON.stringify({ ...plain.about, ...its }) });
  await tarOf(file, [newer({ state: stateVersion + 1 })]);
  await refused(file, 'state_newer');
  await tarOf(file, [newer({ format: 2 })]);
  await refused(file, 'backup_newer');
});

test('a home that is not empty is left alone', async () => {
  const { root } = home.context.home;
  await mkdir(root);
  await writeFile(join(root, 'home.json'), '{}');
  await expect(restore(home.context, { file: plain.file, passphrase: asked })).rejects.toMatchObject({
    code: 'home_not_empty',
    exitCode: 2,
  });
  expect(folders(root)).toEqual(['home.json']);
});

test('a restore that was cut off is begun anew, or finished when all was checked', async () => {
  const { root, restoring } = home.context.home;
  await mkdir(join(restoring, 'home', 'archive'), { recursive: true });
  await writeFile(join(restoring, 'home', 'warehouse.duckdb'), 'half');
  // Until then nobody works there.
  await expect(refresh(home.context, { site: false })).rejects.toMatchObject({
    code: 'home_unfinished',
    exitCode: 2,
  });
  await restore(home.context, { file: plain.file, passphrase: asked });
  expect(await everyTable(home.context.home.warehouse)).toEqual(before);
  // As it is when it ends between two files that get their places.
  await mkdir(join(restoring, 'home'), { recursive: true });
  await cp(join(root, 'archive'), join(restoring, 'home', 'archive'), { recursive: true });
  await rm(join(root, 'archive'), { recursive: true });
  await writeVerified(home.context.home, { about: plain.about, project: null });
  await restore(home.context, { file: scratch('not-read'), passphrase: asked });
  expect(folders(join(root, 'archive'))).toEqual(folders(origin.context.home.archive));
  expect(existsSync(restoring)).toBe(false);
  expect(await readVerified(home.context.home)).toBeUndefined();
});

test('the project folder goes where it is said, and never where only the backup says', async () => {
  const commune = await sampleHome(undefined, scratch('du-an-cu'));
  await cp(origin.context.home.root, commune.context.home.root, { recursive: true });
  await cp(origin.context.project ?? '', scratch('du-an-cu'), { recursive: true });
  const { file } = await backUp(commune.context, scratch('of-commune'), { passphrase: undefined });
  await rm(scratch('du-an-cu'), { recursive: true });
  await commune.remove();
  await refused(file, 'project_place_missing');
  home.context.project = scratch('du-an-moi');
  const { project } = await restore(home.context, { file, passphrase: asked });
  expect(project).toEqual({ folder: scratch('du-an-moi'), state: 'put' });
  expect(folders(scratch('du-an-moi'))).toEqual(folders(origin.context.project ?? ''));
  const memory = JSON.parse(readFileSync(join(home.context.home.root, 'home.json'), 'utf8'));
  expect(memory.project).toBe(scratch('du-an-moi'));
  // One that is there stays, and is told to be another.
  await writeFile(join(scratch('du-an-moi'), 'targets.yaml'), 'targets: []\n');
  await rm(home.context.home.root, { recursive: true });
  expect(await restoreCommand(home.context, { file })).toBe(1);
  expect(last(home)).toMatchObject({ project_state: 'differs' });
  expect(readFileSync(join(scratch('du-an-moi'), 'targets.yaml'), 'utf8')).toBe('targets: []\n');
});

test('where nothing can be written one sentence says so, and nothing is left', async () => {
  await writeFile(scratch('a-file'), '');
  await expect(backUp(origin.context, scratch('a-file/in-it'), sealing)).rejects.toMatchObject({
    code: 'backup_not_written',
    exitCode: 3,
    message: expect.stringMatching(/không phải thư mục/),
  });
  await expect(backUp(origin.context, join(origin.context.home.root, 'x'), sealing)).rejects.toMatchObject({
    code: 'backup_misplaced',
    exitCode: 2,
  });
  await expect(backUp(home.context, scratch('of-nothing'), sealing)).rejects.toMatchObject({
    code: 'nothing_to_back_up',
    exitCode: 2,
  });
  expect(readdirSync(join(home.context.home.root, '..')).sort()).toEqual(['a-file']);
  expect(existsSync(join(origin.context.home.temporary, 'backup'))).toBe(false);
});

test('an original that is not what was taken is told, and what a killed backup left goes', async () => {
  const copy = await sampleHome(undefined, origin.context.project);
  await cp(origin.context.home.root, copy.context.home.root, { recursive: true });
  const folder = join(copy.context.home.archive, portal);
  const name = readdirSync(folder).find((its) => its.endsWith('.csv')) ?? '';
  await writeFile(join(folder, name), 'khác rồi');
  await mkdir(scratch('shelf'));
  const { code } = plain.about.commune;
  await writeFile(join(scratch('shelf'), `nq57-kpi-${code}-2026-10-01T000000.tar.age.part`), 'nửa chừng');
  expect(await backupCommand(copy.context, { folder: scratch('shelf'), plain: true })).toBe(1);
  expect(last(copy).damaged).toEqual([`archive/${portal}/${name}`]);
  await rm(join(folder, name));
  await mkdir(scratch('second-shelf'));
  expect(await backupCommand(copy.context, { folder: scratch('second-shelf'), plain: true })).toBe(1);
  expect(last(copy).damaged).toEqual([`archive/${portal}/${name.slice(0, 64)}`]);
  expect(readdirSync(scratch('shelf'))).toHaveLength(1);
  await copy.remove();
});
