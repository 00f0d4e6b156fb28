import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCurrent } from '../../pipelines/publish/release.ts';
import { delimited, dossiers, sheet } from '../cases/dossier-sheet.ts';
import { type SampleHome, sampleHome } from '../pipeline/sample-home.ts';
import { type CommuneFolder, communeFolder, furnish } from '../support/commune-folder.ts';
import { kpiForLong } from '../support/kpi.ts';

let home: SampleHome;
let folder: CommuneFolder;
beforeAll(async () => {
  home = await sampleHome();
  folder = await communeFolder();
  await furnish(folder);
});
afterAll(async () => {
  await home.remove();
  await rm(dirname(folder.root), { recursive: true, force: true });
});

test('a commune’s own indicator, target, source, page and what it has switched off go through refresh and site', async () => {
  // Few pages: what is looked at is whose they are.
  await folder.change(
    'plan.yaml',
    'sources: [e-documents, social-payments]',
    'sources: [e-documents, social-payments, digital-skills, unit-returns, petitions, population, land-parcels]',
  );
  await home.deliver('a.csv', delimited(sheet(dossiers(6))));
  const inbox = join(home.context.home.inbox, 'may-tinh');
  await mkdir(inbox, { recursive: true });
  await writeFile(join(inbox, 'm.csv'), 'Mã máy,Năm mua\nM1,2020\n');
  const { code, stderr } = await kpiForLong([
    'refresh',
    '--home',
    home.context.home.root,
    '--project',
    folder.root,
  ]);
  expect([code, stderr]).toEqual([1, expect.stringContaining('XONG')]);
  const current = await readCurrent(home.context.home.site);
  const release = join(home.context.home.site, 'releases', current?.release ?? '');
  const page = (path: string) => readFileSync(join(release, path, 'index.html'), 'utf8');
  expect(page('chi-tieu/ho-so-truc-tiep')).toContain('Tỷ lệ hồ sơ nộp trực tiếp');
  expect(page('chi-tieu/ho-so-truc-tiep')).toContain('40 %');
  expect(page('trang-rieng')).toContain('Hồ sơ theo tháng');
  expect(page('trang-rieng')).toMatch(/Tháng \d+\/2026: \d/);
  const front = page('.');
  expect(front).toContain('xã Thử Nghiệm');
  expect(front).not.toContain('Rạng Đông');
  expect(front).toContain('Trang riêng của xã');
  expect(front).not.toContain('Điểm QĐ 766');
  expect(existsSync(join(release, 'diem-766'))).toBe(false);
  expect(page('chat-luong-du-lieu')).toContain('Máy tính của cơ quan');
  expect(page('chat-luong-du-lieu')).not.toContain('Chi trả an sinh');
});
