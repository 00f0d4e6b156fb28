import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAlerts } from '../../pipelines/config/read-alerts.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nq57-kpi-alerts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Reads it in a folder that has no plan.yaml: what is broken beside it is nothing to it. */
async function faultsOf(yaml: string): Promise<string[]> {
  await writeFile(join(folder, 'alerts.yaml'), yaml);
  const { faults = [] } = (await readAlerts(folder)) ?? {};
  return faults.map(({ line, field, message }) => `${line} ${field}: ${message}`);
}

const sound = `
mail:
  host: thu.xa.gov.vn
  port: 587
  security: starttls
  user: kpi@xa.gov.vn
  password: { env: KPI_SECRET_MAIL }
  from: Báo cáo KPI <kpi@xa.gov.vn>
webhooks:
  - id: telegram
    url: https://api.telegram.org/bot\${token}/sendMessage
    secrets: { token: { file: telegram } }
    body: { chat_id: "-100123", text: "{title}\\n\\n{text}" }
roles:
  van-phong: { mail: [vp@xa.gov.vn], webhooks: [telegram], hears: [failed, recovered, digest] }
ping: { url: "https://hc.vidu.vn/\${uuid}", secrets: { uuid: { env: KPI_SECRET_PING } } }
`;

test('a sound file has no faults; without a file there is nothing to tell', async () => {
  expect(await faultsOf(sound)).toEqual([]);
  expect(await readAlerts(join(folder, 'khong-co'))).toBeUndefined();
  expect(await readAlerts(undefined)).toBeUndefined();
});

test('all faults across the fields at once, each with its line', async () => {
  const faults = await faultsOf(`mail:
  host: thu.xa.gov.vn
  port: 25
  security: none
  user: kpi@xa.gov.vn
  from: kpi@xa.gov.vn
webhooks:
  - id: zalo
    url: http://openapi.zalo.me/x
    headers: { access_token: "\${token}" }
    body: { to: 2468458835296197922, message: "{txet}" }
  - id: zalo
    url: https://\${may-chu}/x
    secrets: { khoa: { env: KPI_SECRET_A, file: a } }
    body: { text: "{text}" }
roles:
  van-phong: { webhooks: [zaloo], hears: [failed] }
  nobody: { hears: [held] }
`);
  expect(faults.map((its) => its.replace(/:.*/s, ''))).toEqual([
    '4 mail.security',
    '1 mail',
    '9 webhooks.0.url',
    '11 webhooks.0.body',
    '11 webhooks.0.body.message',
    '11 webhooks.0.body.to',
    '10 webhooks.0.headers.access_token',
    '12 webhooks.1.id',
    '13 webhooks.1.url',
    '14 webhooks.1.secrets.khoa',
    '14 webhooks.1.secrets.khoa',
    '17 roles.van-phong.webhooks.0',
    '18 roles.nobody',
  ]);
  expect(faults.join('\n')).toContain('Có phải "zalo"?');
});

test.each([
  ['another variable of the machine', 'env: KPI_SECRET_MAIL', 'env: HOME', /mail\.password\.env/],
  ['a file elsewhere', 'file: telegram', 'file: ../pseudonym.key', /secrets\.token\.file/],
  [
    'a server that a secret names',
    'https://api.telegram.org/bot',
    'https://',
    /webhooks\.0\.url.*Tên máy chủ/,
  ],
  [
    'a placeholder as of the message in an address',
    `bot\${token}`,
    'bot{token}',
    /webhooks\.0\.url.*\$\{token\}/,
  ],
  ['a misspelt kind', 'recovered', 'recoverd', /roles\.van-phong\.hears\.1.*"recovered"/],
  ['a misspelt field', 'port: 587', 'prot: 587', /mail\.prot.*"port"/],
  ['an address with another behind it', 'vp@xa.gov.vn', '"vp@xa.gov.vn,b@c.vn"', /roles\.van-phong\.mail\.0/],
  [
    'a line break in the sender',
    'Báo cáo KPI <kpi@xa.gov.vn>',
    '"A\\nBcc: x@y.vn <kpi@xa.gov.vn>"',
    /mail\.from/,
  ],
])('%s is refused', async (_, from, to, fault) => {
  expect(sound).toContain(from);
  const faults = await faultsOf(sound.replace(from, to));
  expect(faults.join('\n')).toMatch(fault);
});

test('mail without encryption is for this machine only', async () => {
  const local = sound.replace('security: starttls', 'security: none');
  expect(await faultsOf(local)).toHaveLength(1);
  expect(await faultsOf(local.replace('thu.xa.gov.vn', '127.0.0.1'))).toEqual([]);
});
