// biome-ignore-all lint/performance/useDomNodeTextContent: what a reader sees is compared
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Looks at a page that is open: measured, because a page without its styles still has all its words. */
export const stumbles = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>();
    const short = (text: string | null | undefined) => (text ?? '').trim().replace(/\s+/g, ' ').slice(0, 40);
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) {
      found.add(`overflow ${root.scrollWidth - root.clientWidth}`);
      for (const element of document.querySelectorAll('main *, header *'))
        if (
          element.getBoundingClientRect().right > root.clientWidth + 1 &&
          !element.closest('.table-frame, .bare-frame, nav')
        )
          found.add(`  by ${element.tagName}.${element.className} ${short(element.textContent)}`);
    }
    const text = document.body.innerText;
    for (const foreign of ['null', 'undefined', 'NaN', 'Infinity', '[object', 'Invalid'])
      if (text.includes(foreign)) found.add(`says ${foreign}`);
    for (const [minus] of text.matchAll(/(?<![\p{L}\d./-])[-−]0(?:,0+)?(?![\d,])/gu))
      found.add(`says ${minus}`);
    for (const broken of document.body.outerHTML.matchAll(
      /\s[\w-]+="[^"]*\b(?:NaN|undefined|Infinity|null)\b[^"]*"/g,
    ))
      found.add(`has${broken[0].slice(0, 80)}`);
    for (const head of document.querySelectorAll(
      'h1, h2, h3, caption, thead th, summary, main a, button, label',
    ))
      if (head.getClientRects().length > 0 && !head.textContent?.trim() && !head.ariaLabel)
        found.add(`empty ${head.tagName} ${head.outerHTML.slice(0, 80)}`);
    if (document.querySelectorAll('h1').length !== 1) found.add('not one h1');
    // Words of one element that lie on those of another, or outside of what shows them.
    const words: { element: Element; box: DOMRect }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (!node.textContent?.trim() || element.closest('script, style, option, .skip')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width < 2 || box.height < 2) continue;
        let isSeen = true;
        for (
          let frame: Element | null = element;
          frame && frame !== document.body;
          frame = frame.parentElement
        ) {
          const { overflowX, overflowY, clipPath } = getComputedStyle(frame);
          // It is for ears only.
          if (clipPath.startsWith('inset(50%')) {
            isSeen = false;
            break;
          }
          if (overflowX === 'visible' && overflowY === 'visible') continue;
          const { left, right, top, bottom } = frame.getBoundingClientRect();
          const isOut =
            box.right > right + 2 || box.left < left - 2 || box.bottom > bottom + 3 || box.top < top - 3;
          if (!isOut) continue;
          isSeen = false;
          if ([overflowX, overflowY].includes('hidden') && !/auto|scroll/.test(overflowX + overflowY))
            found.add(`cut ${frame.tagName}.${frame.className}: ${short(node.textContent)}`);
        }
        if (isSeen) words.push({ element, box });
      }
    }
    const inner = (box: DOMRect) => ({
      left: box.left + 1,
      right: box.right - 1,
      top: box.top + box.height * 0.25,
      bottom: box.bottom - box.height * 0.25,
    });
    words.sort((a, b) => a.box.top - b.box.top);
    for (const [at, one] of words.entries()) {
      const a = inner(one.box);
      for (let next = at + 1; next < words.length; next += 1) {
        const other = words[next] as (typeof words)[number];
        if (other.box.top > one.box.bottom) break;
        const b = inner(other.box);
        if (one.element === other.element) continue;
        const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        // A cell that stays while the others slide below it covers them on purpose.
        const isSticky = [one.element, other.element].some((each) => {
          for (let up: Element | null = each; up; up = up.parentElement)
            if (getComputedStyle(up).position === 'sticky') return true;
          return false;
        });
        if (width > 2 && height > 2 && !isSticky)
          found.add(`on each other: ${short(one.element.textContent)} | ${short(other.element.textContent)}`);
      }
    }
    return [...found];
  });

/**
 * Opens pages one after another and looks at each.
 *
 * @returns what is wrong, and on which of them: errors on the console, failed answers, and what a reader would stumble over
 */
export async function lookAt(
  browser: Browser,
  urls: readonly string[],
  options: BrowserContextOptions,
): Promise<[at: number, what: string][]> {
  const context = await browser.newContext({ locale: 'vi-VN', ...options });
  const page = await context.newPage();
  const found: [number, string][] = [];
  let at = 0;
  const say = (what: string) => found.push([at, what]);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') say(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => say(`script: ${error.message}`));
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') say(`failed: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) say(`${response.status()}: ${response.url()}`);
  });
  try {
    for (; at < urls.length; at += 1) {
      await page.goto(urls[at] ?? '', { waitUntil: 'networkidle' });
      for (const what of await stumbles(page)) say(what);
    }
    return found;
  } finally {
    await context.close();
  }
}
