import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Patience } from '../../pipelines/alert/patience.ts';
import { tell } from '../../pipelines/alert/tell.ts';
import { type Home, homeAt } from '../../pipelines/config/home.ts';
import type { LastRun } from '../../pipelines/publish/health.ts';
import { type Received, type WebServer, webServer } from '../pull/web-server.ts';
import { type MailServer, mailServer } from '../support/mail-server.ts';

const patience: Patience = { tryMs: 400, retries: 2, pauseMs: 10, allMs: 3000 };
/** It would break JSON, a header and a pattern, were it not filled in by value. */
const secret = 'bi"mat\\$&{text}';
let root: string;
let home: Home;
let said: string[];
let servers: { stop(): Promise<void> }[];
let env: Record<string, string>;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'kpi-alert-'));
  home = homeAt(join(root, 'home'));
  [said, servers, env] = [[], [], { KPI_SECRET_A: secret }];
  await mkdir(join(home.secrets, 'alerts'), { recursive: true });
  await mkdir(join(root, 'du-an'));
  await writeFile(
    join(home.root, 'home.json'),
    JSON.stringify({ project: null, commune: { code: '13894', name: 'xã Rạng Đông' } }),
  );
  await lists('held:a:1');
});
afterEach(async () => {
  for (const server of servers) await server.stop();
  await rm(root, { recursive: true, force: true });
});

const write = (yaml: string) => writeFile(join(root, 'du-an', 'alerts.yaml'), yaml);

/** What waits for a person by the last run. */
async function lists(...keys: string[]): Promise<void> {
  const last: LastRun = {
    run: 'x',
    outcome: 'warned',
    ended_at: '2026-11-21T18:35:00Z',
    as_of: '2026-11-20',
    last_good: null,
    todo: keys.map((key) => ({
      key,
      what: `Cổng "dịch vụ" công: ${key}`,
      since: '2026-11-20',
      who: 'Văn phòng',
      how: 'kpi status',
    })),
  };
  await writeFile(home.lastRun, JSON.stringify(last));
}

/** The night of a day of November 2026 ends, and tells. */
async function night(day: number, failure?: { cause: string; text: string | undefined }): Promise<string[]> {
  said.length = 0;
  const clock = () => new Date(Date.UTC(2026, 10, day - 1, 18, 35));
  const note = (text: string, logged = text) => said.push(logged);
  await tell({ home, project: join(root, 'du-an'), env, clock, note, patience }, failure);
  return [...said];
}

async function web(handle: Parameters<typeof webServer>[0] = (_, its) => its.end('{}')): Promise<WebServer> {
  const server = await webServer(handle);
  servers.push(server);
  return server;
}
async function post(options?: Parameters<typeof mailServer>[0]): Promise<MailServer> {
  const server = await mailServer(options);
  servers.push(server);
  return server;
}

const mail = (port: number, more = '') =>
  `mail: { host: 127.0.0.1, port: ${port}, security: none, from: "Báo cáo KPI <kpi@xa.vn>"${more} }\n`;
const hook = (url: string, more = '') =>
  `webhooks:\n  - { id: goi, url: "${url}", body: { to: 7, in: ["{title}", { text: "{text}" }] }${more} }\n`;
const role = (to: string, hears = 'failed, recovered, held, digest') =>
  `roles:\n  van-phong: { ${to}, hears: [${hears}] }\n`;
const bodies = (received: readonly Received[]) => received.map(({ body }) => JSON.parse(body));

test('a mail to each address, in Vietnamese, with nobody else in it', async () => {
  const server = await post();
  await write(mail(server.port) + role('mail: [mot@xa.vn, hai@xa.vn]'));
  expect(await night(22)).toEqual(['Đã báo tin: 2 nơi.']);
  expect(server.received.map(({ to }) => to).sort()).toEqual([['hai@xa.vn'], ['mot@xa.vn']]);
  for (const { subject, text, raw, to } of server.received) {
    expect(subject).toBe('[Rạng Đông] 1 việc mới');
    expect(text).toContain('- Cổng "dịch vụ" công: held:a:1; từ 20/11/2026; đơn vị: Văn phòng');
    expect(raw).toContain('Auto-Submitted: auto-generated');
    expect(raw).not.toContain(to[0] === 'mot@xa.vn' ? 'hai@xa.vn' : 'mot@xa.vn');
  }
  // The same day again: told, and the digest is done.
  expect(await night(22)).toEqual([]);
  expect((await stat(home.alerts)).mode & 0o777).toBe(0o600);
});

