import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';
import { kpi } from '../support/kpi.ts';
import { generateDossiers } from './generate-dossiers.ts';

/**
 * One new file of the portal on an empty home, and the same file after 36 months of others; a list of units besides. Each a
 * whole command, without the site: `bench-new-file.ts [dossiers of all months, 1500000]`.
 */
const total = Number(process.argv[2] ?? 1_500_000);
const months = 36;
const monthly = Math.round(total / months);

const scratch = mkdtempSync(join(tmpdir(), 'nq57-kpi-bench-'));
const inbox = (home: string, source: string) => {
  const folder = join(scratch, home, 'inbox', source);
  mkdirSync(folder, { recursive: true });
  return folder;
};

function refresh(home: string): number {
  const started = performance.now();
  const { code, stderr } = kpi(['refresh', '--home', join(scratch, home), '--no-site']);
  if (code !== 0 && code !== 1) throw new Error(stderr);
  return (performance.now() - started) / 1000;
}

try {
  const generator = await Warehouse.open({
    path: ':memory:',
    temporary: join(scratch, 'tmp'),
    reach: [scratch],
  });
  const portal = (home: string, name: string, first: number) =>
    generateDossiers(generator, join(inbox(home, 'public-service-portal'), name), monthly, 32_000, first);
  await portal('empty', 'moi.csv', months * monthly);
  const empty = refresh('empty');
  for (let month = 0; month < months; month += 1)
    await portal('old', `thang-${String(month).padStart(2, '0')}.csv`, month * monthly);
  const history = refresh('old');
  process.stderr.write(`${months} months, ${total} dossiers: ${history.toFixed(1)} s\n`);
  await portal('old', 'moi.csv', months * monthly);
  const added = refresh('old');
  await generator.run(`
    copy (select 'DV' || lpad(i::varchar, 2, '0') as "Mã đơn vị", 'Đơn vị ' || i as "Tên đơn vị", 'Chính quyền' as "Loại hình" from range(52) t(i))
    to '${join(inbox('old', 'units'), 'don-vi.csv')}' (header)`);
  const units = refresh('old');
  await generator.close();
  process.stdout.write(
    `bench new_file dossiers=${total} empty=${empty.toFixed(2)} after_months=${added.toFixed(2)} ratio=${(added / empty).toFixed(2)} units_list=${units.toFixed(2)}\n`,
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
