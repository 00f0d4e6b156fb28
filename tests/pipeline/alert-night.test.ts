import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run as alertTest } from '../../pipelines/commands/alert-test.ts';
import { run as refresh } from '../../pipelines/commands/refresh.ts';
import { telling, tellOfFailure } from '../../pipelines/commands/telling.ts';
import { KpiError } from '../../pipelines/error.ts';
import { delimited, dossier, sheet } from '../cases/dossier-sheet.ts';
import { type WebServer, webServer } from '../pull/web-server.ts';
import { onlySources } from '../support/few-indicators.ts';
import { mailServer } from '../support/mail-server.ts';
import { ownCertificate } from '../support/own-certificate.ts';
import { checkout, portal, type SampleHome, sampleHome } from './sample-home.ts';

const tls = await ownCertificate();
let commune: string;
let home: SampleHome;
let web: WebServer;
let isWell = true;
beforeAll(async () => {
  commune = onlySources(portal);
  home = await sampleHome(undefined, commune);
  web = await webServer((_, response) => {
    response.statusCode = isWell ? 200 : 404;
    response.end();
  });
  await writeFile(
    join(commune, 'alerts.yaml'),
    `webhooks:
  - { id: goi, url: "${web.url}", body: { title: "{title}", text: "{text}" } }
roles:
  van-phong: { webhooks: [goi], hears: [failed, recovered, held, refused, rows] }
ping: { url: "${web.url}/song" }
`,
  );
});
afterAll(async () => {
  await web.stop();
  await home.remove();
});

let night = 0;
/** One refresh as the command does it; gives its exit code, or the code of its error, and what came to those who are told. */
async function refreshed() {
  night += 1;
  web.received.length = 0;
  home.said.length = 0;
  home.context.clock = () => new Date(Date.UTC(2026, 10, 22, 2, night));
  const ended = await refresh(home.context, { site: false }).catch(({ code }: { code: string }) => code);
  const messages = web.received.map(({ method, url, body }) =>
    method === 'GET' ? { title: url, text: '' } : (JSON.parse(body) as { title: string; text: string }),
  );
  return {
    ended,
    titles: messages.map(({ title }) => title).sort(),
    text: messages.map(({ text }) => text).join(''),
  };
}

const rows = sheet(
  Array.from({ length: 20 }, (_, at) =>
    dossier(at + 1, {
      applicant: 'Trần Thị Ngọc Bích',
      ...(at < 2 ? { received: '31/02/2026 08:00' } : {}),
    }),
  ),
);

test('from a file with faults to a plan that cannot be read and back: each told once, nothing of a person', async () => {
  await home.deliver('Trần Thị Ngọc Bích.csv', delimited(rows));
  const first = await refreshed();
  expect(first.titles).toEqual(['/song', expect.stringMatching(/^\[\S.*\] \d việc mới$/)]);
  expect(first.text).toContain(`kpi quarantine list --source ${portal}`);
  expect(first.text).not.toContain('Bích');
  expect(await refreshed()).toMatchObject({ ended: 0, titles: ['/song'] });

  const plan = await readFile(join(commune, 'plan.yaml'), 'utf8');
  await writeFile(join(commune, 'plan.yaml'), 'commune: [\n');
  const broken = await refreshed();
  expect(broken).toMatchObject({
    ended: 'config_invalid',
    titles: [expect.stringMatching(/\] Cập nhật thất bại$/)],
  });
  // Once for its cause; of another, which another process tells, once more.
  expect((await refreshed()).titles).toEqual([]);
  await tellOfFailure(home.context, 'night_time', 'Lần cập nhật chạy quá lâu nên đã bị dừng.');
  expect(JSON.parse(web.received[0]?.body ?? '').text).toContain('chạy quá lâu');

  await writeFile(join(commune, 'plan.yaml'), plan);
  isWell = false;
  // Nobody hears it, and the night ends as it would have.
  expect((await refreshed()).ended).toBe(0);
  expect(home.said.join('\n')).toContain('Chưa báo tin được: van-phong (goi): máy chủ trả lời 404');
  const [log = ''] = (await readdir(home.context.home.logs)).filter((name) => name.startsWith('refresh-'));
  expect(await readFile(join(home.context.home.logs, log), 'utf8')).toContain('Chưa báo tin được: van-phong');
  isWell = true;
  expect((await refreshed()).titles).toEqual(['/song', expect.stringMatching(/\] Đã cập nhật lại được$/)]);
});

