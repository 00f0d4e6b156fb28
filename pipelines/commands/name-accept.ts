import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withAlias } from '../config/accept-name.ts';
import { localDate } from '../config/clock.ts';
import { type Alias, namesFile, overlap } from '../config/names.ts';
import { placeFor } from '../config/project-files.ts';
import { replaceFile } from '../config/project-folder.ts';
import type { NamedDimension } from '../delivery/written-names.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { findOfficial, type OfficialName, officialsWritten } from '../model/written-names.ts';
import { filesOf } from '../run/setting.ts';
import { writeWhole } from '../warehouse/whole-file.ts';
import { type Command, isoDay } from './context.ts';
import { dimensionCalled, type Names, overNames } from './names.ts';
import { requireByWhom } from './period-lock.ts';
import { projectFolder } from './project-folder.ts';

interface Options {
  dimension: string;
  written: string;
  name: string;
  from?: string;
  until?: string;
  byWhom?: string;
}

const refuse = (code: string, message: string) => new KpiError(code, message, { exitCode: 2 });

/** The row of the list that a name or code means. Throws `unknown_name` and `ambiguous_name` with what there is. */
async function officialOf(
  { warehouse }: Names,
  dimension: NamedDimension,
  name: string,
): Promise<{ official: OfficialName; written: string }> {
  const text = messages().cli.name;
  const { found, near } = await findOfficial(warehouse, dimension, name);
  const [official, other] = found;
  if (!official) throw refuse('unknown_name', text.unknown(name, dimension.source.id, near));
  const { found: twins } = await findOfficial(warehouse, dimension, official.name);
  if (twins.length === 1) return { official, written: official.name };
  if (other !== undefined || official.code === null)
    throw refuse(
      'ambiguous_name',
      text.several(
        name,
        twins.map(({ code }) => code ?? ''),
      ),
    );
  return { official, written: official.code };
}

/**
 * Throws `name_listed` where a text already is a name on the list: taken for another one on all days, the place that has it
 * would be in no count. A text that two places have may be said to mean one of them.
 */
async function refuseListed(
  { warehouse }: Names,
  dimension: NamedDimension,
  written: string,
  official: OfficialName,
): Promise<void> {
  const text = messages().cli.name;
  const its = await officialsWritten(warehouse, dimension, written);
  const [first] = its;
  const isMeant = its.some(({ name, code }) => name === official.name && code === official.code);
  if (!first || (isMeant && its.length > 1)) return;
  throw refuse(
    'name_listed',
    isMeant
      ? text.alreadyIs(written, first.name)
      : text.listed(written, first.name, dimension.source.id, official.name),
  );
}

/** Writes into the project folder that a text of the sources means a name on the list. Counts from the next refresh on. */
export const run: Command<Options> = async (context, options) => {
  const text = messages().cli.name;
  const folder = projectFolder(context);
  const by = requireByWhom(options.byWhom);
  const [from, until] = [isoDay(options.from, '--from'), isoDay(options.until, '--until')];
  if (from !== undefined && until !== undefined && from > until)
    throw refuse('bad_days', messages().config.endsBeforeStart(from, until));
  const alias = await overNames(context, async (names): Promise<Alias> => {
    const dimension = dimensionCalled(names.dimensions, options.dimension);
    const { official, written: name } = await officialOf(names, dimension, options.name);
    const written = options.written.trim();
    // From a day on it may be: the place was joined to the other.
    if (from === undefined) await refuseListed(names, dimension, written, official);
    const accepted = {
      dimension: dimension.id,
      written,
      name,
      ...(from === undefined ? {} : { valid_from: from }),
      ...(until === undefined ? {} : { valid_to: until }),
      accepted_by: by,
      accepted_on: localDate(context.clock()),
    };
    const twin = names.project.aliases.find((its) => overlap(its, accepted));
    if (twin) throw refuse('name_accepted', messages().config.aliasTwice(accepted.written, twin.name));
    return accepted;
  });
  const at = join(folder, placeFor(namesFile) ?? namesFile);
  if (!existsSync(at)) await replaceFile(filesOf(context), folder, namesFile);
  await writeWhole(at, await withAlias(at, alias));
  context.print(text.accepted(alias.written, alias.name, at));
  return 0;
};
