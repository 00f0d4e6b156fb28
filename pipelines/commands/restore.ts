import { resolve } from 'node:path';
import { messages } from '../messages/index.ts';
import { restore } from '../run/backup/restore.ts';
import type { Command } from './context.ts';
import { knownPassphrase } from './passphrase.ts';

export interface RestoreOptions {
  file: string;
  passphraseFile?: string;
}

export const run: Command<RestoreOptions> = async (context, { file, passphraseFile }) => {
  const { env, stdin: input } = process;
  const passphrase = () => knownPassphrase(context, { file: passphraseFile, env, input });
  const { about, project } = await restore(context, { file: resolve(file), passphrase });
  const text = messages().backup;
  // Whose figures those will be is for somebody to decide.
  const code = project?.state === 'differs' ? 1 : 0;
  const { root } = context.home;
  if (context.json) {
    const { folder = null, state: project_state = null } = project ?? {};
    const { bytes: bytes_inside, ...its } = about;
    context.print(JSON.stringify({ home: root, ...its, bytes_inside, project: folder, project_state }));
    return code;
  }
  context.print(text.restored(root, about.files));
  context.print(text.holds(about.holds));
  if (project !== null) context.print(text.project[project.state](project.folder));
  context.print(text.next(root));
  return code;
};
