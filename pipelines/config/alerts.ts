import { z } from 'zod';
import { type Catalogue, messages } from '../messages/index.ts';

/** What a role may hear: kinds of things to do (`run/things-to-do.ts`), and how runs end. */
export const heard = [
  'failed',
  'recovered',
  'digest',
  'held',
  'refused',
  'rows',
  'stale',
  'differs',
  'turned',
  'names',
  'masked',
  'clock',
  'lost',
  'plan',
  'pinned',
] as const;
export type Heard = (typeof heard)[number];

type Texts = Catalogue['alert']['settings'];
type PlainText = { [K in keyof Texts]: Texts[K] extends string ? K : never }[keyof Texts];

/** A setting that reads badly is explained in the reader's language, chosen when the file is read. */
const said = (which: PlainText) => ({ error: () => messages().alert.settings[which] });

/**
 * Where a secret stands, of the two one. Only what somebody has put there for this can be sent away: a variable of that beginning, or a
 * file of `<home>/secrets/alerts/`.
 */
const secret = z.strictObject({
  env: z
    .string()
    .regex(/^KPI_SECRET_[A-Z0-9_]+$/, said('environmentName'))
    .optional(),
  file: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, said('secretFile'))
    .optional(),
});
export type Secret = z.output<typeof secret>;

const secrets = z
  .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, said('secretName')), secret)
  .default({})
  .describe(`Name of the placeholder \${name} → where the value stands`);

const bareAddress = '[^\\s@<>,;"]+@[^\\s@<>,;"]+';
const address = z.string().regex(new RegExp(`^${bareAddress}$`), said('address'));

const mail = z.strictObject({
  host: z.string().regex(/^[A-Za-z0-9._:-]+$/, said('host')),
  port: z.int().min(1).max(65_535),
  security: z
    .enum(['tls', 'starttls', 'none'])
    .describe('tls from the first byte (465), starttls (587), none within this machine only'),
  user: z.string().min(1).optional(),
  password: secret.optional(),
  from: z.string().regex(new RegExp(`^(?:${bareAddress}|[^<>"\\r\\n]+ <${bareAddress}>)$`), said('from')),
});
export type MailSettings = z.output<typeof mail>;

const url = z.string().min(1).describe(`https; \${name} stands for a secret`);

const webhook = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, said('id')),
  url,
  headers: z.record(z.string().regex(/^[A-Za-z0-9_-]+$/, said('headerName')), z.string()).default({}),
  secrets,
  body: z
    .record(z.string(), z.json())
    .describe(`Sent as JSON; in its texts {title}, {text} and secrets \${name} are filled in`),
  longest: z
    .int()
    .min(200)
    .max(20_000)
    .default(2000)
    .describe('Signs of title and text that the service takes; a longer message is cut and says so'),
  success: z
    .strictObject({
      field: z.string().regex(/^[^.\s]+(\.[^.\s]+)*$/, said('field')),
      equals: z.array(z.union([z.string(), z.number(), z.boolean()])).min(1),
    })
    .optional()
    .describe('Some services answer 200 with an error code inside: which field says that all went well'),
});
export type Webhook = z.output<typeof webhook>;

const ping = z.strictObject({ url, secrets });
export type Ping = z.output<typeof ping>;

const role = z.strictObject({
  mail: z.array(address).default([]),
  webhooks: z.array(z.string()).default([]),
  hears: z.array(z.enum(heard)).min(1),
});
export type Role = z.output<typeof role>;

export const alertsSchema = z.strictObject({
  mail: mail.optional(),
  webhooks: z.array(webhook).default([]),
  roles: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/, said('id')), role).default({}),
  ping: ping.optional().describe('Asked for after each run that did not fail: silence there is an alarm'),
});
/** Who is told what, and by which way. */
export type Alerts = z.output<typeof alertsSchema>;
