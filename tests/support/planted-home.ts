import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { stringify } from 'yaml';
import { type SampleHome, sampleHome } from '../pipeline/sample-home.ts';
import { type CommuneFolder, communeFolder } from './commune-folder.ts';
import { everyForm, howManyForms, type Person, type Planted } from './planted.ts';

/** Where something is planted, with all that is planted there. */
export type Places = Record<string, Planted[]>;

/** Each place has persons of its own, so that what is found tells where it stood. `offset`: other persons. */
export function placesOf(names: readonly string[], offset = 0): Places {
  return Object.fromEntries(names.map((name, at) => [name, everyForm((offset + at) * howManyForms)]));
}

/** All persons of these places are residents: they stand in an export. */
const residents = (places: Places) =>
  Object.values(places).flatMap((its) => its.map(({ person: one }) => one));

const quoted = (cell: string | number): string => `"${String(cell).replaceAll('"', '""')}"`;
export const csv = (lines: readonly (readonly (string | number)[])[]): string =>
  `\uFEFF${lines.map((line) => line.map(quoted).join(',')).join('\n')}\n`;

/** The list of residents, as it is handed in. */
export const residentsFile = (all: readonly Person[]): string =>
  csv([
    ['Số định danh', 'Họ và tên', 'Điện thoại', 'Năm sinh'],
    ...all.map((its) => [its.id, its.name, its.phone, its.year]),
  ]);

/** The first sheet of a workbook holds the table, and each other one is named as it likes. */
export const workbookOf = (sheets: Record<string, readonly (readonly (string | number)[])[]>): Buffer =>
  write(
    {
      SheetNames: Object.keys(sheets),
      Sheets: Object.fromEntries(
        Object.entries(sheets).map(([name, lines]) => [
          name,
          utils.aoa_to_sheet(lines.map((line) => [...line])),
        ]),
      ),
    },
    { type: 'buffer', bookType: 'xlsx' },
  );

export const deliver = async (
  home: SampleHome,
  source: string,
  name: string,
  content: string | Uint8Array,
): Promise<string> => {
  const path = join(home.context.home.inbox, source, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, content);
  const rested = new Date('2026-11-22T01:00:00Z');
  await utimes(path, rested, rested);
  return path;
};

export const registerHead = ['Mã', 'Ngày', 'Thôn', 'Đơn vị', 'Việc', 'Diện', 'Số lượt', 'Ghi chú'];
/** A line of the register in which nothing is wrong, with some cells replaced. */
export const line = (
  code: string,
  its: Partial<Record<'hamlet' | 'unit' | 'kind' | 'group' | 'count' | 'note', string>> = {},
): string[] => [
  code,
  `${String((code.length % 27) + 1).padStart(2, '0')}/10/2026`,
  its.hamlet ?? 'Thôn Đông',
  its.unit ?? 'Trạm Y tế',
  its.kind ?? 'Kế hoạch',
  its.group ?? 'Trợ cấp đột xuất',
  its.count ?? '1',
  its.note ?? '',
];

const registerSource = {
  id: 'so-theo-doi',
  title: 'Sổ theo dõi',
  publisher: 'Văn phòng',
  steward: 'Văn phòng',
  pull: { kind: 'folder', files: '*.{csv,xlsx}' },
  expect: { every: '30d', warn_after: '400d', stale_after: '500d', data_date: ['day'] },
  record: { key: ['code'], delivery: 'increment' },
  refuse_file_above: 1,
  columns: {
    code: { labels: ['Mã'], type: 'text', required: true },
    day: { labels: ['Ngày'], type: 'date', required: true },
    hamlet: { labels: ['Thôn'], type: 'text', dimension: 'hamlet' },
    unit: { labels: ['Đơn vị'], type: 'text', dimension: 'unit' },
    kind: { labels: ['Việc'], type: 'text', publish: 'text' },
    programme: { labels: ['Diện'], type: 'text' },
    times: { labels: ['Số lượt'], type: 'integer', otherwise: 'refuse_row' },
    note: { labels: ['Ghi chú'], type: 'text' },
  },
};

export const residentsSource = {
  id: 'cu-dan',
  title: 'Cư dân',
  publisher: 'Công an xã',
  steward: 'Công an xã',
  pull: { kind: 'folder', files: '*.csv' },
  expect: { every: '30d', warn_after: '400d', stale_after: '500d' },
  record: { key: ['number'], delivery: 'snapshot', may_shrink: 1 },
  columns: {
    number: { labels: ['Số định danh'], type: 'personal_id', personal: 'pseudonym', required: true },
    full_name: { labels: ['Họ và tên'], type: 'text', personal: 'drop' },
    phone: { labels: ['Điện thoại'], type: 'phone', personal: 'drop' },
    born: { labels: ['Năm sinh'], type: 'year_or_date', personal: 'year_only' },
  },
};

