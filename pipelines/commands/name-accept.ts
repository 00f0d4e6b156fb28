import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withAlias } from '../config/accept-name.ts';
import { localDate } from '../config/clock.ts';
import { type Alias, namesFile, overlap } from '../config/names.ts';
import { nearest } from '../config/nearest.ts';
import { placeFor } from '../config/project-files.ts';
import { replaceFile } from '../config/project-folder.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { findOfficial } from '../model/written-names.ts';
import { filesOf } from '../run/setting.ts';
import { writeWhole } from '../warehouse/whole-file.ts';
import { type Command, isoDay } from './context.ts';
import { type Names, overNames } from './names.ts';
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

/**
 * The name as the list has it, or its code where two have one name. Throws `unknown_dimension`, `unknown_name` and
 * `ambiguous_name` with what there is.
 */
async function officialOf({ warehouse, dimensions }: Names, { dimension, name }: Options): Promise<string> {
  const text = messages().cli.name;
  const ids = dimensions.map(({ id }) => id);
  const its = dimensions.find(({ id }) => id === dimension);
  if (!its) throw refuse('unknown_dimension', text.unknownDimension(dimension, ids, nearest(dimension, ids)));
  const { found, names } = await findOfficial(warehouse, its, name);
  const [official, other] = found;
  if (!official) throw refuse('unknown_name', text.unknown(name, its.source.id, nearest(name, names)));
  const { found: twins } = await findOfficial(warehouse, its, official.name);
  if (twins.length === 1) return official.name;
  if (other !== undefined || official.code === null)
    throw refuse(
      'ambiguous_name',
      text.several(
        name,
        twins.map(({ code }) => code ?? ''),
      ),
    );
  return official.code;
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
    const accepted = {
      dimension: options.dimension,
      written: options.written.trim(),
      name: await officialOf(names, options),
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
