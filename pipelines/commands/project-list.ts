import { refuseFaults } from '../config/fault.ts';
import { readProject } from '../config/project.ts';
import type { ProjectFile } from '../config/project-files.ts';
import { differenceOf, stateOf } from '../config/project-folder.ts';
import { messages } from '../messages/index.ts';
import { filesOf } from '../run/setting.ts';
import type { Command, Context } from './context.ts';
import { table } from './table.ts';

function showDifference(context: Context, folder: string, file: ProjectFile): void {
  const { gone, added } = differenceOf(folder, file);
  context.print(`\n${file.shown} ← ${file.path}`);
  for (const line of gone) context.print(`- ${line}`);
  for (const line of added) context.print(`+ ${line}`);
}

/** Whose each file is; of a commune's file how it stands to the program's, with `--diff` what the program has changed since. */
export const run: Command<{ diff?: boolean }> = async (context, options) => {
  const text = messages().project;
  const files = filesOf(context);
  refuseFaults(files.faults);
  const { off } = await readProject(files);
  const folder = context.project;
  const rows = files.all.map((file) => ({
    path: file.path,
    owner: file.owner,
    file: file.shown,
    state: folder === undefined || file.owner === 'program' ? ('same' as const) : stateOf(folder, file),
  }));
  if (context.json) {
    context.print(JSON.stringify({ project: folder ?? null, files: rows, off }));
    return 0;
  }
  const own = rows.filter(({ owner }) => owner === 'commune');
  if (own.length > 0) {
    const { column, owner, state } = text;
    const cells = own.map((row) => [row.file, owner[row.owner], state[row.state]]);
    context.print(table([column.file, column.owner, column.state], cells));
  }
  context.print(text.programFiles(rows.length - own.length));
  for (const [what, names] of [
    [text.what.source, off.sources],
    [text.what.indicator, off.indicators],
    [text.what.page, off.pages],
  ] as const)
    if (names.length > 0) context.print(text.off(what, names.join(', ')));
  if (options.diff && folder !== undefined)
    for (const file of files.all) if (file.replaces !== undefined) showDifference(context, folder, file);
  return 0;
};
