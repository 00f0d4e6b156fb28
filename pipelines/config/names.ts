import { z } from 'zod';
import { messages } from '../messages/index.ts';
import type { Contract } from './contract.ts';
import type { Fault } from './fault.ts';
import { nearest } from './nearest.ts';
import type { Plan } from './plan.ts';
import { fileAt, type ProjectFiles } from './project-files.ts';
import { readYaml } from './yaml-file.ts';

/** Where aliases stand in the program's order. */
export const namesFile = 'models/plan/names.yaml';

const day = z.iso.date();
const aliasesSchema = z.strictObject({
  names: z.array(
    z.strictObject({
      dimension: z.string().min(1),
      written: z.string().trim().min(1).describe('The text as it stands in exports'),
      name: z.string().trim().min(1).describe('The official name that is meant, or its code'),
      valid_from: day
        .optional()
        .describe('First day of rows for which it is meant; before, the text is a name of its own'),
      valid_to: day.optional().describe('Last day of rows for which it is meant'),
      accepted_by: z.string().min(1).optional(),
      accepted_on: day.optional(),
    }),
  ),
});

/** Another name of a place or office, as somebody has accepted it. Days are ISO; those of its bounds are within. */
export type Alias = z.output<typeof aliasesSchema>['names'][number];

/** Dimensions whose values have official names. */
const namedDimensions = (dimensions: Plan['dimensions']): string[] =>
  Object.entries(dimensions).flatMap(([id, { names }]) => (names ? [id] : []));

/** Whether two aliases speak of the same text on the same day. */
export const overlap = (a: Alias, b: Alias): boolean =>
  a.dimension === b.dimension &&
  a.written === b.written &&
  (a.valid_from ?? '') <= (b.valid_to ?? '9') &&
  (b.valid_from ?? '') <= (a.valid_to ?? '9');

/**
 * `models/plan/names.yaml`, with all its faults: dimensions without names, days in the wrong order, one text accepted for two
 * names of the same day. Without dimensions (they cannot be read) nothing is said of them.
 */
export async function readAliases(
  files: ProjectFiles,
  dimensions: Plan['dimensions'] | undefined,
): Promise<{ aliases: Alias[]; faults: Fault[] }> {
  const file = await readYaml(fileAt(files, namesFile), aliasesSchema);
  const aliases = file.value?.names ?? [];
  const text = messages().config;
  const known = dimensions && namedDimensions(dimensions);
  aliases.forEach((alias, at) => {
    const { dimension, written, valid_from: from, valid_to: to } = alias;
    if (known && !known.includes(dimension))
      file.fault(['names', at, 'dimension'], text.noNames(dimension, nearest(dimension, known), known));
    if (from !== undefined && to !== undefined && from > to)
      file.fault(['names', at, 'valid_to'], text.endsBeforeStart(from, to));
    const twin = aliases.slice(0, at).find((its) => overlap(its, alias));
    if (twin) file.fault(['names', at, 'written'], text.aliasTwice(written, twin.name));
  });
  return { aliases, faults: file.faults };
}

/** Columns whose dimension has no names, or that are no text. */
export function dimensionFaults(contracts: readonly Contract[], dimensions: Plan['dimensions']): Fault[] {
  const text = messages().config;
  const known = namedDimensions(dimensions);
  return contracts.flatMap(({ columns, placeOf }) =>
    columns.flatMap(({ name, dimension, type, personal }) => {
      if (dimension === undefined) return [];
      const path = ['columns', name, 'dimension'];
      const fault = (message: string) => [{ ...placeOf(path), field: path.join('.'), message }];
      if (!known.includes(dimension)) return fault(text.noNames(dimension, nearest(dimension, known), known));
      if (type !== 'text' || personal !== undefined) return fault(text.namesOfText);
      return [];
    }),
  );
}
