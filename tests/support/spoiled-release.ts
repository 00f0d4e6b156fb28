import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  Field,
  List,
  makeVector,
  Schema,
  Table,
  tableFromArrays,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { type Person, person, phoneForms } from './planted.ts';
import { chunk, drawing, pngOf, pngWithNote } from './planted-files.ts';

const escaped = (text: string): string =>
  [...text].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const entities = (text: string): string => [...text].map((sign) => `&#${sign.charCodeAt(0)};`).join('');

/** A page of one line, as small as a reader of PDF takes it. */
function pdfOf(line: string): string {
  const text = `BT /F1 12 Tf 72 720 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let pdf = '%PDF-1.4\n';
  const places = objects.map((its, at) => {
    const place = pdf.length;
    pdf += `${at + 1} 0 obj\n${its}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const xref = pdf.length;
  return `${pdf}xref\n0 6\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
}

const threes = (id: string): string => id.replace(/(\d{3})(?=\d)/g, '$1 ');
const page = (inside: string, head = '') =>
  `<!doctype html><html lang="vi"><head>${head}</head><body>${inside}</body></html>`;

/** Files that say something of somebody who is in an export, each in another way. By name. */
function textFiles({ name, id, phone }: Person): Record<string, string | Buffer> {
  const plain = name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[đð]/g, 'd')
    .replace(/[ĐÐ]/g, 'D');
  const phones = Object.fromEntries(
    phoneForms.map(([, write], at) => [
      `p/so-${at}.html`,
      page(`<p>${write({ name, id, phone, year: 0 })}</p>`),
    ]),
  );
  return {
    ...phones,
    'p/chu.html': page(`<p>Đã mời ông ${name}.</p>`),
    'p/hoa.html': page(`<td>${name.toUpperCase()}</td>`),
    'p/cat.html': page(`<p>${name.replace(' ', '</b> <i>')}</i></p>`),
    'p/ma.html': page(`<p>${entities(name)}</p>`),
    'p/tieu-de.html': page('', `<title>${name}</title>`),
    'p/mo-ta.html': page('', `<meta name="description" content="${name}">`),
    'p/anh.html': page(`<img src="/x.png" alt="${name}">`),
    'p/ghi-chu.html': page(`<!-- ${name} -->`),
    'p/thuoc-tinh.html': page(`<div data-note="${name}">x</div>`),
    'p/o-nhap.html': page(`<input value="${threes(id)}">`),
    'p/du-lieu.html': page(`<script type="application/json">{"a":"${name}"}</script>`),
    'p/the.html': page(`<p>${threes(id)}</p>`),
    'p/the-cat.html': page(`<p>${id.slice(0, 5)}<b>${id.slice(5)}</b></p>`),
    'p/benh.html': page(`<p>nhiễm HIV, ${id.slice(0, 6)}\u200b${id.slice(6)}</p>`),
    'd/a.json': JSON.stringify({ a: [{ b: name }] }),
    'd/ten.json': JSON.stringify({ [name]: 1 }),
    'd/thoat.json': `{"a":"${escaped(name)}"}`,
    'd/so.json': JSON.stringify({ a: threes(id) }),
    'd/so-tron.json': `{"a": ${Number(id)}}`,
    'd/chu.txt': `ghi chú\n${name}\n`,
    'd/bang.csv': `a,b\n1,${plain}\n`,
    'd/trang.md': `# ${name}\n`,
    'd/ban-do.map': JSON.stringify({ sourcesContent: [name] }),
    'd/chu.xml': `<?xml version="1.0"?><a b="${name}"/>`,
    'd/ung-dung.webmanifest': JSON.stringify({ name }),
    'd/kieu.css': `a::after{content:"${name}"}`,
    'd/kieu-so.css': `a::after{content:"${threes(id)}"}`,
    'd/lenh.js': `const a="${name}"`,
    'd/van-ban.svg': drawing('van-ban', name),
    'd/mo-ta.svg': drawing('mo-ta', name),
    'd/thuoc-tinh.svg': drawing('thuoc-tinh', name),
    'd/i.png': pngWithNote(name),
    'd/t.png': pngOf(chunk('tEXt', Buffer.from(`Comment\0${threes(id)}`, 'latin1'))),
    'd/z.png': pngOf(
      chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.from(plain))])),
    ),
    'd/x.png': pngOf(chunk('eXIf', Buffer.from(`II*\0\0\0\0\0${name}\0\0`))),
    'd/c.jpg': Buffer.concat([
      Buffer.from('ffd8fffe0040', 'hex'),
      Buffer.from(name),
      Buffer.from('00ffd9', 'hex'),
    ]),
    'd/u.webp': Buffer.concat([
      Buffer.from('RIFF\0\0\0\0WEBPXMP '),
      Buffer.from(`<dc:creator>${name}</dc:creator>`),
    ]),
    'd/giay.pdf': pdfOf(plain),
    [`d/${name}.txt`]: 'x',
    [`d/${plain.toLowerCase().replaceAll(' ', '-')}/a.txt`]: 'x',
    [`d/${id}.txt`]: 'x',
  };
}

