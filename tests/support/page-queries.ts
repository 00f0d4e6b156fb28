import { pageQueries } from '../../pipelines/publish/page/page.ts';
import { withParameters } from '../../pipelines/publish/page/write-rows.ts';
import type { Describe } from './published-marts.ts';

/** What the engine has against the queries of a page: `file:line: query: what is wrong`. */
export async function queryFaults(file: string, page: string, describe: Describe): Promise<string[]> {
  const faults: string[] = [];
  const queries = pageQueries(page);
  for (const { name, sql, line } of queries) {
    // The part of the address that a page is made for, as `[id].md`, is empty here.
    await describe(withParameters(sql, queries, {})).catch((cause: Error) => {
      const [what] = cause.message.split('\n');
      const at = Number(/^LINE (\d+):/m.exec(cause.message)?.[1] ?? 1);
      faults.push(`${file}:${line + at - 1}: ${name}: ${what}`);
    });
  }
  return faults;
}
