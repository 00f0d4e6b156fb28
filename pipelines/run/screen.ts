import { readFile } from 'node:fs/promises';
import type { Project } from '../config/project.ts';
import { landedColumns, landingColumns } from '../land/compile-contract.ts';
import { landingTable } from '../land/landing-table.ts';
import { pseudonymKey } from '../land/pseudonym.ts';
import { listedNames } from '../model/written-names.ts';
import { asRead } from '../publish/gate/as-read.ts';
import { mask } from '../publish/gate/finding.ts';
import { KnownValues } from '../publish/gate/known-values.ts';
import { type MaskedValue, screenMarts } from '../publish/screen-marts.ts';
import { knownSecret } from '../warehouse/known-macros.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import type { Run } from './run.ts';

/** What is known of persons, with what may be told all the same. Needs `names.*`; whoever opens it closes it. */
export async function knownValues({
  home,
  project,
  warehouse,
}: Pick<Run, 'home' | 'project' | 'warehouse'>): Promise<KnownValues> {
  return KnownValues.open({
    folder: home.known,
    secret: knownSecret(await pseudonymKey(home)),
    listed: await listedNames(warehouse, project),
    publicNames: project.plan.public_names,
  });
}

/** Screens the marts and notes for officers what is masked, each with its origin. Returns how many values are. */
export async function screenRun(run: Run, marts: string): Promise<number> {
  const { warehouse, project } = run;
  const known = await knownValues(run);
  const masked = await screenMarts(marts, known).finally(() => known.close());
  const origins = await originsOf(warehouse, project, masked);
  await warehouse.transaction(async () => {
    await warehouse.run('delete from ops.masked_value');
    if (masked.length === 0) return;
    const rows = masked.map(({ mart, column, kind, found, person }) => {
      const { source, sha256, sheet, row, file, line } = origins.get(found) ?? {};
      const texts = [mart, column, kind, mask(found), source, sha256, sheet].map((text) => literal(text));
      const number = (its: number | undefined) => String(its ?? 'null');
      return `(${texts.join(', ')}, ${number(row)}, ${literal(file)}, ${number(line)}, ${literal(person?.source)}, ${literal(person?.sha256)}, ${number(person?.row)})`;
    });
    await warehouse.run(`insert into ops.masked_value values ${rows.join(',\n')}`);
  });
  return masked.length;
}

/** Where a piece of a text comes from: a row of a delivery, or a line of a file of the project. */
interface Origin {
  source?: string;
  sha256?: string;
  sheet?: string | undefined;
  row?: number;
  file?: string;
  line?: number;
}

/** A number begins with zeros or with its country. */
const digitsOf = (text: string): string => text.replace(/\D/g, '').replace(/^0+/, '');

/** The latest row with each piece; of what stands in no row the file of the project in which it stands. */
async function originsOf(
  warehouse: Warehouse,
  project: Project,
  masked: readonly MaskedValue[],
): Promise<Map<string, Origin>> {
  const origins = new Map<string, Origin>();
  const pieces = [...new Set(masked.map(({ found }) => found))];
  if (pieces.length === 0) return origins;
  for (const contract of project.contracts) {
    const types = new Map(landingColumns(contract).map(({ name, sqlType }) => [name, sqlType]));
    const texts = landedColumns(contract).filter(
      ({ name, personal }) => personal === undefined && types.get(name)?.toUpperCase() === 'VARCHAR',
    );
    if (texts.length === 0) continue;
    // As one text a row: a piece is found in whatever writing stands in the cell.
    const cells = `concat_ws(chr(10), ${texts.map(({ name }) => quoted(name)).join(', ')})`;
    const rows = await warehouse.all<{ piece: string; sha256: string; sheet: string | null; row: number }>(`
      select p.piece, l.sha256, arg_max(c._sheet, l.load_id) as sheet, arg_max(c._row, l.load_id)::integer as row
      from (select _load, _sheet, _row, ${cells} as cells from ${landingTable(contract)}) c
      join ops.load_in_force l on l.load_id = c._load
      join (select unnest([${pieces.map((piece) => literal(piece)).join(', ')}]) as piece) p
        on contains(lower(c.cells), p.piece)
          or (regexp_matches(p.piece, '^[\\p{L} ]+$') and contains(known_words(c.cells), p.piece))
          or (length(known_digits(p.piece)) >= 9 and contains(known_digits(c.cells), ltrim(known_digits(p.piece), '0')))
      group by p.piece, l.sha256, l.load_id
      qualify row_number() over (partition by p.piece order by l.load_id desc) = 1`);
    for (const { piece, sha256, sheet, row } of rows)
      if (!origins.has(piece))
        origins.set(piece, { source: contract.id, sha256, sheet: sheet ?? undefined, row });
  }
  for (const { path, at } of project.files.all) {
    if (pieces.every((piece) => origins.has(piece))) break;
    if (!/\.(?:ya?ml|md|sql)$/.test(path)) continue;
    for (const [index, line] of (await readFile(at, 'utf8')).split('\n').entries()) {
      const read = asRead(line).toLowerCase();
      const words = (read.replaceAll('ð', 'đ').match(/\p{L}+/gu) ?? []).join(' ');
      for (const piece of pieces) {
        if (origins.has(piece)) continue;
        const digits = digitsOf(piece);
        if (
          read.includes(piece) ||
          words.includes(piece) ||
          (digits.length >= 8 && digitsOf(read).includes(digits))
        )
          origins.set(piece, { file: path, line: index + 1 });
      }
    }
  }
  return origins;
}
