import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { makeContext } from '../../pipelines/commands/context.ts';
import { run as projectList } from '../../pipelines/commands/project-list.ts';
import { run as projectReplace } from '../../pipelines/commands/project-replace.ts';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { KpiError } from '../../pipelines/error.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { delimited, dossiers, sheet } from '../cases/dossier-sheet.ts';
import { type CommuneFolder, communeFolder, furnish } from '../support/commune-folder.ts';
import { isLongRun } from '../support/runs.ts';
import { checkout, type SampleHome, sampleHome } from './sample-home.ts';

let folder: CommuneFolder;
let home: SampleHome;
const made: string[] = [];

beforeEach(async () => {
  folder = await communeFolder();
  made.push(dirname(folder.root));
  home = await sampleHome();
  home.context.project = folder.root;
});
afterEach(() => home.remove());
afterAll(() => Promise.all(made.map((path) => rm(path, { recursive: true, force: true }))));

/** What is wrong with the folder, as it is told. */
async function faults(root = folder.root): Promise<string[]> {
  const error = await readProject(projectFiles(checkout, root)).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined) return [];
  if (!(error instanceof KpiError)) throw error;
  expect([error.code, error.exitCode]).toEqual(['config_invalid', 2]);
  return [...error.details, ...(error.hint === undefined ? [] : [`→ ${error.hint}`])];
}

test('a folder as it is made is without faults and changes nothing but whose it is', async () => {
  expect(await faults()).toEqual([]);
  const own = await readProject(projectFiles(checkout, folder.root));
  const program = await readProject(projectFiles(checkout));
  const plain = ({ indicators, targets, plan, contracts }: typeof own) =>
    JSON.stringify({ indicators, targets, plan, contracts });
  expect(plain(own)).toEqual(plain(program));
});

test('no folder, a file, inside the program, no plan: said in a sentence', async () => {
  expect((await faults(join(folder.root, 'x')))[0]).toContain('Không có thư mục dự án');
  expect((await faults(join(folder.root, 'plan.yaml')))[0]).toContain('là một tệp, không phải thư mục dự án');
  expect((await faults(join(checkout, 'models')))[0]).toContain('nằm trong thư mục chương trình');
  await rm(join(folder.root, 'plan.yaml'));
  expect((await faults())[0]).toContain('thiếu plan.yaml');
});

test('every fault of the folder at once, each with its file in the folder', async () => {
  await folder.write('target.yaml', '');
  await folder.write('indicator/land.yaml', '');
  await folder.write('facts/dossier.sql', 'select 1');
  await folder.write('macros/text.sql', 'select 1');
  await folder.write('sources/thu-chi/soure.yaml', '');
  await folder.write('README.md', 'ghi chú');
  await folder.write('.git/config', '');
  await folder.change('targets.yaml', 'value: 98', 'value: 980');
  await folder.change(
    'plan.yaml',
    /$/,
    'off: { sources: [e-document], indicators: [tthc-dung], pages: [diem] }\n',
  );
  const line = (await readFile(join(folder.root, 'plan.yaml'), 'utf8')).split('\n').length - 1;
  expect(await faults()).toEqual([
    'xa-thu/facts/dossier.sql:1 — Trùng tên tệp SQL của chương trình (models/facts/dossier.sql). Nếu muốn thay: npm run kpi -- project replace models/facts/dossier.sql; nếu muốn thêm: đặt tên khác.',
    'xa-thu/indicator/land.yaml:1 — Tệp này không thay tệp nào của chương trình và cũng không thêm được gì. Có phải "indicators/land.yaml"?',
    'xa-thu/macros/text.sql:1 — Tệp này không thay tệp nào của chương trình và cũng không thêm được gì. Có phải "marts/gap.sql"?',
    `xa-thu/plan.yaml:${line} · off.sources.0 — Không có nguồn "e-document" để tắt. Có phải "e-documents"?`,
    `xa-thu/plan.yaml:${line} · off.indicators.0 — Không có chỉ tiêu "tthc-dung" để tắt. Có phải "tthc-dung-han"?`,
    `xa-thu/plan.yaml:${line} · off.pages.0 — Không có trang "diem" để tắt. Có phải "diem-766"?`,
    'xa-thu/sources/thu-chi/soure.yaml:1 — Thư mục nguồn này thiếu tệp source.yaml. Có phải "soure.yaml"?',
    'xa-thu/target.yaml:1 — Tệp này không thay tệp nào của chương trình và cũng không thêm được gì. Có phải "targets.yaml"?',
    'xa-thu/targets.yaml:9 · tthc-dung-han.value — Mục tiêu 980 không thể có: phải từ 0 đến 100 %.',
  ]);
});

