import { copyFile } from 'node:fs/promises';
import { Engine, literal, quoted } from '../../pipelines/warehouse/engine.ts';

const [indicators, hamlets] = [200, 60];
/** Clones of what there is, until there are enough: as many columns and texts as real ones would have. */
const suffixes = ['b', 'c', 'd', 'e', 'f'];

/** Makes, of the marts of a commune, those of one with 200 indicators and 60 hamlets. */
export async function enlargeMarts(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  const engine = await Engine.openEngine({ path: to, threads: 2 });
  try {
    const tables = await engine.all<{ mart: string; columns: string[] }>(
      'select table_name as mart, list(column_name) as columns from duckdb_columns() where not internal group by 1 order by 1',
    );
    const clone = async (mart: string, replaced: string, where: string) =>
      engine.run(
        `insert into ${quoted(mart)} select * replace (${replaced}) from ${quoted(mart)} where ${where}`,
      );
    const ofHamlets = tables.filter(({ mart }) => ['reading', 'hamlet', 'hamlet_value'].includes(mart));
    const listed = (
      await engine.all<{ key: string }>("select key from hamlet where key <> '' order by sort_key")
    ).map(({ key }) => key);
    let missing = hamlets - listed.length;
    for (const suffix of suffixes) {
      const some = listed.slice(0, Math.max(0, missing));
      missing -= some.length;
      if (some.length === 0) break;
      const keys = some.map((key) => literal(key)).join(', ');
      for (const { mart, columns } of ofHamlets) {
        const also = columns.includes('hamlet')
          ? `, hamlet || '-${suffix}' as hamlet, link || '-${suffix}' as link, sort_key + 100 as sort_key`
          : '';
        const only = columns.includes('breakdown') ? "breakdown = 'hamlet' and " : '';
        await clone(
          mart,
          `key || ' ${suffix}' as key, key_label || ' ${suffix}' as key_label${also}`,
          `${only}key in (${keys})`,
        );
      }
    }
    const ids = (
      await engine.all<{ indicator: string }>('select indicator from indicator order by sort_key')
    ).map(({ indicator }) => indicator);
    let more = indicators - ids.length;
    for (const suffix of suffixes) {
      const some = ids.slice(0, Math.max(0, more));
      more -= some.length;
      if (some.length === 0) break;
      const list = some.map((id) => literal(id)).join(', ');
      for (const { mart, columns } of tables.filter((its) => its.columns.includes('indicator'))) {
        // What a figure differs from is another one.
        const link =
          columns.includes('link') && mart !== 'figure_difference' ? `, link || '-${suffix}' as link` : '';
        await clone(mart, `indicator || '-${suffix}' as indicator${link}`, `indicator in (${list})`);
      }
    }
  } finally {
    await engine.close();
  }
}
