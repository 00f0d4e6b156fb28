import { messages } from '../messages/index.ts';
import { acceptThing } from '../run/accepted-things.ts';
import type { Command } from './context.ts';
import { requireByWhom } from './period-lock.ts';

export const run: Command<{ key: string; byWhom?: string }> = async (
  { home, clock, print },
  { key, byWhom },
) => {
  const who = requireByWhom(byWhom);
  const { what } = await acceptThing(home, key, who, clock().toISOString());
  print(messages().cli.todo.accepted(what, who));
  return 0;
};
