import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { KpiError } from '../error.ts';
import { makeForm } from '../form/form.ts';
import { messages } from '../messages/index.ts';
import type { Command } from './context.ts';
import { knownSource } from './known-source.ts';

/** Writes the form of a source; never over a file that may hold somebody's work. */
export const run: Command<{ id: string; out?: string }> = async (context, { id, out }) => {
  const contract = await knownSource(context, id);
  const path = resolve(out ?? `${id}.xlsx`);
  try {
    await writeFile(path, await makeForm(contract), { flag: 'wx' });
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    const text = messages().cli.template;
    throw new KpiError('template_not_written', exists ? text.exists(path) : text.notWritten(path), {
      exitCode: 2,
      cause,
    });
  }
  context.print(messages().cli.template.done(path));
  return 0;
};