const indicator = (id: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  name: 'Số việc',
  short_name: 'Việc',
  shape: 'count',
  fact: 'so_theo_doi',
  rows: 'work',
  when: 'day',
  unit: 'count',
  unit_label: 'việc',
  decimals: 0,
  better: 'higher',
  description: 'Việc trong sổ.',
  numerator_text: 'Số việc',
  legal: 'Kế hoạch của xã',
  plan_section: 'III.4',
  owner: 'Văn phòng',
  responsible: 'UBND xã',
  source: 'so-theo-doi',
  ...more,
});

/** Broken down by all that there is. */
const byAll = (why = 'Danh sách thôn là của xã.') =>
  indicator('so-viec', {
    by: ['hamlet', 'unit', 'kind', 'programme'],
    differs_from: [{ from: 'hamlets', why }],
  });

export const yaml = (value: unknown): string => stringify(value, { lineWidth: 0 });

/** Fields of an indicator that people read, and of a source. */
const said = [
  'name',
  'short_name',
  'description',
  'numerator_text',
  'unit_label',
  'legal',
  'plan_section',
  'owner',
  'responsible',
];
const saidOfSource = ['title', 'publisher', 'steward'];

/** One form after the other into the given fields of so many things. */
const spread = (its: readonly Planted[], fields: readonly string[], first: number): Record<string, string> =>
  Object.fromEntries(
    fields.flatMap((field, at) => {
      const one = its[(first + at) % its.length];
      return one ? [[field, one.written]] : [];
    }),
  );

/** The files of the commune: an indicator by all that can be told apart, a source of each kind; nothing of a person. */
export async function plainFolder(): Promise<CommuneFolder> {
  const folder = await communeFolder();
  await folder.change(
    'plan.yaml',
    /$/,
    `off:
  sources: [digital-skills, e-documents, land-parcels, petitions, population, population-by-hamlet, procedures, public-service-portal, social-payments, unit-returns]
  pages: [diem-766, dich-vu-cong]
`,
  );
  // What is planted goes again, with most rows of the marts.
  await folder.change('plan.yaml', /max_row_loss: [\d.]+/, 'max_row_loss: 1');
  await folder.write('targets.yaml', yaml({ targets: [] }));
  await folder.write('sources/so-theo-doi/source.yaml', yaml(registerSource));
  await folder.write('sources/cu-dan/source.yaml', yaml(residentsSource));
  await folder.write('indicators/rieng.yaml', indicatorsFile([byAll()]));
  return folder;
}

const indicatorsFile = (indicators: readonly unknown[], group = 'Việc của xã') =>
  yaml({ group: { id: 'rieng-cua-xa', name: group, order: 20 }, indicators });

/** A home over such a folder, in which the lists are handed in and one file of the register in which nothing is wrong. */
export async function plainHome(folder: CommuneFolder, places: Places): Promise<SampleHome> {
  const home = await sampleHome(undefined, folder.root);
  await deliver(
    home,
    'hamlets',
    'thon.csv',
    csv([
      ['Mã thôn', 'Tên thôn', 'Xã cũ', 'Mã xã cũ', 'Số hộ'],
      ['D', 'Thôn Đông', 'Xã Bịa', '13894', 100],
      ['T', 'Thôn Tây', 'Xã Bịa', '13894', 90],
    ]),
  );
  await deliver(
    home,
    'units',
    'don-vi.csv',
    csv([
      ['Mã đơn vị', 'Tên đơn vị', 'Loại hình', 'Mã đơn vị cấp trên'],
      ['Y', 'Trạm Y tế', 'Đơn vị sự nghiệp', ''],
    ]),
  );
  await deliver(home, 'cu-dan', 'cu-dan.csv', residentsFile(residents(places)));
  await deliver(
    home,
    'so-theo-doi',
    'so.csv',
    csv([registerHead, ...Array.from({ length: 30 }, (_, n) => line(`S${n}`))]),
  );
  return home;
}

