import type { Describe } from './published-marts.ts';

interface PageQuery {
  name: string;
  sql: string;
  /** Line of the page on which the statement begins, from 1. */
  line: number;
}

/** The SQL blocks of a page, in their order. */
export function pageQueries(page: string): PageQuery[] {
  return [...page.matchAll(/^```sql (\w+)\n([\s\S]*?)^```/gm)].map(
    ({ 1: name = '', 2: sql = '', index }) => ({
      name,
      sql,
      line: page.slice(0, index).split('\n').length + 1,
    }),
  );
}

/** What the engine has against the queries of a page: `file:line: query: what is wrong`. */
export async function queryFaults(file: string, page: string, describe: Describe): Promise<string[]> {
  const faults: string[] = [];
  for (const { name, sql, line } of pageQueries(page)) {
    // The part of the address that a page is made for, as `[id].md`.
    const asked = sql.replace(/\$\{params\.\w+\}/g, '');
    await describe(asked).catch((cause: Error) => {
      const [what] = cause.message.split('\n');
      const at = Number(/^LINE (\d+):/m.exec(cause.message)?.[1] ?? 1);
      faults.push(`${file}:${line + at - 1}: ${name}: ${what}`);
    });
  }
  return faults;
}
