import { type Mart, publishedMarts } from '../../pipelines/publish/published-columns.ts';
import { quoted } from '../../pipelines/warehouse/warehouse.ts';
import type { Column, Describe } from './published-marts.ts';

/** What a column of each type is once it has reached a page. */
const inPages: Record<string, string> = {
  VARCHAR: 'string',
  DOUBLE: 'number',
  BOOLEAN: 'boolean',
  DATE: 'Date',
};

/** `indicator_load` → `IndicatorLoad`. */
const typeName = (mart: Mart): string =>
  mart.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Numbers that only put rows in order. Any other may be missing, which DESCRIBE does not tell: a blank is no zero. */
const orders = /(?:^|_)(?:order|sort|sort_key)$/;

function property(mart: Mart, { name, type }: Column): string {
  const inPage = inPages[type];
  if (inPage === undefined) throw new Error(`mart.${mart}.${name}: pages have no type for ${type}`);
  const mayBeMissing = type === 'DOUBLE' && !orders.test(name);
  return `  ${name}: ${inPage}${mayBeMissing ? ' | null' : ''};\n`;
}

/** One interface for every mart of the site: its published columns, with the types that DESCRIBE tells. */
export async function martTypes(describe: Describe): Promise<string> {
  const parts = ['// Made by `npm run types` from DESCRIBE of the marts; a test holds it to them.\n'];
  for (const mart of publishedMarts) {
    const columns = await describe(`select * from marts.${quoted(mart)}`);
    const properties = columns.map((column) => property(mart, column)).join('');
    parts.push(`export interface ${typeName(mart)} {\n${properties}}\n`);
  }
  return parts.join('\n');
}