test('a run as of another day, and one that finds another going on, tell nobody', async () => {
  web.received.length = 0;
  const result = { run: 'x', outcome: 'failed', exit_code: 3, as_of: null, message: '' } as const;
  await telling({ ...home.context, asOf: '2026-11-20' }, async () => result);
  const busy = new KpiError('run_locked', 'x', { exitCode: 4 });
  await expect(telling(home.context, () => Promise.reject(busy))).rejects.toBe(busy);
  expect(web.received).toEqual([]);
  // One that failed and could not even be noted is told without its reason.
  await telling(home.context, async () => result);
  expect(web.received.map(({ body }) => JSON.parse(body).title)).toEqual([
    expect.stringMatching(/\] Cập nhật thất bại$/),
  ]);
});

test('alert test says in a table what arrived, and 1 when something did not', async () => {
  const its = { ...home.context, json: false };
  home.printed.length = 0;
  expect(await alertTest(its, {})).toBe(0);
  expect(home.printed.join('')).toMatch(/van-phong\s+goi\s+đã gửi được/);
  isWell = false;
  expect(await alertTest(its, { role: 'van-phong' })).toBe(1);
  expect(home.printed.join('')).toContain('máy chủ trả lời 404');
  isWell = true;
  await expect(alertTest(its, { role: 'van-fong' })).rejects.toMatchObject({
    code: 'unknown_role',
    exitCode: 2,
  });
  await expect(alertTest({ ...its, project: undefined }, {})).rejects.toMatchObject({ code: 'no_alerts' });
});

test.skipIf(!tls).each(['tls', 'starttls'])(
  '%s: a server whose certificate is vouched for, and no other',
  async (security) => {
    const server = await mailServer({ ...tls, secure: security === 'tls' });
    const folder = await mkdtemp(join(tmpdir(), 'kpi-alert-tls-'));
    await writeFile(join(folder, 'ca.pem'), tls?.cert ?? '');
    await writeFile(
      join(folder, 'alerts.yaml'),
      `mail: { host: localhost, port: ${server.port}, security: ${security}, from: kpi@xa.vn }
roles: { van-phong: { mail: [a@xa.vn], hears: [failed] } }\n`,
    );
    // The program itself: which roots a process trusts is settled when it starts.
    const tried = (env: NodeJS.ProcessEnv) =>
      new Promise<{ code: number | null; answer: { arrived: boolean; reason: string }[] }>((resolve) => {
        const args = ['alert', 'test', '--json', '--project', folder, '--home', join(folder, 'home')];
        const child = spawn(process.execPath, [join(checkout, 'pipelines', 'kpi.mjs'), ...args], {
          env: { ...process.env, ...env },
        });
        let out = '';
        child.stdout.on('data', (chunk) => {
          out += chunk;
        });
        child.once('close', (code) => resolve({ code, answer: JSON.parse(out) }));
      });
    const distrusted = await tried({});
    expect(distrusted).toMatchObject({ code: 1, answer: [{ arrived: false }] });
    expect(distrusted.answer[0]?.reason).toContain('không tin được chứng thư số');
    expect(server.received).toEqual([]);
    expect(await tried({ NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') })).toMatchObject({
      code: 0,
      answer: [{ role: 'van-phong', to: 'a@xa.vn', arrived: true, reason: null }],
    });
    expect(server.received).toMatchObject([{ to: ['a@xa.vn'], secure: true, subject: '[KPI] Thử báo tin' }]);
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  },
);
