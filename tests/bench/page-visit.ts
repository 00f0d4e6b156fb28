import type { Browser, Page } from 'playwright-core';

/** What a reader's phone has: 10 Mbit/s, 40 ms. */
const line = { latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000, offline: false };

export interface Visit {
  /** Seconds until something is seen, and until the chooser of the period answers. */
  firstText: number;
  chooser: number | undefined;
  /** Milliseconds in which the page could not answer. */
  blocked: number;
  requests: number;
  kilobytes: number;
  fonts: number;
  script: number;
}

interface Seen {
  shown: string;
  home: string;
  /** The period that is chosen. */
  other: string;
}

/** In the page: chooses another period, until somebody has heard it; returns what is shown. */
function choose(before: Seen | undefined): Seen | null {
  const select = document.querySelector<HTMLSelectElement>('#period');
  const [first] = [...(select?.options ?? [])].filter(({ value }) => value !== select?.value);
  if (!select || !first) return null;
  const other = before?.other ?? first.value;
  const seen = {
    other,
    shown: document.title + document.querySelector('main')?.textContent,
    // Whoever has chosen a period finds the overview of it: the first thing that changes in place.
    home: document.querySelector<HTMLAnchorElement>('header a')?.href ?? '',
  };
  // A page without scripts of its own has heard it at once, and leads elsewhere.
  const isHeard = before && (before.home !== seen.home || !document.querySelector('[rel=modulepreload]'));
  if (isHeard) return seen;
  select.value = other;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  return seen;
}

/** Seconds from `started` until another period is shown, by a chooser that is used as soon as it is there; undefined: it has none. */
async function untilChooserAnswers(page: Page, started: number): Promise<number | undefined> {
  await page.waitForSelector('main > *', { state: 'attached' });
  if ((await page.locator('#period').count()) === 0) return undefined;
  let before: Seen | undefined;
  for (;;) {
    // On its way to the next page there is nobody to ask.
    const seen = await page.evaluate(choose, before).catch(() => undefined);
    if (seen && before && seen.shown !== before.shown) return (performance.now() - started) / 1000;
    before ??= seen ?? undefined;
    await new Promise((next) => setTimeout(next, 10));
  }
}

/** The first visit of a page, on a phone with a processor four times slower. */
export async function visit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'vi-VN' });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', line);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const loaded: { type: string; bytes: number }[] = [];
  const types = new Map<string, string>();
  session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
  let script = 0;
  session.on('Network.dataReceived', ({ requestId, dataLength }) => {
    if (types.get(requestId) === 'Script') script += dataLength;
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    loaded.push({ type: types.get(requestId) ?? '', bytes: encodedDataLength }),
  );
  // The compiler marks functions by a helper that the page has not.
  await page.addInitScript('globalThis.__name = (its) => its');
  let blocked = 0;
  await page.exposeBinding('noteBlocked', (_, milliseconds: number) => {
    blocked += milliseconds;
  });
  await page.addInitScript(() => {
    const { noteBlocked } = window as unknown as { noteBlocked(milliseconds: number): void };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) noteBlocked(Math.max(0, duration - 50));
    }).observe({ type: 'longtask', buffered: true });
  });
  const started = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  const firstText = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        new PerformanceObserver((list, its) => {
          const [paint] = list.getEntriesByName('first-contentful-paint');
          if (!paint) return;
          its.disconnect();
          done(paint.startTime / 1000);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
  const chooser = await untilChooserAnswers(page, started);
  const isFont = (type: string) => type === 'Font';
  const scriptUntilThen = script;
  const before = loaded.filter(({ type }) => !isFont(type));
  await page.waitForLoadState('networkidle');
  await context.close();
  const kilobytes = (its: typeof loaded) => its.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
  return {
    firstText,
    chooser,
    blocked,
    requests: before.length,
    kilobytes: kilobytes(before),
    fonts: kilobytes(loaded.filter(({ type }) => isFont(type))),
    script: scriptUntilThen / 1024,
  };
}

/** Seconds from the click on a link of the menu until the next page is there, first from the overview, then from a page with scripts. */
export async function pageChanges(browser: Browser, origin: string): Promise<number[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', line);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const seconds: number[] = [];
  await page.exposeBinding('noteSeen', (_, milliseconds: number) => seconds.push(milliseconds / 1000));
  await page.addInitScript(() => {
    const { noteSeen } = window as unknown as { noteSeen(milliseconds: number): void };
    setInterval(() => {
      const [sign, clicked] = [sessionStorage.getItem('sign'), Number(sessionStorage.getItem('clicked'))];
      if (!sign || !document.querySelector(sign)) return;
      sessionStorage.removeItem('sign');
      noteSeen(Date.now() - clicked);
    }, 5);
  });
  await page.goto(`${origin}/`, { waitUntil: 'networkidle' });
  for (const [path, sign] of [
    ['/diem-766/', '[data-testid=score]'],
    ['/dich-vu-cong/', '[data-testid=vpcp06]'],
  ]) {
    await page.evaluate(
      ([link, awaited]) => {
        sessionStorage.setItem('sign', awaited ?? '');
        sessionStorage.setItem('clicked', String(Date.now()));
        document.querySelector<HTMLAnchorElement>(`nav a[href="${link}"]`)?.click();
      },
      [path, sign],
    );
    const seen = seconds.length;
    while (seconds.length === seen) await page.waitForTimeout(20);
    await page.waitForLoadState('networkidle');
  }
  await context.close();
  return seconds;
}
