import { readFile, writeFile } from 'node:fs/promises';
import { localTimestamp } from '../config/clock.ts';
import type { Contract } from '../config/contract.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { asideOf, byReason, type CheckAnswer, firstRows, reasonName } from '../run/check-file.ts';

/** By it a page of ours is known again, and may be written anew. */
const mark = '<meta name="generator" content="nq57-kpi source check">';

/** Text of files and contracts is text: nothing of it becomes markup. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

const signs: Record<CheckAnswer['verdict'], string> = {
  accepted: '✓',
  accepted_with_refusals: '!',
  refused: '✕',
  held: '?',
};

const style = `
  :root { color-scheme: light; font: 16px/1.5 "Be Vietnam Pro", "Segoe UI", Roboto, "Noto Sans", sans-serif; color: #17212b; }
  body { margin: 0 auto; max-width: 60rem; padding: 1rem; overflow-wrap: anywhere; }
  h1 { font-size: 1.25rem; margin: 0; } h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
  .verdict { display: flex; gap: .75rem; align-items: center; margin: 1rem 0; padding: .75rem 1rem; font-weight: 700; border: 2px solid; border-radius: .5rem; }
  .verdict span { font-size: 1.5rem; line-height: 1; }
  .accepted { color: #14652d; background: #e8f5ec; } .accepted_with_refusals, .held { color: #7a4b00; background: #fff3d6; } .refused { color: #a3170f; background: #fdecea; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; } dt { color: #4a5764; } dd { margin: 0; }
  table { border-collapse: collapse; width: 100%; } caption { text-align: left; }
  th, td { padding: .35rem .6rem; border: 1px solid #cfd7df; text-align: left; vertical-align: top; } thead th { background: #f4f6f8; }
  .number { text-align: right; font-variant-numeric: tabular-nums; } footer { margin-top: 2rem; color: #4a5764; font-size: .875rem; }
  @media (max-width: 40rem) {
    dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; }
    .rows thead { display: none; } .rows tr { display: block; border: 1px solid #cfd7df; margin-bottom: .5rem; }
    .rows td { display: block; border: 0; text-align: left; } .rows td::before { content: attr(data-label) ": "; color: #4a5764; } .rows td:empty { display: none; }
  }
  @media print { @page { size: A4; margin: 15mm; } body { max-width: none; padding: 0; font-size: 10pt; } tr { break-inside: avoid; } }
`;

function facts(answer: CheckAnswer, contract: Contract): [string, string][] {
  const { page } = messages().cli.check;
  const number = (count: number) => count.toLocaleString(messages().locale);
  const { rows, encoding, sheet, header_row: headerRow, absent } = answer;
  const known: [string, string | null][] = [
    [page.source, `${contract.title} (${contract.id})`],
    [page.file, answer.file],
    [page.encoding, encoding],
    [page.sheet, sheet],
    [page.headerRow, headerRow === null ? null : String(headerRow)],
    [page.lines, number(rows.lines)],
    [
      page.setAside,
      rows.set_aside === 0
        ? null
        : `${number(rows.set_aside)} (${asideOf(answer)
            .map(([kind, lines]) => `${kind} ${number(lines)}`)
            .join(', ')})`,
    ],
    [page.read, number(rows.read)],
    [page.accepted, number(rows.accepted)],
    [page.refused, number(rows.refused)],
    [page.superseded, rows.superseded === 0 ? null : number(rows.superseded)],
    [page.repaired, number(rows.repaired)],
    [page.absent, absent.length === 0 ? null : absent.join(', ')],
  ];
  return known.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]]));
}

function cells(labels: readonly string[], values: readonly string[], numbers: readonly number[]): string {
  const cell = (value: string, at: number) =>
    `<td data-label="${escaped(labels[at] ?? '')}"${numbers.includes(at) ? ' class="number"' : ''}>${escaped(value)}</td>`;
  return `<tr>${values.map(cell).join('')}</tr>`;
}

function grid(
  labels: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly number[],
): string {
  const head = labels.map((label) => `<th scope="col">${escaped(label)}</th>`).join('');
  return `<table class="rows"><thead><tr>${head}</tr></thead>
<tbody>${rows.map((row) => cells(labels, row, numbers)).join('\n')}</tbody></table>`;
}

/** What is said of single rows: how many by reason, and the first of them. */
function ofRows(answer: CheckAnswer, contract: Contract): string {
  const { cli, label, locale } = messages();
  const { page } = cli.check;
  const { column } = cli;
  const counted = byReason(answer);
  if (counted.length === 0) return '';
  const issues = answer.issues.filter(({ row }) => row !== null);
  const mended = answer.repairs.map(
    ({ message, first_rows: rows }) => `<p>${escaped(`${message} ${cli.check.inRows(rows)}`)}</p>`,
  );
  const reasons = counted.map(({ severity, code, rows }) => [
    label.severity[severity],
    reasonName(code, contract),
    rows.toLocaleString(locale),
  ]);
  const first = issues.slice(0, firstRows);
  const withSheet = new Set(issues.map(({ sheet }) => sheet)).size > 1;
  const listed = first.map(({ sheet, row, label: its, value, message }) => [
    ...(withSheet ? [sheet ?? ''] : []),
    String(row),
    its ?? '',
    value ?? '',
    message,
  ]);
  const heads = [...(withSheet ? [page.sheet] : []), column.row, column.label, page.value, column.message];
  const summary = [
    `<h2>${escaped(page.byReason)}</h2>`,
    grid([column.severity, page.reason, column.rows], reasons, [2]),
    ...mended,
  ].join('\n');
  if (issues.length === 0) return summary;
  return `${summary}
<h2>${escaped(page.firstRows(first.length, issues.length))}</h2>
${grid(heads, listed, [withSheet ? 1 : 0])}`;
}

/**
 * The answer of a check as one page that can be sent to whoever made the export: no script, nothing from elsewhere; the
 * values in it are masked already. `at` is when it was checked.
 */
export function checkPage(answer: CheckAnswer, contract: Contract, at: Date): string {
  const { locale, cli } = messages();
  const { verdict, page } = cli.check;
  const ofFile = answer.issues.filter(({ row }) => row === null);
  const [day = '', time = ''] = localTimestamp(at).split(' ');
  const when = `${day.split('-').reverse().join('/')} ${time.slice(0, 5)}`;
  return `<!doctype html>
<html lang="${locale.slice(0, 2)}">
<head>
<meta charset="utf-8">
${mark}
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${page.title}: ${answer.file}`)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(page.title)}</h1>
<p class="verdict ${answer.verdict}"><span aria-hidden="true">${signs[answer.verdict]}</span>${escaped(verdict[answer.verdict])}</p>
${ofFile.map(({ message }) => `<p>${escaped(message)}</p>`).join('\n')}
<dl>${facts(answer, contract)
    .map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`)
    .join('')}</dl>
${ofRows(answer, contract)}
<footer>${escaped(page.footer(when, contract.hash))}</footer>
</body>
</html>
`;
}

/** Writes the page, over an earlier one but over nothing else. Throws `page_not_written` (exit code 2). */
export async function writeCheckPage(
  path: string,
  answer: CheckAnswer,
  contract: Contract,
  at: Date,
): Promise<void> {
  const text = messages().cli.check.page;
  const there = await readFile(path, 'utf8').catch(() => undefined);
  if (there !== undefined && !there.includes(mark))
    throw new KpiError('page_not_written', text.exists(path), { exitCode: 2 });
  try {
    await writeFile(path, checkPage(answer, contract, at));
  } catch (cause) {
    throw new KpiError('page_not_written', text.notWritten(path), { exitCode: 2, cause });
  }
}
