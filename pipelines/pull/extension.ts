import { extname } from 'node:path/posix';

const byContentType: Record<string, string> = {
  'text/csv': 'csv',
  'application/csv': 'csv',
  'text/tab-separated-values': 'tsv',
  'text/plain': 'txt',
  'text/html': 'html',
  'application/json': 'json',
  'text/json': 'json',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/zip': 'zip',
  'application/gzip': 'gz',
};

const dataExtensions = new Set([...Object.values(byContentType), 'htm', 'xlsm', 'xlsb']);

/** Whether an extension is one of a data file. */
export const isData = (extension: string | undefined): boolean =>
  extension !== undefined && dataExtensions.has(extension);

/** The extension of a name, small and without the dot; undefined when it has none that is safe to write. */
export function extensionOf(name: string): string | undefined {
  const extension = extname(name.replaceAll('\\', '/')).slice(1).toLowerCase();
  return /^[a-z0-9]{1,8}$/.test(extension) ? extension : undefined;
}

/** The extension a Content-Type stands for; readers go by content, so it only has to please people. */
export function extensionOfType(contentType: string | undefined): string | undefined {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  return byContentType[type] ?? (type.endsWith('+json') ? 'json' : undefined);
}

/** The file name of a Content-Disposition header (RFC 6266; `filename*` wins), without any path. */
export function dispositionName(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const extended = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header)?.[1];
  let name: string | undefined;
  if (extended !== undefined) {
    try {
      name = decodeURIComponent(extended);
    } catch {
      // Badly encoded: the plain name below serves.
    }
  }
  const plain = /;\s*filename\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^;\s]+))/i.exec(header);
  // Header bytes arrive as latin1, while servers write UTF-8 there.
  if (plain) name ??= Buffer.from((plain[1] ?? plain[2] ?? '').replace(/\\(.)/g, '$1'), 'latin1').toString();
  const last = name?.split(/[/\\]/).at(-1)?.trim();
  return last === undefined || /^\.*$/.test(last) ? undefined : last;
}
