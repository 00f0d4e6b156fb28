import { join } from 'node:path';
import { withoutAliases } from '../config/accept-name.ts';
import { namesFile } from '../config/names.ts';
import { nearest } from '../config/nearest.ts';
import { placeFor } from '../config/project-files.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { projectOf } from '../run/setting.ts';
import { writeWhole } from '../warehouse/whole-file.ts';
import { type Command, isoDay } from './context.ts';
import { dimensionCalled } from './names.ts';
import { projectFolder } from './project-folder.ts';

interface Options {
  dimension: string;
  written: string;
  from?: string;
}

const refuse = (code: string, message: string) => new KpiError(code, message, { exitCode: 2 });

/**
 * Takes a text that was accepted for a name out of the project folder again: all that was said of it, or what counts from one
 * day on. Counts from the next refresh on. Throws `unknown_dimension` and `name_not_accepted` with what there is.
 */
export const run: Command<Options> = async (context, options) => {
  const text = messages().cli.name;
  const folder = projectFolder(context);
  const from = isoDay(options.from, '--from');
  const { aliases, plan } = await projectOf(context);
  const dimensions = Object.entries(plan.dimensions).flatMap(([id, { label, names }]) =>
    names ? [{ id, label }] : [],
  );
  const { id: dimension } = dimensionCalled(dimensions, options.dimension);
  const written = options.written.trim();
  const accepted = aliases.filter((its) => its.dimension === dimension);
  const out = accepted.filter(
    (its) => its.written === written && (from === undefined || its.valid_from === from),
  );
  if (out.length === 0) {
    const texts = [...new Set(accepted.map((its) => its.written))];
    throw refuse('name_not_accepted', text.notAccepted(written, nearest(written, texts), texts));
  }
  const at = join(folder, placeFor(namesFile) ?? namesFile);
  const which = { dimension, written, ...(from === undefined ? {} : { valid_from: from }) };
  await writeWhole(at, await withoutAliases(at, which));
  for (const { name } of out) context.print(text.removed(written, name, at));
  return 0;
};
