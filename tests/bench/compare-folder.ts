// Compares how many rows our readers find in the files of a folder with what the libraries count by themselves:
// `node --import tsx tests/bench/compare-folder.ts <folder>…`. No contract is asked. A file that takes the reader down or
// longer than a minute is told as such; the others go on.
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { handOver } from '../../pipelines/cells.ts';
import { findDialect } from '../../pipelines/read/delimited.ts';
import type { FoundHeader } from '../../pipelines/read/header.ts';
import { readTables } from '../../pipelines/read/read-file.ts';
import { UnreadableFile } from '../../pipelines/read/unreadable.ts';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';

/** Rows that are not blank, in all visible sheets; or why there is no number. */
interface Answer {
  ours: number | string;
  theirs: number | string;
}

const longestSeconds = 60;
const isText = (path: string) => /\.(csv|tsv|txt)$/i.test(path);
const isWanted = (path: string) => /\.(csv|tsv|txt|xlsx|xlsm|xlsb|xls|ods|html?)$/i.test(path);

/** Whatever stands first is the header: every sheet that holds anything is read, whole. */
function anyHeader(rows: readonly string[][]): FoundHeader | undefined {
  const at = rows.findIndex((row) => row.some((cell) => cell.trim() !== ''));
  if (at < 0) return undefined;
  return {
    firstRow: at + 1,
    lastRow: at + 1,
    cells: new Map([['a', 0]]),
    labels: [...(rows[at] ?? [])],
    missing: [],
  };
}

const anyTable = {
  sheet: undefined,
  records: undefined,
  find: anyHeader,
  isElsewhere: () => false,
  accept: (header: FoundHeader | undefined) => {
    if (header) return header;
    throw new UnreadableFile('empty_file');
  },
};

async function ourCount(warehouse: Warehouse, path: string): Promise<number | string> {
  let rows = 0;
  try {
    for await (const cells of readTables(warehouse, path, anyTable)) {
      const names = Array.from({ length: cells.width }, (_, at) => `trim(coalesce(_c${at}, ''))`);
      await handOver(cells, async ({ from }) => {
        const { n } = await warehouse.one<{ n: number }>(
          `select count(*) as n from ${from} where concat(${names.join(', ')}) <> ''`,
        );
        rows += n;
      });
    }
    return rows;
  } catch (error) {
    return error instanceof UnreadableFile ? error.code : `error: ${String(error).slice(0, 60)}`;
  }
}

async function theirCount(path: string): Promise<number | string> {
  try {
    if (isText(path)) {
      const { delimiter, encoding } = await findDialect(path, anyTable);
      if (!/^utf-?8/i.test(encoding.name)) return `${encoding.name}: not for csv-parse`;
      const records: string[][] = parse(readFileSync(path), {
        delimiter,
        bom: true,
        relax_column_count: true,
      });
      return records.filter((record) => record.some((cell) => cell.trim() !== '')).length;
    }
    const book = read(readFileSync(path), { cellFormula: false });
    const isHidden = (at: number) => (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0;
    const sheets = book.SheetNames.filter(
      (_, at) => !isHidden(at) || book.SheetNames.every((__, n) => isHidden(n)),
    );
    let rows = 0;
    for (const name of sheets) {
      const sheet = book.Sheets[name];
      const found = sheet
        ? utils.sheet_to_json<unknown[]>(sheet, { header: 1, blankrows: false, raw: false })
        : [];
      rows += found.filter((row) => row.some((cell) => String(cell ?? '').trim() !== '')).length;
    }
    return rows;
  } catch (error) {
    return `library: ${String(error).slice(0, 60)}`;
  }
}

/** The child: one file after the other. */
async function answerFiles(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'nq57-kpi-compare-'));
  process.on('disconnect', () => process.exit(0));
  process.on('message', async (path: string) => {
    const warehouse = await Warehouse.open({ path: ':memory:', temporary: scratch, reach: [path] });
    const answer: Answer = { ours: await ourCount(warehouse, path), theirs: await theirCount(path) };
    await warehouse.close();
    process.send?.(answer);
  });
  process.on('exit', () => void rm(scratch, { recursive: true, force: true }));
  process.send?.('ready');
}

const start = async (): Promise<ChildProcess> => {
  const child = fork(fileURLToPath(import.meta.url), ['--child'], {
    execArgv: ['--import', 'tsx', '--max-old-space-size=1500'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await new Promise((ready) => child.once('message', ready));
  return child;
};

const ask = (child: ChildProcess, path: string): Promise<Answer | string> =>
  new Promise((tell) => {
    const timer = setTimeout(() => done('takes too long'), longestSeconds * 1000);
    const died = () => done('takes the process down');
    function done(answer: Answer | string): void {
      clearTimeout(timer);
      child.off('exit', died);
      child.removeAllListeners('message');
      tell(answer);
    }
    child.once('exit', died);
    child.once('message', (answer) => done(answer as Answer));
    child.send(path);
  });

/** In what a file differs, in a few words. */
function outcome(answer: Answer | string): string {
  if (typeof answer === 'string') return answer;
  const { ours, theirs } = answer;
  if (ours === theirs && typeof ours === 'number') return 'agree';
  if (typeof ours === 'number' && typeof theirs === 'number')
    return ours > theirs ? 'more rows' : 'fewer rows';
  if (theirs === 0 && ours === 'empty_file') return 'agree';
  return typeof theirs === 'string' ? `not compared (${theirs.split(':')[0]})` : `refused: ${ours}`;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

async function compare(folders: readonly string[]): Promise<void> {
  let child = await start();
  for (const folder of folders) {
    const paths = (await readdir(folder, { recursive: true }))
      .map((path) => join(folder, path))
      .filter(isWanted);
    const counts = new Map<string, number>();
    for (const path of paths.sort()) {
      const answer = await ask(child, resolve(path));
      if (typeof answer === 'string') {
        child.kill('SIGKILL');
        child = await start();
      }
      const said = `${extname(path).toLowerCase()} ${outcome(answer)}`;
      counts.set(said, (counts.get(said) ?? 0) + 1);
      if (!/agree|not compared/.test(said))
        say(`  ${relative(folder, path)}: ${said} ${JSON.stringify(answer)}`);
    }
    say(`${folder}: ${paths.length} files`);
    for (const [said, files] of [...counts].sort(([a], [b]) => a.localeCompare(b)))
      say(`${String(files).padStart(6)}  ${said}`);
  }
  child.disconnect();
}

if (process.argv[2] === '--child') await answerFiles();
else await compare(process.argv.slice(2));
