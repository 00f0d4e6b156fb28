import { z } from 'zod';
import { type Catalogue, messages } from '../messages/index.ts';
import { dateFormat, datePlaceholders, secretNames, unknownPlaceholders } from './pull-placeholders.ts';

type Texts = Catalogue['pull']['settings'];
type PlainText = { [K in keyof Texts]: Texts[K] extends string ? K : never }[keyof Texts];

/** A setting that reads badly is explained in the reader's language, chosen when the file is read. */
const said = (which: PlainText) => ({ error: () => messages().pull.settings[which] });

const units = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 } as const;
const sizes = { KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 } as const;
const duration = z.string().regex(/^[1-9]\d{0,5}(ms|s|min|h)$/, said('duration'));
const size = z.string().regex(/^[1-9]\d{0,5}(KB|MB|GB)$/, said('size'));

/** `60s` → 60000 */
export function milliseconds(text: string): number {
  const unit = text.replace(/^\d+/, '') as keyof typeof units;
  return Number.parseInt(text, 10) * units[unit];
}

/** `200MB` → 209715200 */
export function byteCount(text: string): number {
  return Number.parseInt(text, 10) * sizes[text.slice(-2) as keyof typeof sizes];
}

const glob = z.string().min(1).describe('Glob of the file names to take, for instance "*.{csv,xlsx}"');
/**
 * What a contract may send to a server is listed by name: only what somebody has put into the surroundings for that. Without it a
 * contract could send away the user's folder, the keys of a cloud or another program's password.
 */
const environmentName = z.string().regex(/^KPI_SECRET_[A-Z0-9_]+$/, said('environmentName'));
const host = z.string().regex(/^[A-Za-z0-9._:-]+$/, said('host'));
const port = z.number().int().min(1).max(65_535);
const extension = z.string().regex(/^[a-z0-9]{1,8}$/, said('extension'));

const folder = z
  .strictObject({ kind: z.literal('folder'), files: glob })
  .describe('Files that people put into <home>/inbox/<source>');

const webAddress = z.string().refine((text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}, said('url'));

/** Whether what is sent there can be read on the way: plain http, save within this machine. */
function isOpenToOthers(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

const http = z
  .strictObject({
    kind: z.literal('http'),
    url: webAddress.describe(
      'http(s) address; {today}, {month_start}, {year_start} stand for dates, {today:dd/MM/yyyy} gives a format',
    ),
    method: z.enum(['GET', 'POST']).default('GET'),
    headers: z
      .record(z.string().regex(/^[A-Za-z0-9-]+$/, said('headerName')), z.string())
      .default({})
      .describe(`\${name} stands for a secret`),
    secrets: z
      .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, said('secretName')), environmentName)
      .default({})
      .describe(
        `Name of the placeholder \${name} in headers and body → environment variable that holds it, KPI_SECRET_…`,
      ),
    body: z
      .string()
      .optional()
      .describe(`Body of a POST; \${name} stands for a secret, {today} and its like for dates`),
    format: z.enum(['file', 'json']).default('file').describe('json: an answer that is not JSON is refused'),
    success: z
      .strictObject({
        status: z
          .array(z.number().int().min(200).max(299))
          .min(1)
          .default([200])
          .describe('Statuses of a sound answer'),
        field: z
          .string()
          .regex(/^[^.\s]+(\.[^.\s]+)*$/, said('field'))
          .optional()
          .describe('Dotted path in a JSON answer that says whether the call went well'),
        equals: z
          .array(z.union([z.string(), z.number(), z.boolean()]))
          .min(1)
          .optional()
          .describe('Values of that field that mean success'),
      })
      .prefault({})
      .describe('How a sound answer is told: some portals answer 200 with an error code inside'),
    timeout: duration.default('60s').describe('For one whole transfer: 500ms, 60s, 10min, 1h'),
    max_bytes: size.default('200MB').describe('Reading stops above it: 500KB, 200MB, 2GB'),
    retries: z.number().int().min(0).max(10).default(3).describe('After faults of the network, 408 and 5xx'),
    extension: extension
      .optional()
      .describe('Of the archived file; default: by file name, address or Content-Type'),
  })
  .superRefine((value, context) => {
    const fault = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const text = messages().pull.settings;
    const { headers, body, secrets, success } = value;
    if (secretNames(value.url).length > 0) fault(['url'], text.secretInUrl);
    if (Object.keys(secrets).length > 0 && isOpenToOthers(value.url)) fault(['url'], text.secretOverHttp);
    if (body !== undefined && value.method === 'GET') fault(['body'], text.bodyOfGet);
    if ((success.field === undefined) !== (success.equals === undefined))
      fault(['success'], text.fieldAndEquals);
    const places: [string[], string][] = [
      [['url'], value.url],
      ...Object.entries(headers).map(([name, content]): [string[], string] => [['headers', name], content]),
      ...(body === undefined ? [] : [[['body'], body] as [string[], string]]),
    ];
    const used = new Set(places.flatMap(([, content]) => secretNames(content)));
    for (const [path, content] of places) {
      for (const name of secretNames(content)) {
        if (!(name in secrets) && path[0] !== 'url') fault(path, text.secretUnknown(name));
      }
      // A body may be JSON or a query language, where braces mean something else.
      if (path[0] !== 'body') {
        for (const name of unknownPlaceholders(content)) fault(path, text.dateUnknown(name));
      }
      for (const { format } of datePlaceholders(content)) {
        if (!dateFormat.test(format)) fault(path, text.dateFormat(format));
      }
    }
    for (const name of Object.keys(secrets)) {
      if (!used.has(name)) fault(['secrets', name], text.secretUnused(name));
    }
  })
  .describe('One answer of a web service');

