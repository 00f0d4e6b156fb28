import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run as listQuarantine } from '../../pipelines/commands/quarantine-list.ts';
import { homeAt } from '../../pipelines/config/home.ts';
import { KpiError } from '../../pipelines/error.ts';
import { messages } from '../../pipelines/messages/index.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { delimited, dossier, dossiers, sheet } from '../cases/dossier-sheet.ts';
import { fewIndicators } from '../support/few-indicators.ts';
import { isLongRun } from '../support/runs.ts';
import { checkout, portal, type SampleHome, sampleHome } from './sample-home.ts';

let project: string;
let home: SampleHome;

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'kpi-project-'));
  for (const folder of ['sources', 'models'])
    await cp(join(checkout, folder), join(project, folder), { recursive: true });
  home = await sampleHome(project, fewIndicators());
});
afterEach(async () => {
  await home.remove();
  await rm(project, { recursive: true, force: true });
});

const go = () => refresh(home.context, { site: false });

test('a refresh lands, measures and says the day of the data; refused rows make a person look', async () => {
  await home.deliver('a.csv', delimited(sheet([...dossiers(3), dossier(4, { status: 'Lạ' })])));
  const result = await go();
  expect(result).toMatchObject({ outcome: 'warned', exit_code: 1, as_of: '2026-10-12' });
  expect(await home.ask('select outcome, exit_code from ops.run')).toEqual([
    { outcome: 'warned', exit_code: 1 },
  ]);
  const [reading] = await home.ask(
    "select numerator, value from measure.reading where indicator = 'tthc-tiep-nhan' and period = '2026-10' and breakdown is null",
  );
  expect(reading).toEqual({ numerator: 3, value: 3 });
});

test('a changed contract lands the archive anew: a status that is now known comes out of quarantine', async () => {
  await home.deliver(
    'a.csv',
    delimited(sheet([...dossiers(3), dossier(4, { status: 'Chờ phối hợp', closed: '', returned: '' })])),
  );
  await go();
  expect(await home.ask('select count(*) as n from current.public_service_portal')).toEqual([{ n: 3 }]);
  const path = join(project, 'sources', portal, 'source.yaml');
  await writeFile(
    path,
    (await readFile(path, 'utf8')).replace(
      'Chờ ký duyệt: processing',
      'Chờ ký duyệt: processing\n      Chờ phối hợp: processing',
    ),
  );
  home.said.length = 0;
  await go();
  expect(home.said.join('\n')).toContain(messages().run.contractChanged(portal));
  expect(await home.ask('select count(*) as n from current.public_service_portal')).toEqual([{ n: 4 }]);
  expect(await home.ask('select * from ops.quarantine')).toEqual([]);
});

test('a newer status of a dossier wins, the older one is kept', async () => {
  await home.deliver(
    'a.csv',
    delimited(sheet([dossier(1, { status: 'Đang xử lý', closed: '', returned: '' }), dossier(2)])),
  );
  await go();
  await home.deliver('b.csv', delimited(sheet([dossier(1), dossier(3)])));
  await go();
  expect(
    await home.ask("select status from current.public_service_portal where dossier_code like '%-0001'"),
  ).toEqual([{ status: 'returned' }]);
  expect(
    await home.ask(
      "select count(*) as n from landing.public_service_portal where dossier_code like '%-0001'",
    ),
  ).toEqual([{ n: 2 }]);
});

test('a refused file leaves what stood', async () => {
  await home.deliver('a.csv', delimited(sheet(dossiers(3))));
  await go();
  await home.deliver('b.csv', '%PDF-1.7');
  const result = await go();
  expect(result).toMatchObject({ outcome: 'warned', exit_code: 1 });
  expect(home.said.join('\n')).toContain('b.csv');
  expect(await home.ask('select count(*) as n from current.public_service_portal')).toEqual([{ n: 3 }]);
});

test('a file at which a reader breaks is refused once; the files beside it land, and the next night is quiet', async () => {
  await home.deliver('sau.csv', `[${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}]`);
  await home.deliver('tot.csv', delimited(sheet(dossiers(3))));
  expect((await go()).exit_code).toBe(1);
  const loads = () => home.ask('select file_name as name, verdict, message from ops.load order by name');
  const landed = [
    {
      name: 'sau.csv',
      verdict: 'refused',
      message: messages().read.fault.reader_failed({ cause: 'RangeError: Maximum call stack size exceeded' }),
    },
    { name: 'tot.csv', verdict: 'accepted', message: null },
  ];
  expect(await loads()).toEqual(landed);
  expect(home.said.join('\n')).toContain('sau.csv');
  expect(await home.ask('select code, message from ops.quarantine')).toEqual([
    { code: 'reader_failed', message: landed[0]?.message },
  ]);
  home.said.length = 0;
  await go();
  expect(home.said.join('\n')).not.toContain('sau.csv');
  expect(await loads()).toEqual(landed);
});

test('a value at which a check breaks refuses its file, and is not quoted', async () => {
  const path = join(project, 'sources', portal, 'source.yaml');
  const check =
    '  - { name: whole_code, title: Mã là số, where: cast(dossier_code as integer) > 0, otherwise: warn, message: Mã không là số. }';
  await writeFile(
    path,
    (await readFile(path, 'utf8')).replace(/^checks:.*$/m, (line) => `${line}\n${check}`),
  );
  await home.deliver('a.csv', delimited(sheet(dossiers(3))));
  await go();
  const [load] = await home.ask<{ verdict: string; message: string }>(
    'select verdict, message from ops.load',
  );
  expect(load).toEqual({
    verdict: 'refused',
    message: messages().read.fault.reader_failed({
      cause:
        'Conversion Error: Could not convert string … to INT32 when casting from source column dossier_code',
    }),
  });
});

