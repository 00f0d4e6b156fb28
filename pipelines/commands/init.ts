import { join } from 'node:path';
import { createHome } from '../config/home.ts';
import { pseudonymKey } from '../land/pseudonym.ts';
import { messages } from '../messages/index.ts';
import { projectOf } from '../run/setting.ts';
import type { Command } from './context.ts';

export const run: Command = async (context) => {
  const project = await projectOf(context);
  await createHome(
    context.home,
    project.contracts.map(({ id }) => id),
  );
  await pseudonymKey(context.home);
  context.print(messages().cli.initDone(context.home.root));
  for (const { id } of project.contracts)
    context.print(messages().cli.initInbox(join(context.home.inbox, id)));
  return 0;
};
