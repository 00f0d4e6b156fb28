/** A page as a single file (MHTML), as Excel and mail programs save it: how it begins. */
export const isWebArchive = (head: Buffer): boolean =>
  /^(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)*?content-type:\s*multipart\//i.test(
    head.toString('latin1', 0, 4096).trimStart(),
  );

const field = (head: string, name: string): string =>
  new RegExp(`^${name}:\\s*([^\\r\\n;]*)`, 'im').exec(head)?.[1]?.trim().toLowerCase() ?? '';

function decoded(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const text = body
    .replace(/=[ \t]*\r?\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}

/** The pages in it, each in its own encoding: Excel saves every sheet as one. */
export function pagesOfArchive(bytes: Buffer): Buffer[] {
  const text = bytes.toString('latin1');
  const boundaries = [...text.matchAll(/boundary\s*=\s*(?:"([^"\r\n]+)"|([^\s;]+))/gi)];
  const ends = new Set(boundaries.map(([, quoted, bare]) => `--${quoted ?? bare}`));
  const parts: string[][] = [[]];
  for (const line of text.split('\n')) {
    const isEnd = line.startsWith('--') && [...ends].some((end) => line.trimEnd().replace(/--$/, '') === end);
    if (isEnd) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts.flatMap((lines) => {
    const part = lines.join('\n').trimStart();
    const [head = ''] = /^[\s\S]*?(?=\r?\n\r?\n)/.exec(part) ?? [];
    if (field(head, 'content-type') !== 'text/html') return [];
    return [decoded(part.slice(head.length).trimStart(), field(head, 'content-transfer-encoding'))];
  });
}
