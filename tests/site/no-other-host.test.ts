// biome-ignore-all lint/performance/useDomNodeTextContent: what a reader sees is looked for, not what a hidden box says
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenSite, openSite, plain } from './open-site.ts';

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
}, 600_000);

afterAll(() => site?.close());

/**
 * A window in which no other host can be reached, and which notes whoever tries: what the network is asked for, what the page's own
 * policy refuses before that, and each call of a way out, also one that neither of them sees.
 */
async function closedWindow(): Promise<{ context: BrowserContext; tried: string[] }> {
  const context = await site.browser.newContext({ locale: 'vi-VN', serviceWorkers: 'block' });
  const tried: string[] = [];
  const isOurs = (address: string): boolean => {
    const { origin, protocol } = new URL(address, site.server.url);
    return origin === site.server.url || protocol === 'data:' || protocol === 'blob:';
  };
  const note = (how: string, address: string) => {
    if (!isOurs(address)) tried.push(`${how} ${address}`);
  };
  await context.route('**/*', (route) => {
    const address = route.request().url();
    note('request', address);
    return isOurs(address) ? route.continue() : route.abort();
  });
  await context.routeWebSocket(/.*/, (socket) => {
    tried.push(`socket ${socket.url()}`);
    return socket.close();
  });
  await context.exposeBinding('noteTried', (_, how: string, address: string) => note(how, address));
  await context.addInitScript(() => {
    const { noteTried } = window as unknown as { noteTried(how: string, address: string): void };
    document.addEventListener('securitypolicyviolation', ({ blockedURI }) =>
      noteTried('refused', blockedURI),
    );
    const addressOf = (given: unknown): string => (given instanceof Request ? given.url : String(given));
    const watch = (owner: object, name: string, at: number) => {
      const held = owner as Record<string, (...given: unknown[]) => unknown>;
      const own = held[name];
      if (own)
        held[name] = function (this: unknown, ...given: unknown[]) {
          noteTried(name, addressOf(given[at]));
          return new.target ? Reflect.construct(own, given) : own.apply(this, given);
        };
    };
    watch(window, 'fetch', 0);
    watch(window, 'open', 0);
    watch(Navigator.prototype, 'sendBeacon', 0);
    watch(XMLHttpRequest.prototype, 'open', 1);
    for (const name of ['WebSocket', 'EventSource', 'Worker', 'SharedWorker']) watch(window, name, 0);
    // It has no address of its own: whoever makes one means to reach somebody.
    const held = window as unknown as Record<string, unknown>;
    held.RTCPeerConnection = function RTCPeerConnection() {
      noteTried('peer', 'stun://anybody');
    };
  });
  return { context, tried };
}

test('whoever tries to reach another host is noted, whatever the way', async () => {
  const { context, tried } = await closedWindow();
  const page = await context.newPage();
  await page.goto(`${site.server.url}/`);
  await page.evaluate(async () => {
    const host = 'other.example';
    await fetch(`https://${host}/fetch`).catch(() => undefined);
    navigator.sendBeacon(`https://${host}/beacon`, 'x');
    for (const make of [
      () => new WebSocket(`wss://${host}/socket`),
      () => new EventSource(`https://${host}/events`),
      () => new RTCPeerConnection(),
      () => {
        const request = new XMLHttpRequest();
        request.open('GET', `https://${host}/xhr`);
        request.send();
      },
    ])
      try {
        make();
      } catch {
        // Refused at once, and noted before.
      }
    const picture = new Image();
    picture.src = `https://${host}/picture`;
    const style = document.createElement('link');
    Object.assign(style, { rel: 'stylesheet', href: `https://${host}/style` });
    document.head.append(style);
    await new Promise((done) => setTimeout(done, 500));
  });
  await context.close();
  const ways = ['fetch', 'beacon', 'socket', 'events', 'xhr', 'picture', 'style', 'anybody'];
  expect(ways.filter((way) => !tried.some((its) => its.endsWith(`/${way}`)))).toEqual([]);
});

test('each kind of page shows what it has to say and tries to reach nobody', async () => {
  const [indicator] = await site.mart('select link, name from indicator order by sort_key limit 1');
  const kinds: [path: string, says: string][] = [
    ['/', site.sourceLine('/')],
    ['/chi-tieu/', String(indicator?.name)],
    [`${indicator?.link}/`, String(indicator?.name)],
    ['/dich-vu-cong/', site.sourceLine('/dich-vu-cong/')],
    ['/diem-766/', site.sourceLine('/diem-766/')],
    ['/chat-luong-du-lieu/', site.sourceLine('/chat-luong-du-lieu/')],
    ['/khong-co-trang-nay/', 'Không tìm thấy trang này'],
  ];
  const { context, tried } = await closedWindow();
  for (const [path, says] of kinds) {
    const page = await context.newPage();
    await page.goto(`${site.server.url}${path}`, { waitUntil: 'networkidle' });
    // What waits until somebody comes near.
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await page.waitForLoadState('networkidle');
    expect([path, await page.locator('h1').count()]).toEqual([path, 1]);
    expect(plain(await page.locator('body').innerText())).toContain(plain(says));
    if (path.startsWith('/khong')) expect(await page.locator('a[href="/"]').count()).toBe(1);
    else expect((await page.locator('main').innerText()).length).toBeGreaterThan(300);
    await page.close();
  }
  await context.close();
  expect(tried).toEqual([]);
}, 180_000);