test('JSON stays JSON and secrets stay secret, whatever they hold', async () => {
  const server = await web();
  const odd = `held:a:1"}\\n{title}\${a}`;
  env = { KPI_SECRET_A: '123:AB/c d', KPI_SECRET_B: 'khoa-bi-mat' };
  const more = `, headers: { access_token: "\${b}" }, secrets: { a: { env: KPI_SECRET_A }, b: { env: KPI_SECRET_B } }`;
  await write(hook(`${server.url}/bot\${a}/send`, more) + role('webhooks: [goi]'));
  await lists(odd);
  expect(await night(22)).toEqual(['Đã báo tin: 1 nơi.']);
  const [got] = server.received;
  expect(got).toMatchObject({ method: 'POST', url: '/bot123:AB%2Fc%20d/send' });
  expect(got?.headers).toMatchObject({ access_token: 'khoa-bi-mat', 'content-type': 'application/json' });
  expect(bodies(server.received)).toEqual([
    { to: 7, in: ['[Rạng Đông] 1 việc mới', { text: expect.stringContaining(odd) }] },
  ]);
  expect(await readFile(home.alerts, 'utf8')).not.toContain('khoa-bi-mat');
});

test('500, then 200: told once, and tried again at once', async () => {
  const server = await web((_, response, attempt) => {
    response.statusCode = attempt === 1 ? 500 : 200;
    response.end('{}');
  });
  await write(hook(server.url) + role('webhooks: [goi]'));
  expect(await night(22)).toEqual(['Đã báo tin: 1 nơi.']);
  expect(server.received).toHaveLength(2);
  await night(22);
  expect(server.received).toHaveLength(2);
});

test.each([
  ['says no', 403, '', 1, 'máy chủ trả lời 403'],
  ['leads elsewhere', 302, '', 1, 'máy chủ trả lời 302'],
  ['is overloaded', 503, '', 3, 'máy chủ trả lời 503'],
])('a service that %s has not taken it; the next run tells it', async (_, status, __, tries, reason) => {
  let isWell = false;
  const server = await web((___, response) => {
    response.writeHead(isWell ? 200 : status, { location: 'http://127.0.0.1:1/' });
    response.end('bi"mat');
  });
  await write(hook(server.url) + role('webhooks: [goi]'));
  expect(await night(22)).toEqual([
    `Chưa báo tin được: van-phong (goi): ${reason}. Lần cập nhật sau sẽ báo lại.`,
  ]);
  expect(server.received).toHaveLength(tries);
  isWell = true;
  expect(await night(23)).toEqual(['Đã báo tin: 1 nơi.']);
  expect(bodies(server.received.slice(-1))[0].in[0]).toBe('[Rạng Đông] 1 việc mới');
});

test('200 with an error inside is no success where the file says how success looks', async () => {
  let error = -216;
  const server = await web((_, response) => response.end(JSON.stringify({ error, message: secret })));
  await write(hook(server.url, ', success: { field: error, equals: [0] }') + role('webhooks: [goi]'));
  const [told] = await night(22);
  expect(told).toContain('nhưng báo không thành công (error)');
  expect(told).not.toContain(secret);
  error = 0;
  expect(await night(22)).toEqual(['Đã báo tin: 1 nơi.']);
});

test('a service that never answers, and a mail server that is down or silent, hold nothing up and nobody else', async () => {
  // It reads, so that it sees its clients let go: closing waits for that.
  const silent = createServer((socket) => socket.on('error', () => undefined).resume());
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  servers.push({ stop: () => new Promise((resolve) => silent.close(() => resolve())) });
  const { port } = silent.address() as { port: number };
  const sound = await web();
  await write(
    `${mail(port)}webhooks:
  - { id: im, url: "http://127.0.0.1:${port}/", body: { text: "{text}" } }
  - { id: goi, url: "${sound.url}", body: { text: "{text}" } }
${role('mail: [a@xa.vn], webhooks: [im, goi]')}ping: { url: "http://127.0.0.1:${port}/" }\n`,
  );
  const started = performance.now();
  const told = await night(22);
  expect(performance.now() - started).toBeLessThan(patience.allMs + 1000);
  expect(told.toSorted()).toEqual([
    'Chưa báo còn hoạt động được: không trả lời trong 1 giây.',
    'Chưa báo tin được: van-phong (im): không trả lời trong 1 giây; van-phong (thư): không trả lời trong 1 giây. Lần cập nhật sau sẽ báo lại.',
    'Đã báo tin: 1 nơi.',
  ]);
  // Nobody listens there any more, and the one who was told is not told again.
  await write(mail(1) + role('mail: [a@xa.vn]') + hook(sound.url).replace('goi', 'khac'));
  expect((await night(22))[0]).toContain('van-phong (thư): không kết nối được (');
  expect(sound.received).toHaveLength(1);
});