test('a file of an older shape: the field and the line, and where to look', async () => {
  await folder.change('plan.yaml', /$/, 'dimensions:\n  field: { label: Lĩnh vực }\n');
  // What the program's file was when the commune put its own in its place.
  await folder.write('.program/models/plan/plan.yaml', 'commune: {}\n');
  expect(await faults()).toEqual([
    expect.stringMatching(/^xa-thu\/plan\.yaml:\d+ · dimensions — Không có trường "dimensions"/),
    expect.stringContaining('project list --diff'),
  ]);
});

test('own things count, what is off does not, and the home remembers the folder', async () => {
  await furnish(folder);
  await home.deliver('a.csv', delimited(sheet(dossiers(6))));
  await mkdir(join(home.context.home.inbox, 'may-tinh'), { recursive: true });
  await writeFile(join(home.context.home.inbox, 'may-tinh', 'm.csv'), 'Mã máy,Năm mua\nM1,2020\n');
  expect(await refresh(home.context, { site: false })).toMatchObject({ outcome: 'warned' });
  const [reading] = await home.ask(
    "select numerator, denominator, target, status from mart.reading where indicator = 'ho-so-truc-tiep' and period = '2026' and breakdown = ''",
  );
  expect(reading).toMatchObject({ denominator: 6, target: 40 });
  expect(await home.ask('select code, year from current.may_tinh')).toEqual([{ code: 'M1', year: 2020 }]);
  expect(await home.ask("select count(*) as n from mart.freshness where source = 'e-documents'")).toEqual([
    { n: 0 },
  ]);
  expect(await home.ask("select count(*) as n from plan.indicator where source = 'e-documents'")).toEqual([
    { n: 0 },
  ]);
  expect(await home.ask('select commune, replaced_text from mart.site')).toEqual([
    { commune: 'xã Thử Nghiệm', replaced_text: '' },
  ]);
  expect(existsSync(join(home.context.home.inbox, 'e-documents'))).toBe(false);
  // Nothing new: nothing is computed. Without --project the home knows its folder.
  home.said.length = 0;
  const again = { ...home.context, ...pick(makeContext({ home: home.context.home.root }, {})) };
  expect(again.project).toBe(folder.root);
  expect(await refresh({ ...again, program: checkout }, { site: false })).toMatchObject({
    outcome: 'warned',
  });
  expect(home.said.join('\n')).toContain('không tính lại');
});

const pick = ({ project }: { project: string | undefined }) => ({ project });

test.runIf(isLongRun)(
  'another commune on the same home is refused; a source switched on again lands from the archive',
  async () => {
    await furnish(folder);
    await home.deliver('a.csv', delimited(sheet(dossiers(3))));
    await refresh(home.context, { site: false });
    const other = await communeFolder();
    made.push(dirname(other.root));
    const error = await refresh({ ...home.context, project: other.root }, { site: false }).catch(
      (e: unknown) => e,
    );
    expect(error).toMatchObject({ code: 'other_commune', exitCode: 2 });
    expect((error as KpiError).message).toContain('xã Thử Nghiệm');
    expect((error as KpiError).message).toContain('xã Rạng Đông');

    await folder.change(
      'plan.yaml',
      'sources: [e-documents, social-payments]',
      'sources: [public-service-portal]',
    );
    await refresh(home.context, { site: false });
    expect(await home.ask('select count(*) as n from current.public_service_portal')).toEqual([{ n: 0 }]);
    await folder.change('plan.yaml', 'sources: [public-service-portal]', 'sources: []');
    await refresh(home.context, { site: false });
    expect(await home.ask('select count(*) as n from current.public_service_portal')).toEqual([{ n: 3 }]);
  },
);

test('a replaced rule is told, and a mart of a commune reads nothing that may not be told', async () => {
  const context = { ...home.context, json: false };
  expect(await projectReplace(context, { file: 'models/marts/status_count.sql' })).toBe(0);
  expect(home.printed.join('\n')).toContain(join(folder.root, 'marts', 'status_count.sql'));
  expect(await refresh(home.context, { site: false })).toMatchObject({ outcome: 'done' });
  expect(await home.ask('select replaced_text from mart.site')).toEqual([
    { replaced_text: expect.stringContaining('models/marts/status_count.sql') },
  ]);
  await folder.write('marts/rieng.sql', 'select * from fact.dossier');
  const failed = await refresh(home.context, { site: false });
  expect(failed).toMatchObject({ outcome: 'failed', exit_code: 2 });
  expect(failed.message).toContain('xa-thu/marts/rieng.sql');
  expect(failed.message).toContain('fact.dossier');
  await rm(join(folder.root, 'marts', 'rieng.sql'));
  await folder.write('marts/status_count.sql', 'select code as status from fact.dossier');
  expect((await refresh(home.context, { site: false })).message).toContain('fact.dossier');
});

