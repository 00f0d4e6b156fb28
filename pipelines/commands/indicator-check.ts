import { messages } from '../messages/index.ts';
import { checkCatalogue } from '../run/check-catalogue.ts';
import { projectOf } from '../run/setting.ts';
import type { Command } from './context.ts';

/**
 * Checks the whole catalogue without any data: the files first, then every formula, date and scan over facts that have all
 * their columns and no row. Throws with every fault, by file and line; nothing is stored.
 */
export const run: Command = async (context) => {
  const project = await projectOf(context);
  await checkCatalogue(context, project);
  const { indicators, targets } = project;
  const unconfirmed = targets.filter(({ confirmed }) => !confirmed).length;
  const answer = { indicators: indicators.length, targets: targets.length, unconfirmed };
  context.print(
    context.json
      ? JSON.stringify(answer)
      : messages().cli.indicator.sound(answer.indicators, answer.targets, unconfirmed),
  );
  return 0;
};