test('no number, name or phone of a person stands in the listing, the log or the warehouse outside secrets', async () => {
  const bad = { id: '03719', status: 'Lạ', phone: '0912345678' };
  await home.deliver(
    'ho so 037190000001.csv',
    delimited(
      sheet([
        ...dossiers(3),
        dossier(4, bad),
        dossier(5, { code: '037190000005' }),
        dossier(6, { fee: '037190000006 d' }),
      ]),
    ),
  );
  await go();
  expect(await listQuarantine(home.context, {})).toBe(0);
  const listed = JSON.parse(home.printed.join('')) as Record<string, unknown>[];
  expect(listed.length).toBeGreaterThan(2);
  expect(listed[0]).toMatchObject({ source: portal, severity: 'refused' });
  const log = await readFile(join(home.context.home.logs, 'refresh-2026-11-22.log'), 'utf8');
  const kept = JSON.stringify([
    await home.ask('select * from ops.quarantine'),
    await home.ask('select * exclude (sha256) from ops.load'),
    await home.ask('select * exclude (sha256) from ops.file'),
    await home.ask('select * exclude (applicant_id) from landing.public_service_portal'),
  ]);
  for (const text of [home.printed.join('\n'), home.said.join('\n'), log, kept]) {
    expect(text).not.toMatch(/\d{9,}/);
    expect(text).not.toContain('Bịa');
  }
});

test('a home that cannot be written is said with what to do', async () => {
  const file = join(project, 'a-file');
  await writeFile(file, '');
  // Below a regular file nobody can make a folder, not even root.
  const context = { ...home.context, home: homeAt(join(file, 'home')) };
  const error = await refresh(context, { site: false }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(KpiError);
  const { code, exitCode, message, hint } = error as KpiError;
  expect(code).toBe('home_not_writable');
  expect([2, 3]).toContain(exitCode);
  expect(message).toContain(context.home.root);
  expect(hint).toContain('--home');
});

test.runIf(isLongRun)(
  'a file of the archive that is gone stops the run before anything is dropped',
  async () => {
    await home.deliver('a.csv', delimited(sheet(dossiers(3))));
    await go();
    const path = join(project, 'sources', portal, 'source.yaml');
    await writeFile(
      path,
      (await readFile(path, 'utf8')).replace(
        'Chờ ký duyệt: processing',
        'Chờ ký duyệt: processing\n      Chờ phối hợp: processing',
      ),
    );
    await rm(join(home.context.home.archive, portal), { recursive: true });
    expect(await go()).toMatchObject({
      outcome: 'failed',
      exit_code: 2,
      message: expect.stringContaining(`nguồn ${portal} thiếu 1 tệp, nhận từ ngày 22/11/2026`),
    });
    expect(home.said.join('\n')).toContain(messages().run.archive.lostFile(portal, 'a.csv', '22/11/2026'));
    expect(await home.ask('select count(*) as n from landing.public_service_portal')).toEqual([{ n: 3 }]);
    expect(
      await home.ask(
        "select count(*) as n from measure.reading where indicator = 'tthc-tiep-nhan' and value = 3",
      ),
    ).not.toEqual([{ n: 0 }]);
  },
);

test.runIf(isLongRun)(
  'a source that stops delivering grows stale although nothing else changes',
  async () => {
    await home.deliver('a.csv', delimited(sheet(dossiers(3))));
    const states = () => home.ask(`select state from mart.freshness where source = '${portal}'`);
    home.context.clock = () => new Date('2026-10-13T02:00:00Z');
    await go();
    expect(await states()).toEqual([{ state: 'fresh' }]);
    home.context.clock = () => new Date('2026-11-22T02:00:00Z');
    expect(await go()).toMatchObject({ outcome: 'warned' });
    expect(await states()).toEqual([{ state: 'stale' }]);
  },
);

test('a second appointment does not turn a late dossier into one on time', async () => {
  const late = {
    received: '01/10/2026 08:00:00',
    closed: '10/10/2026 08:00:00',
    returned: '10/10/2026 08:00:00',
  };
  await home.deliver(
    'a.csv',
    delimited(
      sheet([
        dossier(1, { ...late, due: '05/10/2026 17:00:00', closed: '', returned: '', status: 'Đang xử lý' }),
      ]),
    ),
  );
  await go();
  await home.deliver('b.csv', delimited(sheet([dossier(1, { ...late, due: '20/10/2026 17:00:00' })])));
  await go();
  const [reading] = await home.ask(
    "select numerator, denominator from measure.reading where indicator = 'tthc-dung-han' and period = '2026-10' and breakdown is null",
  );
  expect(reading).toEqual({ numerator: 0, denominator: 1 });
});

test('a wrong delivery of appointments does not make dossiers late that were on time', async () => {
  const onTime = () =>
    home.ask(
      "select numerator, denominator from measure.reading where indicator = 'tthc-dung-han' and period = '2026-10' and breakdown is null",
    );
  await home.deliver('a.csv', delimited(sheet(dossiers(3))));
  await go();
  expect(await onTime()).toEqual([{ numerator: 3, denominator: 3 }]);
  const aYearBack = [1, 2, 3].map((n) => dossier(n, { due: '12/10/2025 17:00' }));
  await home.deliver('b.csv', delimited(sheet(aYearBack)));
  await go();
  expect(await home.ask('select count(*) as n from landing.public_service_portal')).toEqual([{ n: 6 }]);
  expect(await onTime()).toEqual([{ numerator: 3, denominator: 3 }]);
});