const sftp = z
  .strictObject({
    kind: z.literal('sftp'),
    host,
    port: port.default(22),
    user: z.string().min(1),
    password_env: environmentName
      .optional()
      .describe('Environment variable that holds the password: KPI_SECRET_…'),
    key_file: z
      .string()
      .regex(/^(?!\.\.?(\/|$))[A-Za-z0-9._-]+(\/(?!\.\.?(\/|$))[A-Za-z0-9._-]+)*$/, said('keyFile'))
      .optional()
      .describe('Private key, relative to <home>/secrets, readable by its owner only (0600)'),
    passphrase_env: environmentName
      .optional()
      .describe('Environment variable that holds the passphrase of the key: KPI_SECRET_…'),
    host_key: z
      .string()
      .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, said('hostKey'))
      .describe('Fingerprint of the server, as ssh-keygen -l prints it: SHA256:…'),
    folder: z.string().min(1).describe('Folder on the server'),
    files: glob,
    max_bytes: size.default('200MB').describe('Largest file that is taken: 500KB, 200MB, 2GB'),
  })
  .superRefine((value, context) => {
    const text = messages().pull.settings;
    if ((value.password_env === undefined) === (value.key_file === undefined))
      context.addIssue({ code: 'custom', path: ['user'], message: text.passwordOrKey });
    if (value.passphrase_env !== undefined && value.key_file === undefined)
      context.addIssue({ code: 'custom', path: ['passphrase_env'], message: text.passphraseAlone });
  })
  .describe('Files of a folder on an SFTP server');

const postgres = z
  .strictObject({
    kind: z.literal('postgres'),
    host,
    port: port.default(5432),
    database: z.string().min(1),
    user: z.string().min(1),
    password_env: environmentName.describe('Environment variable that holds the password: KPI_SECRET_…'),
    ssl: z
      .enum(['require', 'verify', 'disable'])
      .default('verify')
      .describe('verify: encrypted, the certificate is checked; require: encrypted only'),
    query: z
      .string()
      .regex(/^\s*(select|with)\b/i, said('oneSelect'))
      .refine((text) => !text.includes(';'), said('oneSelect'))
      .describe('One SELECT, without semicolon; with order by, equal data give an equal file'),
    statement_timeout: duration.default('10min'),
    max_bytes: size.default('1GB').describe('Reading stops above it'),
  })
  .describe('The rows of one query of a PostgreSQL database, in a read only transaction');

/** `pull:` of a contract: where the export comes from. Secrets stand in environment variables, never here. */
export const pullSchema = z.discriminatedUnion('kind', [folder, http, sftp, postgres]);

export type PullSettings = z.output<typeof pullSchema>;
export type FolderSettings = z.output<typeof folder>;
export type HttpSettings = z.output<typeof http>;
export type SftpSettings = z.output<typeof sftp>;
export type PostgresSettings = z.output<typeof postgres>;

/** What pulling has to know of a contract. */
export interface Pullable<S extends PullSettings = PullSettings> {
  id: string;
  pull: S;
}