/** Into texts of the commune's own files: of indicators, targets, sources, comparisons, and a mart. */
export async function plantInFolder(folder: CommuneFolder, places: Places): Promise<void> {
  const { indicators = [], sources = [], targets = [], comparisons = [], mart = [] } = places;
  const each = [0, 1, 2, 3].map((n) => indicator(`so-viec-${n}`, spread(indicators, said, n * said.length)));
  const ids = ['so-viec', ...each.map(({ id }) => String(id))];
  await folder.write(
    'indicators/rieng.yaml',
    indicatorsFile([byAll(indicators[1]?.written), ...each], indicators[0]?.written),
  );
  await folder.write(
    'targets.yaml',
    yaml({
      targets: targets.slice(0, 4).map(({ written }, at) => ({
        indicator: ids[at],
        year: 2026,
        value: 40,
        source: written,
        confirmed: true,
      })),
    }),
  );
  for (const n of [0, 1, 2, 3])
    await folder.write(
      `sources/nguon-${n}/source.yaml`,
      yaml({
        ...registerSource,
        ...spread(sources, saidOfSource, n * saidOfSource.length),
        id: `nguon-${n}`,
      }),
    );
  await folder.write(
    'sources/so-theo-doi/source.yaml',
    yaml({
      ...registerSource,
      cross_checks: comparisons.map(({ written }, at) => ({
        name: `so_${at}`,
        title: at % 2 === 0 ? written : 'So hai số',
        left: 'select count(*) from current.so_theo_doi',
        operator: '=',
        right: 'select 0',
        example: 'select max(note) from current.so_theo_doi',
        message: at % 2 === 0 ? '{left}, không phải {right}: {example}' : `${written}: {example}`,
      })),
    }),
  );
  const texts = mart.map(({ written }) => `'${written.replaceAll("'", "''")}'`);
  const [one, two, three] = mart.map(({ person: { id } }) => id).slice(-3);
  await folder.write(
    'marts/cua_xa.sql',
    `select text, case when n <= 3 then [text, 'x'] end as list, case when n <= 6 then { 'a': text } end as pair,
  case when n = 1 then ${one}::double when n = 2 then 12.5 end as amount,
  case when n = 2 then ${two}::bigint end as whole, case when n = 3 then [${three}::bigint] end as wholes
from (select unnest([${texts.join(', ')}]) as text, unnest(range(1, ${texts.length + 1})) as n)
`,
  );
  await folder.write(
    'pages/trang-rieng/index.md',
    `---
title: Trang riêng của xã
---

\`\`\`sql rieng
select * from marts.cua_xa
\`\`\`

{#each rieng as row}

- {row.text}, {row.amount}, {row.whole}

{/each}
`,
  );
}

/** Into what is handed in. Returns the paths of the deliveries. */
export async function plantInInbox(home: SampleHome, places: Places): Promise<void> {
  const {
    texts = [],
    groups = [],
    hamlets = [],
    units: allUnits = [],
    cells = [],
    notes = [],
    names = [],
    sheets = [],
    heads = [],
  } = places;
  // A name within a longer one of a list is taken for that of a place: a school may be called after somebody.
  const units = allUnits.filter(({ what }) => !/sentence|without marks/.test(what));
  await deliver(
    home,
    'units',
    'don-vi-2.csv',
    csv([
      ['Mã đơn vị', 'Tên đơn vị', 'Loại hình', 'Mã đơn vị cấp trên'],
      ['Y', 'Trạm Y tế', 'Đơn vị sự nghiệp', ''],
      ...units.map(({ written }, n) => [`U${n}`, written, 'Đơn vị sự nghiệp', '']),
    ]),
  );
  await deliver(
    home,
    'so-theo-doi',
    'so-2.csv',
    csv([
      registerHead,
      ...texts.map(({ written }, n) => line(`A${n}`, { kind: written })),
      ...groups.map(({ written }, n) => line(`B${n}`, { group: written })),
      ...hamlets.map(({ written }, n) => line(`C${n}`, { hamlet: written })),
      ...units.map(({ written }, n) => line(`D${n}`, { unit: written })),
      ...notes.map(({ written }, n) => line(`E${n}`, { note: written })),
      ...cells.map(({ written }, n) => line(`F${n}`, { count: written })),
    ]),
  );
  for (const [n, { written }] of names.entries())
    await deliver(
      home,
      'so-theo-doi',
      `${written.replaceAll('/', '-')}.csv`,
      n % 4 === 3 ? '%PDF-1.7' : csv([registerHead, line(`G${n}`)]),
    );
  const usable = sheets.filter(({ written }) => written.length <= 31 && !/[[\]:*?/\\]/.test(written));
  if (usable.length > 0)
    await deliver(
      home,
      'so-theo-doi',
      'trang.xlsx',
      workbookOf(
        Object.fromEntries(usable.map(({ written }, n) => [written, [registerHead, line(`H${n}`)]])),
      ),
    );
  // A row of somebody's where the names of the columns should be.
  for (const [n, { written }] of heads.entries())
    await deliver(
      home,
      'so-theo-doi',
      `cot-${n}.csv`,
      csv([
        ['Mã', n % 2 === 0 ? 'Ngày' : 'Hôm', written, 'Thôn'],
        ['X', '01/10/2026', 'a', 'b'],
      ]),
    );
}
