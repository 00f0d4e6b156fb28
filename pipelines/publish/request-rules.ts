import type { IncomingHttpHeaders } from 'node:http';
import { lookup } from 'mrmime';
import { filePolicy, strictHeaders } from './content-policy.ts';
import { mediaTypes, openDataFolder } from './open-data/media-types.ts';

/** A file of a release. `packed` is the same in gzip, where that was worth it. */
export interface SiteFile {
  /** Where it lies. */
  path: string;
  /** Bytes. */
  size: number;
  modified: Date;
  packed?: SiteFile;
  /** Whether nothing but the packed form lies there: then `path` and `size` are its own. */
  isOnlyPacked?: boolean;
  /** What it may run and load. */
  policy?: string;
}

/** The files of a release by the path under which they are asked for: `/dich-vu-cong/index.html`. */
export type SiteFiles = ReadonlyMap<string, SiteFile>;

interface SiteRequest {
  method?: string | undefined;
  url?: string | undefined;
  headers: IncomingHttpHeaders;
}

interface SiteAnswer {
  status: 200 | 206 | 304 | 405 | 416;
  headers: Record<string, string | number>;
  /** Bytes of a file, the last one included; undefined where only the head is sent. */
  body?: { path: string; start: number; end: number; isToUnpack?: boolean } | undefined;
}

const types: [name: RegExp, type: string][] = [
  [new RegExp(`^/${openDataFolder}/.*\\.arrow$`), mediaTypes.arrow],
  // Answers of Evidence's queries.
  [/\.arrow$/, 'application/vnd.apache.arrow.stream'],
  [/\.parquet$/, mediaTypes.parquet],
  [/\.xlsx$/, mediaTypes.xlsx],
];
const inUtf8 = new Set(['text/html', 'text/csv']);

function typeOf(name: string): string {
  const type = types.find(([pattern]) => pattern.test(name))?.[1] ?? lookup(name);
  return type !== undefined && inUtf8.has(type)
    ? `${type};charset=utf-8`
    : (type ?? 'application/octet-stream');
}

/** Kept by the reader, not shown in the window. */
const isDownload = (name: string): boolean => /\.(?:csv|xlsx|parquet|arrow)$/.test(name);

/** The path of a request's target, whose host may stand before it; undefined where it cannot be read. */
function pathOf(target: string): string | undefined {
  const path = target.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  try {
    return decodeURIComponent(path).normalize().replace(/\/$/, '');
  } catch {
    return undefined;
  }
}

/** Only what is in the release can be asked for by name, so no way leads out of it, and no name reaches the disk. */
function find(files: SiteFiles, target: string): { name: string; file: SiteFile } | undefined {
  const path = pathOf(target);
  if (path === undefined) return undefined;
  for (const name of [path, `${path}.html`, `${path}/index.html`]) {
    const file = files.get(name);
    if (file) return { name, file };
  }
  return undefined;
}

const listed = (header: string | undefined): string[] => (header ?? '').split(',').map((part) => part.trim());

const takesGzip = (header: string | string[] | undefined): boolean =>
  listed(String(header ?? '')).some((part) => /^gzip\s*(;\s*q=(1|0\.0*[1-9]).*)?$/i.test(part));

/** RFC 9110 §13.1.2: compared weakly. */
const isKnown = (header: string | undefined, etag: string): boolean =>
  listed(header).some((known) => known === '*' || known.replace(/^W\//, '') === etag.replace(/^W\//, ''));

/**
 * RFC 9110 §14: one range of bytes. Null where it lies outside the file; undefined where none is meant. What cannot be
 * read, and more ranges than one, may be ignored: the whole file is a right answer to them.
 */
function rangeOf(header: string, size: number): { start: number; end: number } | null | undefined {
  const [, first, last] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header) ?? [];
  if (first === undefined || last === undefined || first + last === '') return undefined;
  if (first === '') {
    if (Number(last) === 0) return null;
    return size === 0 ? undefined : { start: Math.max(0, size - Number(last)), end: size - 1 };
  }
  const [start, end] = [Number(first), last === '' ? Infinity : Number(last)];
  if (end < start) return undefined;
  return start < size ? { start, end: Math.min(end, size - 1) } : null;
}

/** What a request is answered with, by the files of the live release; undefined where there is no such page. */
export function answerTo(request: SiteRequest, files: SiteFiles): SiteAnswer | undefined {
  const { method, headers: asked } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    return {
      status: 405,
      headers: { ...strictHeaders(filePolicy(false)), Allow: 'GET, HEAD', 'Content-Length': 0 },
    };
  }
  const found = find(files, request.url ?? '/');
  if (!found) return undefined;
  const { name } = found;
  // A part is a part of the file itself: nobody can do anything with the middle of its packed form.
  const isWhole = method !== 'GET' || asked['if-range'] !== undefined || found.file.isOnlyPacked;
  const wanted = isWhole ? undefined : asked.range;
  const packed = wanted === undefined && takesGzip(asked['accept-encoding']) ? found.file.packed : undefined;
  const { path, size, modified } = packed ?? found.file;
  const etag = `W/"${size}-${modified.getTime()}"`;
  // Names under /_app/immutable/ hold the hash of what is in them; everything else may be new with the next release.
  const lasting = name.startsWith('/_app/immutable/');
  const headers = {
    ETag: etag,
    Vary: 'Accept-Encoding',
    'Last-Modified': modified.toUTCString(),
    'Cache-Control': lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...strictHeaders(found.file.policy ?? filePolicy(false)),
  };
  if (isKnown(asked['if-none-match'], etag)) return { status: 304, headers };
  const kind = {
    'Content-Type': typeOf(name),
    ...(isDownload(name) ? { 'Content-Disposition': 'attachment' } : {}),
  };
  if (found.file.isOnlyPacked && !packed) {
    // For whoever takes nothing packed: how much it is shows at its end.
    const body = { path, start: 0, end: size - 1, isToUnpack: true };
    return { status: 200, headers: { ...headers, ...kind }, body: method === 'GET' ? body : undefined };
  }

  const range = wanted === undefined ? undefined : rangeOf(wanted, size);
  if (range === null) {
    return {
      status: 416,
      headers: { ...headers, 'Content-Range': `bytes */${size}`, 'Content-Length': 0 },
    };
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  return {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      ...kind,
      'Content-Length': end - start + 1,
      ...(found.file.isOnlyPacked ? {} : { 'Accept-Ranges': 'bytes' }),
      ...(packed ? { 'Content-Encoding': 'gzip' } : {}),
      ...(range ? { 'Content-Range': `bytes ${start}-${end}/${size}` } : {}),
    },
    body: method === 'GET' && size > 0 ? { path, start, end } : undefined,
  };
}
