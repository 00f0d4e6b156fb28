/** `https://host`, `//host`, `wss://host`: an address that leaves the site. */
const outside = /^\s*(?:(?:https?|wss?|ftp):)?\/\//i;

/** Elements that make a browser fetch something by themselves; a plain link (`a`) does so only when a reader clicks. */
const fetchingTag =
  /<(?:script|link|img|image|iframe|frame|source|video|audio|track|embed|object|use|input|base|form|body|td|table)\b[^>]*>/gi;
const address =
  /\b(?:src|srcset|href|xlink:href|data|action|formaction|poster|background)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi;

const styleAddress = /(?:url\(\s*|@import\s+)(?:"([^"]*)"|'([^']*)'|([^\s)'";]+))/gi;

/** Calls of a script with an outside address written into them. Addresses put together at run time are the browser test's. */
const scriptCall =
  /(?:\bfetch|\bimport|\bimportScripts|\bnew\s+(?:Worker|SharedWorker|WebSocket|EventSource|Request)|\.sendBeacon|\.open\(\s*["'`][A-Z]+["'`]\s*,)\s*\(?\s*["'`]((?:(?:https?|wss?):)?\/\/[^"'`]+)["'`]/g;

/** Addresses of other hosts that opening this page, style sheet or script would ask for. */
export function otherHosts(text: string, kind: 'page' | 'style' | 'script'): string[] {
  const found: string[] = [];
  if (kind === 'page') {
    for (const [tag] of text.matchAll(fetchingTag)) found.push(...outsideOf(tag, address));
  }
  if (kind !== 'script') found.push(...outsideOf(text, styleAddress));
  if (kind !== 'style') for (const match of text.matchAll(scriptCall)) found.push(match[1] ?? '');
  return [...new Set(found)];
}

function outsideOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)]
    .map(([, double, single, bare]) => double ?? single ?? bare ?? '')
    .filter((value) => value.split(/,\s+/).some((each) => outside.test(each)));
}
