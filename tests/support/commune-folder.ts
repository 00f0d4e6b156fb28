import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeProjectFolder } from '../../pipelines/config/project-folder.ts';
import { checkout } from '../pipeline/sample-home.ts';

/** A commune's project folder in a temporary place, as `kpi project init` makes it. */
export interface CommuneFolder {
  root: string;
  write(path: string, text: string): Promise<void>;
  /** Replaces a piece of a file; the piece must be there. */
  change(path: string, from: string | RegExp, to: string): Promise<void>;
}

export async function communeFolder(): Promise<CommuneFolder> {
  const root = join(await mkdtemp(join(tmpdir(), 'kpi-commune-')), 'xa-thu');
  await makeProjectFolder(checkout, root);
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  return {
    root,
    write,
    async change(path, from, to) {
      const text = await readFile(join(root, path), 'utf8');
      const changed = text.replace(from, to);
      if (changed === text) throw new Error(`nothing to replace in ${path}`);
      await write(path, changed);
    },
  };
}

/** An indicator, its target, a source, a mart and a page of a commune's own; two sources and a page of the program off. */
export async function furnish({ write, change }: CommuneFolder): Promise<void> {
  await change('plan.yaml', 'xã Rạng Đông', 'xã Thử Nghiệm');
  await change('plan.yaml', '"13894"', '"13895"');
  await change('plan.yaml', /$/, 'off: { sources: [e-documents, social-payments], pages: [diem-766] }\n');
  await write(
    'indicators/rieng.yaml',
    `group: { id: rieng-cua-xa, name: Chỉ tiêu riêng của xã, order: 20 }
indicators:
  - id: ho-so-truc-tiep
    name: Tỷ lệ hồ sơ nộp trực tiếp
    short_name: Hồ sơ trực tiếp
    fact: dossier
    when: received_at
    shape: ratio
    meets: channel = 'direct'
    unit: percent
    unit_label: "%"
    decimals: 1
    better: lower
    description: Xã muốn giảm hồ sơ nộp trực tiếp.
    numerator_text: Hồ sơ nộp trực tiếp
    denominator_text: Hồ sơ tiếp nhận
    legal: Kế hoạch của xã
    plan_section: III.4
    owner: Văn phòng Đảng ủy
    responsible: UBND xã
    source: public-service-portal
`,
  );
  await change(
    'targets.yaml',
    /$/,
    '  - { indicator: ho-so-truc-tiep, year: 2026, value: 40, source: Kế hoạch của xã, confirmed: true }\n',
  );
  await write(
    'sources/may-tinh/source.yaml',
    `id: may-tinh
title: Máy tính của cơ quan
publisher: Văn phòng
steward: Văn phòng
pull: { kind: folder, files: "*.csv" }
expect: { every: 90d, warn_after: 100d, stale_after: 200d }
record: { key: [code], delivery: snapshot }
columns:
  code: { labels: [Mã máy], type: text, required: true }
  year: { labels: [Năm mua], type: integer }
`,
  );
  await write(
    'marts/ho_so_theo_thang.sql',
    `select r.period, p.label as period_label, r.value::double as value, vi_count(r.value) as value_text
from measure.told_reading r join plan.period p using (period)
where r.indicator = 'tthc-tiep-nhan' and r.breakdown is null and p.kind = 'month' and p.year = 2026
order by p.sort_key
`,
  );
  await write(
    'pages/trang-rieng/index.md',
    `---
title: Trang riêng của xã
---

\`\`\`sql rieng
select * from marts.ho_so_theo_thang
\`\`\`

# Hồ sơ theo tháng

{#each rieng as row}

- {row.period_label}: {row.value_text}

{/each}
`,
  );
}
