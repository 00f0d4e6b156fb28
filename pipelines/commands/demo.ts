import { existsSync, readdirSync } from 'node:fs';
import { createHome } from '../config/home.ts';
import { defaultSeed, writeDemo } from '../demo/index.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { projectOf } from '../run/setting.ts';
import type { Command, Context } from './context.ts';

/** True when nobody has put anything into the home yet: no file in an inbox, no warehouse. */
export function isEmptyHome({ home }: Context): boolean {
  if (existsSync(home.warehouse)) return false;
  if (!existsSync(home.inbox)) return true;
  return readdirSync(home.inbox, { recursive: true, withFileTypes: true }).every((entry) =>
    entry.isDirectory(),
  );
}

/** Writes the sample commune into a home that is empty or holds a sample already: never beside real data. */
export async function makeDemo(context: Context, seed: number): Promise<void> {
  const { home } = context;
  if (!existsSync(home.demo) && !isEmptyHome(context)) {
    throw new KpiError('home_in_use', messages().cli.demoRefused(home.root), {
      exitCode: 2,
      hint: messages().cli.demoRefusedHint,
    });
  }
  const project = await projectOf(context);
  await createHome(
    home,
    project.contracts.map(({ id }) => id),
  );
  const truth = await writeDemo(home, { seed });
  const files = [...truth.files, ...truth.sources];
  const rows = files.reduce((sum, file) => sum + file.read, 0);
  context.say(messages().cli.demoDone(files.length, rows.toLocaleString(messages().locale), home.inbox));
}

export const run: Command<{ seed?: string }> = async (context, options) => {
  const seed = options.seed === undefined ? defaultSeed : Number(options.seed);
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new KpiError('bad_number', messages().cli.badNumber('--seed', options.seed ?? ''), { exitCode: 2 });
  }
  await makeDemo(context, seed);
  return 0;
};