test('a failure is told once, its recovery too; silence is told by the sign of life', async () => {
  const server = await web();
  await write(
    `${hook(server.url)}${role('webhooks: [goi]', 'failed, recovered')}ping: { url: "${server.url}/song" }\n`,
  );
  const failure = { cause: 'disk_full', text: 'Ổ đĩa đã đầy.' };
  const texts = async (day: number, its?: typeof failure) => {
    server.received.length = 0;
    await night(day, its);
    return server.received.map(({ method, url, body }) =>
      method === 'GET' ? url : JSON.parse(body).in[0].replace('[Rạng Đông] ', ''),
    );
  };
  expect(await texts(20)).toEqual(['/song']);
  expect(await texts(21, failure)).toEqual(['Cập nhật thất bại']);
  expect(await texts(22, failure)).toEqual([]);
  expect(await texts(23, { ...failure, cause: 'config_invalid' })).toEqual(['Cập nhật thất bại']);
  expect((await texts(24)).toSorted()).toEqual(['/song', 'Đã cập nhật lại được']);
  expect(await texts(25)).toEqual(['/song']);
});

test('secrets: a file of one’s own only, and what is missing is named', async () => {
  const server = await post({
    onAuth: ({ username, password }, _, done) =>
      done(username === 'kpi' && password === secret ? null : new Error('no'), { user: 'kpi' }),
    allowInsecureAuth: true,
  });
  const told = async (password: string) => {
    await write(mail(server.port, `, user: kpi, password: { ${password} }`) + role('mail: [a@xa.vn]'));
    return (await night(22)).join('\n');
  };
  const path = join(home.secrets, 'alerts', 'thu');
  expect(await told('file: thu')).toContain('không đọc được secrets/alerts/thu');
  await writeFile(path, `${secret}\n`);
  await chmod(path, 0o644);
  expect(await told('file: thu')).toContain('secrets/alerts/thu để người khác đọc được');
  expect(await told('env: KPI_SECRET_THU')).toContain('chưa có biến môi trường KPI_SECRET_THU');
  env.KPI_SECRET_THU = 'sai';
  expect(await told('env: KPI_SECRET_THU')).toContain('máy chủ thư không cho đăng nhập');
  expect(server.received).toEqual([]);
  await chmod(path, 0o600);
  expect(await told('file: thu')).toBe('Đã báo tin: 1 nơi.');
  const { raw = '' } = server.received[0] ?? {};
  expect(raw + said.join('') + (await readFile(home.alerts, 'utf8'))).not.toContain(secret);
});

test('a header takes no secret that would end it', async () => {
  const server = await web();
  env.KPI_SECRET_A = 'a\r\nhost: x';
  await write(
    hook(server.url, `, headers: { key: "\${a}" }, secrets: { a: { env: KPI_SECRET_A } }`) +
      role('webhooks: [goi]'),
  );
  const [told] = await night(22);
  expect(told).toContain('bí mật "a" có ký tự không dùng được');
  expect(server.received).toEqual([]);
});

test('a file with faults tells nobody, says so, and quotes none of it', async () => {
  await write('mail: { password: bi-mat-viet-nham }\nroles: {}\n');
  const told = await night(22);
  expect(told).toEqual([expect.stringMatching(/^alerts\.yaml có \d lỗi nên không báo tin cho ai/)]);
  await rm(join(root, 'du-an', 'alerts.yaml'));
  expect(await night(22)).toEqual([]);
});

test('what was told is damaged: told once more, and the file is whole again', async () => {
  const server = await web();
  await write(hook(server.url) + role('webhooks: [goi]'));
  await night(22);
  await writeFile(home.alerts, '{"told": {"van-ph');
  await night(22);
  await night(22);
  expect(server.received).toHaveLength(2);
});
