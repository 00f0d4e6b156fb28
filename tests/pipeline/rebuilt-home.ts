import { cp, mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refresh } from '../../pipelines/run/refresh.ts';
import { Engine, literal } from '../../pipelines/warehouse/engine.ts';
import { delimited, dossier, dossiers, sheet } from '../cases/dossier-sheet.ts';
import { portal, type SampleHome, sampleHome } from './sample-home.ts';

export const night = (day: string) => () => new Date(`${day}T18:30:00Z`);

async function deliverHamlets(home: SampleHome, name: string, codes: readonly string[]): Promise<void> {
  const folder = join(home.context.home.inbox, 'hamlets');
  const rows = codes.map((code) => [code, `Thôn ${code}`, 'Xã Cũ', '14377', code === 'T3' ? 'x' : '120']);
  const header = ['Mã thôn', 'Tên thôn', 'Xã cũ', 'Mã xã cũ', 'Số hộ'];
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), delimited([header, ...rows]));
  const rested = new Date('2026-10-01T00:00:00Z');
  await utimes(join(folder, name), rested, rested);
}

/**
 * Three nights of an increment and of a list: newer versions, names against the order of the days, refused rows and
 * files, a header that changes, a list from which a hamlet goes.
 */
export async function threeNights(home: SampleHome): Promise<void> {
  const open = { status: 'Đang xử lý', closed: '', returned: '' };
  const go = () => refresh(home.context, { site: false });
  home.context.clock = night('2026-10-20');
  await home.deliver('z.csv', delimited(sheet([dossier(1, open), dossier(2), dossier(3, { status: 'Lạ' })])));
  await deliverHamlets(home, 'b.csv', ['T1', 'T2', 'T3']);
  await go();
  home.context.clock = night('2026-10-21');
  await home.deliver(
    'a.csv',
    delimited(
      sheet([dossier(1), ...dossiers(4, 5)]).map((row, at) => [...row, at === 0 ? 'Cột lạ' : 'gì đó']),
    ),
  );
  await home.deliver('b.csv', '%PDF-1.7');
  await go();
  home.context.clock = night('2026-10-22');
  await deliverHamlets(home, 'a.csv', ['T1', 'T3']);
  await home.deliver('m.csv', delimited(sheet(dossiers(3, 20)), ';'));
  await go();
}

/** The same home in another place, as if it had lived there. */
export async function copyHome(model: SampleHome, program?: string): Promise<SampleHome> {
  const home = await sampleHome(program, model.context.project);
  const [from, to] = [model.context.home.root, home.context.home.root];
  await cp(from, to, { recursive: true, preserveTimestamps: true });
  await home.ask(`update ops.seen set path = replace(path, ${literal(from)}, ${literal(to)})`);
  return home;
}

/** Numbers and times of loading say how a warehouse came to be, not what stands in it. */
const ofLoading = ['_load', 'load_id', 'loaded_at'];

/** Everything that data and contracts decide, table by table. */
export async function contents(home: SampleHome): Promise<Record<string, unknown[]>> {
  const engine = await Engine.openEngine({ path: home.context.home.warehouse });
  try {
    const tables = await engine.all<{ name: string; columns: string[] }>(`
      select table_schema || '.' || table_name as name, list(column_name order by ordinal_position) as columns
      from information_schema.columns
      where table_schema in ('landing', 'current', 'fact') or table_schema || '.' || table_name in
        ('measure.reading', 'ops.quarantine', 'ops.load', 'ops.header', 'ops.file', 'ops.landing_table', 'ops.cross_check')
      group by all order by name`);
    const all: Record<string, unknown[]> = {};
    for (const { name, columns } of tables) {
      const kept = columns.filter((column) => !ofLoading.includes(column)).map((column) => `"${column}"`);
      const [schema, table] = name.split('.');
      all[name] = await engine.all(`select ${kept.join(', ')} from "${schema}"."${table}" order by all`);
    }
    return all;
  } finally {
    await engine.close();
  }
}

/** Changes the contract of the portal in a copied project: one more status is known. */
export async function changeContract(project: string): Promise<void> {
  const path = join(project, 'sources', portal, 'source.yaml');
  const known = 'Chờ ký duyệt: processing';
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace(known, `${known}\n      Chờ phối hợp: processing`));
}
