import { getDocumentProxy } from 'unpdf';

type Document = Awaited<ReturnType<typeof getDocumentProxy>>;
type PdfPage = Awaited<ReturnType<Document['getPage']>>;

/** What the gate looks at in a PDF. */
export interface PdfContents {
  /** Text of each page line by line, then notes, fields of forms, links, marks and what the file says of itself. */
  texts: string[];
  /** Whether it brings a program of its own. */
  runs: boolean;
}

/** Strings anywhere in a value of the library: of notes, of marks, of what the file says of itself. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return [];
  return Object.values(value).flatMap(stringsIn);
}

async function textOf(page: PdfPage): Promise<string> {
  const { items } = await page.getTextContent({ includeMarkedContent: false });
  return items
    .map((item: { str?: string; hasEOL?: boolean }) => `${item.str ?? ''}${item.hasEOL ? '\n' : ''}`)
    .join('');
}

/**
 * Everything that can be read in a PDF.
 *
 * @throws Error for one that is damaged or locked, that carries other files, or has a page without text: a picture of a page says
 * nothing here, but everything to whoever opens it
 */
export async function readPdf(bytes: Uint8Array): Promise<PdfContents> {
  // The library takes the bytes for itself.
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, stopAtErrors: true });
  try {
    const about = await document.getMetadata();
    const { EncryptFilterName: lock } = about.info as Record<string, unknown>;
    if (lock) throw new Error('encrypted');
    if (await document.getAttachments()) throw new Error('files attached');
    const texts: string[] = [];
    let runs = Boolean(await document.getJSActions());
    for (let at = 1; at <= document.numPages; at++) {
      const page = await document.getPage(at);
      const text = await textOf(page);
      if (text.trim() === '') throw new Error(`no text on page ${at}`);
      texts.push(text, ...stringsIn(await page.getAnnotations()));
      runs ||= Boolean(await page.getJSActions());
      page.cleanup();
    }
    texts.push(...stringsIn(await document.getOutline()), ...stringsIn(about.info));
    texts.push(about.metadata?.getRaw?.() ?? '');
    return { texts, runs };
  } finally {
    await document.destroy();
  }
}
