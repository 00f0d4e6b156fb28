import { createHmac, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Home } from '../config/home.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { knownMacros, knownSecret } from '../warehouse/known-macros.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';

/** Bytes of a SHA-256 block, to which HMAC pads its key (RFC 2104). */
const blockBytes = 64;

/**
 * The home's key for pseudonyms, made once. Whoever has it can link persons across sources, nobody can without; it is
 * never printed and never leaves `secrets/` (0600).
 */
export async function pseudonymKey(home: Home): Promise<Buffer> {
  const path = join(home.secrets, 'pseudonym.key');
  const key = randomBytes(32).toString('hex');
  try {
    await writeFile(path, `${key}\n`, { mode: 0o600, flag: 'wx' });
    return Buffer.from(key, 'hex');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readKey(path);
  }
}

async function readKey(path: string): Promise<Buffer> {
  const text = (await readFile(path, 'utf8')).trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw keyFault('pseudonym_key_broken', messages().land.keyBroken(path));
  return Buffer.from(text, 'hex');
}

/** A pseudonym of nobody: it tells keys apart and says nothing of them. */
const nobody = 'nq57-kpi';

/** The pseudonym of a text, as the macro makes it: what must not reach the engine is made one here. */
const pseudonymUnder = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(text).digest('hex').slice(0, 32);

/**
 * The pseudonym of one text in a warehouse, under the key that it is bound to. Throws `pseudonym_key_missing`,
 * `pseudonym_key_changed` (exit code 2).
 */
export async function pseudonymIn(warehouse: Warehouse, home: Home, text: string): Promise<string> {
  const path = join(home.secrets, 'pseudonym.key');
  // Made anew here it would be another key than that of the data.
  if (!existsSync(path)) throw keyFault('pseudonym_key_missing', messages().land.keyMissing(path));
  const key = await readKey(path);
  const [bound] = await warehouse.all<{ fingerprint: string }>('select fingerprint from ops.pseudonym_key');
  if (bound?.fingerprint !== pseudonymUnder(key, nobody))
    throw keyFault('pseudonym_key_changed', messages().land.keyChanged);
  return pseudonymUnder(key, text);
}

const keyFault = (code: string, message: string): KpiError =>
  new KpiError(code, message, { exitCode: 2, hint: messages().land.keyHint });

/**
 * Binds a warehouse to the key with which its pseudonyms were made: under another the same person would be two. Throws
 * `pseudonym_key_changed` (exit code 2).
 */
export async function keepToKey(warehouse: Warehouse): Promise<void> {
  const { now } = await warehouse.one<{ now: string }>(`select pseudonym(${literal(nobody)}) as now`);
  const [before] = await warehouse.all<{ fingerprint: string }>('select fingerprint from ops.pseudonym_key');
  if (before === undefined)
    await warehouse.run(`insert into ops.pseudonym_key (fingerprint) values (${literal(now)})`);
  else if (before.fingerprint !== now) throw keyFault('pseudonym_key_changed', messages().land.keyChanged);
}

/**
 * Defines the macro `pseudonym(x)`: HMAC-SHA-256 of a text under the key, as 32 hexadecimal characters; and those by which
 * personal values are known again (`knownMacros`).
 */
export async function definePseudonym(warehouse: Warehouse, key: Buffer): Promise<void> {
  const padded = Buffer.concat([key, Buffer.alloc(blockBytes - key.length)]);
  const blob = (mask: number) => `unhex('${Buffer.from(padded.map((byte) => byte ^ mask)).toString('hex')}')`;
  await warehouse.run(`
    create or replace temp macro pseudonym(x) as
      left(sha256(${blob(0x5c)} || unhex(sha256(${blob(0x36)} || encode(x)))), 32)`);
  await warehouse.run(knownMacros(knownSecret(key)));
}

/** Pseudonyms of persons who were forgotten: their rows are taken out of whatever lands. */
export const forgottenTable = 'temp.main.forgotten';

/** Says whose rows are taken out from now on. */
export async function defineForgotten(warehouse: Warehouse, pseudonyms: readonly string[]): Promise<void> {
  const rows = pseudonyms.map((its) => `(${literal(its)})`).join(', ');
  await warehouse.run(
    `create or replace temp table forgotten as select * from (values ${rows || '(null::varchar)'}) as its(pseudonym) where pseudonym is not null`,
  );
}

export const pseudonymsTable = 'temp.main.pseudonyms';

/** Once all has landed nobody needs the key any more: it is out of reach before SQL of a commune runs, with the texts it was last used on. */
export async function forgetPseudonyms(warehouse: Warehouse): Promise<void> {
  await warehouse.run(`drop table if exists ${pseudonymsTable}`);
  await warehouse.run(`drop table if exists ${forgottenTable}`);
  for (const macro of ['pseudonym', 'known_hash'])
    await warehouse.run(`drop macro if exists temp.main.${macro}`);
}

/**
 * Gives every text that stands in the columns its pseudonym, once however often the person appears: the hash is the
 * dearest thing in landing. Returns the joins and the terms with which a select over `from` names them by column.
 */
export async function assignPseudonyms(
  warehouse: Warehouse,
  columns: readonly string[],
  from: string,
): Promise<{ joins: string; term: (column: string) => string }> {
  const texts = columns.map((column) => `select ${quoted(column)} as text from ${from}`).join(' union all ');
  await warehouse.run(
    columns.length === 0
      ? `drop table if exists ${pseudonymsTable}`
      : `create or replace temp table pseudonyms as select text, pseudonym(text) as pseudonym from (select distinct text from (${texts}))`,
  );
  const name = (column: string) => quoted(`_pseudonym_${column}`);
  return {
    joins: columns
      .map(
        (column) =>
          `left join ${pseudonymsTable} as ${name(column)} on ${name(column)}.text = ${quoted(column)}`,
      )
      .join(' '),
    term: (column) => `${name(column)}.pseudonym`,
  };
}
