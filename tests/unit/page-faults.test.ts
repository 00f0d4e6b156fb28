import { expect, test } from 'vitest';
import { pageFaults } from '../../pipelines/publish/evidence/page-faults.ts';

const components = new Set(['Overview', 'BarChart', 'StatusBadge']);
const faults = (page: string) =>
  pageFaults('pages/x.md', page, components).map(({ line, message }) => [line, message]);

test('text, queries, components, names and loops are a page', () => {
  const page = `---
title: Trang riêng của xã
---

\`\`\`sql rieng
select * from marts.reading where indicator = '\${params.id}' and period = '\${inputs.ky.value}' and a < b
\`\`\`

# Hồ sơ theo tháng <small>tạm tính</small>

{#each rieng as row, at}

- {row.period_label}: **{row.value_text}** {at} [xem](/chi-tieu/) & 3 < 4

{:else}

Chưa có

{/each}
{#if rieng[0].value}<Overview {site} {periods} />{/if}

<BarChart data={rieng} x=period_label y='value' swapXY={true} colors={['red', 'blue']} />
<img src="/so-do.png" alt="Sơ đồ"> <a href="https://dichvucong.gov.vn" title="Cổng">Cổng</a>

\`\`\`
so_lieu < 3 {khong_phai_bieu_thuc}
\`\`\`
`;
  expect(faults(page)).toEqual([]);
  expect(faults(page.replaceAll('\n', '\r\n'))).toEqual([]);
});

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are the pages, not templates of ours
test.each([
  ['a script', '<script>fetch("/x")</script>'],
  ['a module', '<script context="module">export const x = 1</script>'],
  ['a script in capitals', '<SCRIPT>x</SCRIPT>'],
  ['a style', '<style>@import url(//x)</style>'],
  ['a frame', '<iframe src="/x"></iframe>'],
  ['a part of svelte', '<svelte:head><title>x</title></svelte:head>'],
  ['a dynamic part', '<svelte:component this={x} />'],
  ['a form', '<form action="https://x"><input name="a"></form>'],
  ['another address for all', '<base href="https://x/">'],
  ['a handler', '<p onclick="x()">a</p>'],
  ['a handler of svelte', '<p on:click={x}>a</p>'],
  ['a binding', '<p bind:this={x}>a</p>'],
  ['an action', '<p use:x>a</p>'],
  ['a handler of a component', '<BarChart onclick={x} />'],
  ['markup out of data', '{@html rieng[0].text}'],
  ['a constant', '{#each a as b}{@const c = b.d}{/each}'],
  ['a call', '{fetch("/x")}'],
  ['a call of a method', '{rieng.map(String)}'],
  ['an assignment', '{a = 1}'],
  ['a template', '{`${x}`}'],
  ['a function', '{() => 1}'],
  ['the maker of functions', '{rieng.constructor.constructor}'],
  ['the process', '{process.env.KPI_X}'],
  ['a sum', '{a.b + 1}'],
  ['a computed name', "{a['b' + c]}"],
  ['an awaited value', '{#await x}{/await}'],
  ['an expression that does not end', 'a { b'],
  ['an object', '<BarChart options={{ a: x() }} />'],
  ['a link that runs', '<a href="javascript:x()">a</a>'],
  ['a link that runs behind entities', '<a href="&#106;avascript:x()">a</a>'],
  ['a picture of elsewhere', '<img src="https://x/a.png">'],
  ['a picture of elsewhere without the scheme', '<img src="//x/a.png">'],
  ['a picture made of text', '<img src="data:image/svg+xml,<svg onload=x()>">'],
  ['an expression in a query', '```sql a\nselect ${globalThis.process.env.X}\n```'],
  ['a call in a query', '```sql a\nselect ${x()}\n```'],
  ['a block that is none, within an element', '<div>\n```\n<script>x</script>\n```\n</div>'],
  ['a block that is none, by its backticks', '```a`b\n<script>x</script>'],
  ['a script in what looks like a block', '```\n<script>x</script>\n```'],
  ['a comment around a block', '<!--\n\n```\n-->\n\n<img src=x>\n\n```'],
  ['a call in a block', '```\n{x()}\n```'],
  ['an unknown component', '<Overviw {site} />'],
])('%s is none', (_, page) => {
  expect(faults(`# a\n\n${page}\n`).length).toBeGreaterThan(0);
});

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above

test('each fault is told with its line, all of them at once', () => {
  expect(faults('# a\n\n{x()}\n\n<Overviw />\n<p onclick="y">\n')).toEqual([
    [3, expect.stringContaining('{x()}')],
    [5, expect.stringContaining('Có phải <Overview>?')],
    [6, '<p> trong trang không có thuộc tính "onclick".'],
  ]);
});