test('a page or a drawing that would run something is refused before the build, each with its line', async () => {
  await furnish(folder);
  await folder.write('pages/lech/index.md', '# Trang\n\n{process.env.HOME}\n<script>fetch("/x")</script>\n');
  await folder.write('static/so-do.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"></svg>');
  await home.deliver('a.csv', delimited(sheet(dossiers(3))));
  expect(await refresh(home.context, {})).toMatchObject({ outcome: 'failed', exit_code: 2 });
  const said = home.said.join('\n');
  expect(said).toContain('xa-thu/pages/lech/index.md:3 — Trong ngoặc nhọn của trang chỉ viết tên và giá trị');
  expect(said).toContain('xa-thu/pages/lech/index.md:4 — Trang không dùng được <script>.');
  expect(said).toContain('xa-thu/static/so-do.svg:1 — Ảnh svg có lệnh');
  expect(existsSync(join(home.context.home.site, 'current.json'))).toBe(false);
  // What is computed stands; nothing but pictures has a place beside the pages.
  expect(await home.ask('select count(*) as n from mart.site')).toEqual([{ n: 1 }]);
  await folder.write('static/x.js', 'fetch("/x")');
  const faults = projectFiles(checkout, folder.root).faults.map(({ file }) => file);
  expect(faults).toEqual(['xa-thu/static/x.js']);
});

test('only what has a place can be replaced; the program alone decides what protects people', async () => {
  const code = (file: string) =>
    projectReplace(home.context, { file }).then(
      () => 'done',
      (error: KpiError) => error.message,
    );
  expect(await code('models/facts/dosier.sql')).toContain('Có phải "models/facts/dossier.sql"?');
  expect(await code('models/macros/text.sql')).toContain('xã không thay được');
  expect(await code('models/plan/score-766.yaml')).toContain('xã không thay được');
  expect(
    await projectReplace({ ...home.context, project: undefined }, { file: 'models/facts/dossier.sql' }).catch(
      (error: KpiError) => error.code,
    ),
  ).toBe('no_project');
});

test('the list says whose each file is, and what the program has changed since', async () => {
  const program = await mkdtemp(join(tmpdir(), 'kpi-program-'));
  made.push(program);
  for (const part of ['sources', 'models', 'reports'])
    await cp(join(checkout, part), join(program, part), { recursive: true });
  const context = { ...home.context, program, json: false };
  await projectReplace(context, { file: 'models/facts/parcel.sql' });
  await projectReplace(context, { file: 'models/indicators/land.yaml' });
  await folder.write('checks/rieng.sql', 'select 1 where false');
  await folder.write('calendar.yaml', await readFile(join(checkout, 'models/plan/calendar.yaml'), 'utf8'));
  await rm(join(folder.root, '.program/models/plan/calendar.yaml'));
  // A new program.
  const parcel = join(program, 'models/facts/parcel.sql');
  await writeFile(parcel, `${await readFile(parcel, 'utf8')}-- mới\n`);
  home.printed.length = 0;
  expect(await projectList(context, { diff: true })).toBe(0);
  const text = home.printed.join('\n');
  expect(text).toMatch(/xa-thu\/checks\/rieng\.sql +xã +xã thêm/);
  expect(text).toMatch(
    /xa-thu\/facts\/parcel\.sql +xã +thay tệp của chương trình; chương trình đã đổi từ đó/,
  );
  expect(text).toMatch(/xa-thu\/indicators\/land\.yaml +xã +thay tệp của chương trình *\n/);
  expect(text).toMatch(/xa-thu\/calendar\.yaml +xã +thay tệp của chương trình; chưa biết từ bản nào/);
  expect(text).toContain('xa-thu/facts/parcel.sql ← models/facts/parcel.sql\n+ -- mới');
  home.printed.length = 0;
  await projectList({ ...context, json: true }, {});
  expect(JSON.parse(home.printed[0] ?? '')).toMatchObject({ project: folder.root, off: { sources: [] } });
});