/** Columns of a table, as SQL; each makes a file of its own. */
const columns = ({ name, id, phone }: Person): Record<string, string> => ({
  chu: `'Ông ${name}' as name`,
  'chu-so': `'${threes(id)}' as name`,
  'danh-sach': `['x', '${name}'] as name`,
  'cau-truc': `{ 'a': { 'b': '${name}' } } as name`,
  'bang-khoa': `map { '${name}': 1 } as name`,
  'so-thuc': `${Number(id)}::double as value`,
  'so-nguyen': `${Number(phone)}::bigint as value`,
  'so-thap-phan': `${Number(id)}::decimal(18, 2) as value`,
  'danh-sach-so': `[${Number(id)}::bigint] as value`,
  'cau-truc-so': `{ 'a': ${Number(id)}::double } as value`,
  'ten-cot': `1 as "${name}"`,
  byte: `encode('${name}') as name`,
});

/** Columns as files of parquet, each of one person. */
async function writeParquet(folder: string, path: string, select: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`copy (select ${select}) to '${join(folder, path)}' (format parquet)`);
  connection.closeSync();
  instance.closeSync();
}

const arrowFiles = ({ name, id }: Person): Record<string, Uint8Array> => {
  const marked = (table: Table) =>
    new Table(new Schema(table.schema.fields, new Map([['note', name]])), table.batches);
  return {
    'a/chu.arrow': tableToIPC(tableFromArrays({ name: [`Ông ${name}`] })),
    'a/danh-sach.arrow': tableToIPC(
      new Table({ name: vectorFromArray([['x', name]], new List(new Field('item', new Utf8(), true))) }),
    ),
    'a/so.arrow': tableToIPC(new Table({ value: makeVector(Float64Array.from([Number(id)])) })),
    'a/so-nguyen.arrow': tableToIPC(new Table({ value: makeVector(BigInt64Array.from([BigInt(id)])) })),
    'a/ten-cot.arrow': tableToIPC(tableFromArrays({ [name]: ['x'] })),
    'a/ghi-chu.arrow': tableToIPC(marked(tableFromArrays({ name: ['x'] }))),
  };
};

/** The n-th of the files that a person makes, for the n-th person: the same text twice is told where it stands first. */
const eachOfItsOwn = <T>(filesOf: (its: Person) => Record<string, T>, first: number): [string, T][] =>
  Object.keys(filesOf(person(0))).flatMap((_, at) =>
    Object.entries(filesOf(person(first + at))).slice(at, at + 1),
  );

/** How many persons it takes. */
export const spoiledBy = 120;

/** Adds to a finished release what must not be there, of the first persons. Returns the paths of the files, each of which is to be found. */
export async function spoil(folder: string): Promise<string[]> {
  const front = join(folder, 'index.html');
  await writeFile(front, readFileSync(front, 'utf8').replace('</main>', `<p>${person(0).name}</p></main>`));
  const files = [...eachOfItsOwn(textFiles, 1), ...eachOfItsOwn(arrowFiles, 70)];
  for (const [path, content] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  await mkdir(join(folder, 'data'), { recursive: true });
  const tables = eachOfItsOwn(columns, 90).map(([what, select]) => [`data/${what}.parquet`, select] as const);
  for (const [path, select] of tables) await writeParquet(folder, path, select);
  return ['index.html', ...files.map(([path]) => path), ...tables.map(([path]) => path)];
}
