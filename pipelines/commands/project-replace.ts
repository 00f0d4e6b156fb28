import { replaceFile } from '../config/project-folder.ts';
import { messages } from '../messages/index.ts';
import { filesOf } from '../run/setting.ts';
import type { Command } from './context.ts';
import { projectFolder } from './project-folder.ts';

export const run: Command<{ file: string }> = async (context, options) => {
  const folder = projectFolder(context);
  const { path, at, made } = await replaceFile(filesOf(context), folder, options.file.replaceAll('\\', '/'));
  const { replaced, kept } = messages().project;
  context.print(made ? replaced(path, at) : kept(path, at));
  return 0;
};
