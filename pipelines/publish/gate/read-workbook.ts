import { buffer } from 'node:stream/consumers';
import { Parser } from 'htmlparser2';
import { type Entry, fromBufferPromise } from 'yauzl';
import { numbersOf } from './read-csv.ts';

/** What the gate looks at in a workbook. */
export interface WorkbookContents {
  /** Texts of cells and notes, names of sheets, marks, links, and what the file says of itself. */
  texts: string[];
  /** Long whole numbers in cells. */
  numbers: string[];
  /** The first row of its first sheet. */
  columns: string[];
  /** Parts that run something or compute: macros, formulas. */
  runs: string[];
  /** Where it would fetch something. */
  hosts: string[];
}

/** Parts of a plain table. Drawings, pictures, pivots and whatever else there is say what is not read here. */
const plainPart =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|docProps\/(?:core|app)\.xml|xl\/(?:workbook|styles|sharedStrings)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/theme\/theme\d+\.xml|xl\/worksheets\/(?:sheet\d+\.xml|_rels\/sheet\d+\.xml\.rels))$/;
const runningPart = /vbaProject|\.bin$|activeX|customUI|macrosheets|dialogsheets/i;
const fetchingPart = /externalLinks|connections\.xml|queryTables|webextensions/i;
const firstSheet = 'xl/worksheets/sheet1.xml';
/** More than any table of ours as XML. */
const mostBytes = 256 * 1024 ** 2;

/** A text in several letters is one text to whoever reads it. */
const joining = new Set(['si', 'is']);
/** Where a cell stands, how it looks and how wide it is. */
const ofPlace = new Set(['c', 'row', 'col', 'dimension', 'pane', 'selection', 'sheetView']);

interface Cell {
  type: string;
  row: number;
  text: string;
}

/** What of one part was found; `strings` are the shared ones, in their order. */
interface Part {
  texts: string[];
  strings: string[];
  cells: Cell[];
  runs: string[];
  hosts: string[];
}

const localName = (tag: string): string => tag.replace(/^.*:/, '');

function readPart(file: string, xml: string): Part {
  // In other letters, or with entities of its own, it would say something else to whoever opens it.
  if (
    !/^\ufeff?<\?xml (?:(?!encoding|\?>).)*(?:encoding=["']utf-8["'][^>]*)?\?>/i.test(xml) ||
    xml.includes('\0')
  )
    throw new Error(`${file}: not in UTF-8`);
  const part: Part = { texts: [], strings: [], cells: [], runs: [], hosts: [] };
  let text = '';
  let joined: string | undefined;
  let type = 'n';
  let row = 0;
  const parser = new Parser(
    {
      onopentag(name, given) {
        const tag = localName(name);
        if (text.trim() !== '') part.texts.push(text);
        text = '';
        if (joining.has(tag)) joined = '';
        if (tag === 'row') row = Number(given.r ?? row + 1);
        if (tag === 'c') type = given.t ?? 'n';
        if (tag === 'f') part.runs.push(`${file} <f>`);
        if (/macroEnabled/i.test(given.ContentType ?? '')) part.runs.push(given.ContentType ?? '');
        // A link of a cell is opened by whoever clicks, as in a page.
        if (given.TargetMode === 'External' && !/\/hyperlink$/.test(given.Type ?? ''))
          part.hosts.push(given.Target ?? '');
        if (!ofPlace.has(tag)) part.texts.push(...Object.values(given));
      },
      ontext(more) {
        text += more;
      },
      onclosetag(name) {
        const tag = localName(name);
        if (tag === 'v') part.cells.push({ type, row, text });
        else if (tag === 't' && joined !== undefined) joined += text;
        else if (text.trim() !== '') part.texts.push(text);
        text = '';
        if (!joining.has(tag) || joined === undefined) return;
        if (tag === 'si') part.strings.push(joined);
        else part.cells.push({ type: 'inlineStr', row, text: joined });
        joined = undefined;
      },
      onprocessinginstruction(kind) {
        if (/^!/.test(kind)) throw new Error(`${file}: ${kind}`);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return part;
}

async function partsOf(bytes: Buffer): Promise<{ names: string[]; parts: Map<string, Part> }> {
  const zip = await fromBufferPromise(bytes);
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  const names = entries.map(({ fileName }) => fileName);
  // Of two parts of one name another program may take the other one.
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) throw new Error('parts twice');
  if (entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0) > mostBytes)
    throw new Error('too large');
  const parts = new Map<string, Part>();
  for (const entry of entries) {
    const { fileName: name } = entry;
    if (!plainPart.test(name)) continue;
    // No more bytes come than the entry says.
    const xml = await buffer(await zip.openReadStreamPromise(entry));
    parts.set(name, readPart(name, xml.toString('utf8')));
  }
  return { names, parts };
}

/**
 * Everything that can be read in a workbook (.xlsx).
 *
 * @throws Error for one that is damaged or locked, or has parts that cannot be read here
 */
export async function readWorkbook(bytes: Buffer): Promise<WorkbookContents> {
  const { names, parts } = await partsOf(bytes);
  const all = [...parts.values()];
  const runs = [...names.filter((name) => runningPart.test(name)), ...all.flatMap((part) => part.runs)];
  const hosts = [...names.filter((name) => fetchingPart.test(name)), ...all.flatMap((part) => part.hosts)];
  const unknown = names.find((name) => !plainPart.test(name));
  if (unknown !== undefined && runs.length + hosts.length === 0) throw new Error(`part ${unknown}`);
  const strings = parts.get('xl/sharedStrings.xml')?.strings ?? [];
  const said = ({ type, text }: Cell): string => (type === 's' ? (strings[Number(text)] ?? '') : text);
  const cells = all.flatMap((part) => part.cells);
  const ofType = (wanted: (type: string) => boolean) => cells.filter(({ type }) => wanted(type));
  const found = numbersOf(ofType((type) => type === 'n').map(written));
  const own = ofType((type) => type !== 'n' && type !== 's').map(({ text }) => text);
  return {
    texts: [...new Set([...all.flatMap(({ texts }) => texts), ...strings, ...own, ...found.texts])],
    numbers: found.numbers,
    columns: (parts.get(firstSheet)?.cells ?? []).filter(({ row }) => row === 1).map(said),
    runs: [...new Set(runs)],
    hosts: [...new Set(hosts)],
  };
}

/** A number in whatever form it is stored, 9.12E8 too, as all its digits. */
function written({ text }: Cell): string {
  const number = Number(text);
  return text.trim() !== '' && Number.isInteger(number) && Math.abs(number) <= 1e16 ? String(number) : text;
}
