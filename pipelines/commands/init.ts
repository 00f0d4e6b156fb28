import { join } from 'node:path';
import { pseudonymKey } from '../land/pseudonym.ts';
import { messages } from '../messages/index.ts';
import { prepareHome } from '../run/in-run.ts';
import { projectOf } from '../run/setting.ts';
import type { Command } from './context.ts';

export const run: Command = async (context) => {
  const project = await projectOf(context);
  await prepareHome(context.home, project);
  await pseudonymKey(context.home);
  context.print(messages().cli.initDone(context.home.root));
  for (const { id } of project.contracts)
    context.print(messages().cli.initInbox(join(context.home.inbox, id)));
  return 0;
};
