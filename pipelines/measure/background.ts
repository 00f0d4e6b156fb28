import { readFile } from 'node:fs/promises';
import type { Indicator } from '../config/indicator.ts';
import type { Project } from '../config/project.ts';
import { filesUnder, type ProjectFiles } from '../config/project-files.ts';
import { formulaFields } from '../config/shape.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';

/** A macro of `models/macros/`, as it is written there. */
export interface Macro {
  name: string;
  file: string;
  /** With the comments above it. */
  text: string;
}

/** A list that was delivered after the as-of day of the report, and is not used in it. */
export interface LaterList {
  [key: string]: unknown;
  file: string;
  /** ISO day. */
  own_date: string;
}

/** From which day, and by which rules, a reading is seen. */
export interface Background {
  /** The day up to which the data of the source reach, never after the report's. */
  as_of: string | null;
  /** The day at whose end what is open is judged: the period's last, or `as_of` within it. */
  cutoff: string | null;
  /** The macros that the formulas use, each after those that it uses itself. */
  macros: Macro[];
  later_lists: LaterList[];
}

/** The macros of a file, each with the comments above it. Statements are split as they are run: see `defineMacros`. */
export function macrosIn(shown: string, sql: string): Macro[] {
  const found: Macro[] = [];
  for (const piece of sql.split(/(?<=;)\s*\n/)) {
    const name = /create or replace temp macro (\w+)/i.exec(piece)?.[1];
    if (name !== undefined) found.push({ name, file: shown, text: piece.trim() });
  }
  return found;
}

async function macrosOf(files: ProjectFiles): Promise<Macro[]> {
  const read = filesUnder(files, 'models/macros/', '.sql').map(async ({ at, shown }) =>
    macrosIn(shown, await readFile(at, 'utf8')),
  );
  return (await Promise.all(read)).flat();
}

/** The macros that texts call, and those that these call, each once and after those it needs. */
export function calledIn(texts: readonly string[], known: readonly Macro[]): Macro[] {
  const found = new Set<Macro>();
  const visit = (text: string) => {
    for (const macro of known) {
      if (found.has(macro) || !new RegExp(`\\b${macro.name}\\s*\\(`).test(text)) continue;
      const body = macro.text
        .replace(/--.*$/gm, '')
        .replace(new RegExp(`macro\\s+${macro.name}\\s*\\(`, 'i'), '');
      visit(body);
      found.add(macro);
    }
  };
  texts.forEach(visit);
  return [...found];
}

/** What stands around a reading, of the indicators over facts that it rests on. Needs a computed warehouse. */
export async function backgroundOf(
  warehouse: Warehouse,
  { files }: Project,
  { indicator, counted, period }: { indicator: Indicator; counted: readonly Indicator[]; period: string },
): Promise<Background> {
  const [day] = await warehouse.all<{ as_of: string; cutoff: string }>(`
    select d.as_of::varchar as as_of, least(d.as_of, p.ends_on)::varchar as cutoff
    from measure.source_day d join plan.period p on p.period = ${literal(period)}
    where d.source = ${literal(indicator.source)}`);
  const sources = [...new Set(counted.map(({ source }) => literal(source)))].join(', ');
  const formulas = counted.flatMap((its) => formulaFields.map((field) => its[field] ?? ''));
  return {
    as_of: day?.as_of ?? null,
    cutoff: day?.cutoff ?? null,
    macros: calledIn(formulas, await macrosOf(files)),
    later_lists: await warehouse.all<LaterList>(`
      select file_name as file, own_date::varchar as own_date from measure.later_list
      where source in (${sources || 'null'}) order by own_date, natural_order(file_name)`),
  };
}
