import { existsSync, readdirSync } from 'node:fs';
import { holdsSample } from '../config/home.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { prepareHome } from '../run/in-run.ts';
import { projectOf } from '../run/setting.ts';
import { defaultSeed, writeSample } from '../sample/index.ts';
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
export async function makeSample(context: Context, seed: number): Promise<void> {
  const { home } = context;
  if (!holdsSample(home) && !isEmptyHome(context)) {
    throw new KpiError('home_in_use', messages().cli.sampleRefused(home.root), {
      exitCode: 2,
      hint: messages().cli.sampleRefusedHint,
    });
  }
  const project = await projectOf(context);
  await prepareHome(home, project);
  const { files, rows } = await writeSample(home, { seed });
  context.say(messages().cli.sampleDone(files, rows.toLocaleString(messages().locale), home.inbox));
}

export const run: Command<{ seed?: string }> = async (context, options) => {
  const seed = options.seed === undefined ? defaultSeed : Number(options.seed);
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new KpiError('bad_number', messages().cli.badNumber('--seed', options.seed ?? ''), { exitCode: 2 });
  }
  await makeSample(context, seed);
  return 0;
};
