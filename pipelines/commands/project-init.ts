import { resolve } from 'node:path';
import { makeProjectFolder } from '../config/project-folder.ts';
import { messages } from '../messages/index.ts';
import type { Command } from './context.ts';

export const run: Command<{ folder: string }> = async (context, options) => {
  const folder = resolve(options.folder);
  await makeProjectFolder(context.program, folder);
  context.print(messages().project.initDone(folder));
  return 0;
};
