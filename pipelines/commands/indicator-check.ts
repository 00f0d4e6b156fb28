import { existsSync } from 'node:fs';
import { basesOf } from '../config/period.ts';
import { retiredSettings } from '../config/plan.ts';
import type { Project } from '../config/project.ts';
import { fileAt } from '../config/project-files.ts';
import { ripeningOf } from '../config/ripening.ts';
import { factFile, factName } from '../delivery/source-fact.ts';
import { type Reached, type TargetQuestion, targetQuestions } from '../measure/target-questions.ts';
import { messages } from '../messages/index.ts';
import { checkCatalogue } from '../run/check-catalogue.ts';
import { projectOf } from '../run/setting.ts';
import type { Command, Context } from './context.ts';
import { askMarts } from './marts.ts';

/** Says where a commune's SQL and a source have one name, or would have: of two facts only the written one is there. */
function tellShadowed({ say }: Context, { files, contracts }: Project): void {
  for (const contract of contracts) {
    const written = factFile(files, contract);
    const source = fileAt(files, `sources/${contract.id}/source.yaml`);
    if (written && [written, source].some(({ owner }) => owner === 'commune'))
      say(messages().cli.indicator.factInSql(factName(contract), written.shown, contract.id));
  }
}

/** Targets that are out of all proportion to what the home's readings say; undefined where there are none yet. */
async function askOfTargets(
  { home }: Context,
  { plan, indicators, targets }: Project,
): Promise<TargetQuestion[] | undefined> {
  if (!existsSync(home.marts)) return undefined;
  const [site] = await askMarts<{ as_of: string }>(home, 'select as_of::varchar as as_of from site');
  if (!site) return undefined;
  const reached = await askMarts<Reached>(
    home,
    `select indicator, period, nullif(breakdown, '') as "by", nullif(key, '') as key, value
     from reading where kind = 'year_to_date' and value is not null`,
  );
  const bases = basesOf({ plan, indicators });
  return targetQuestions(targets, { indicators, bases, asOf: site.as_of, reached });
}

/**
 * Checks the whole catalogue without any data: the files first, then every formula, date and scan over facts that have all
 * their columns and no row. Throws with every fault, by file and line; nothing is stored. Indicators of which nobody can tell
 * whether their periods go on changing are named. Targets are held against what
 * the home has come to: one out of all proportion is asked about, and is no fault (exit code 0).
 */
export const run: Command = async (context) => {
  const project = await projectOf(context);
  await checkCatalogue(context, project);
  tellShadowed(context, project);
  for (const setting of retiredSettings(project.plan)) context.say(setting);
  const { indicators, targets } = project;
  const unconfirmed = targets.filter(({ confirmed }) => !confirmed).length;
  const text = messages().cli.indicator;
  const questions = await askOfTargets(context, project);
  for (const { message } of questions ?? []) context.say(message);
  if (questions === undefined) context.say(text.target.notCompared);
  const unknown = indicators.filter((its) => ripeningOf(its, indicators) === 'unknown').map(({ id }) => id);
  if (unknown.length > 0) context.say(text.unknownRipening(unknown));
  const answer = { indicators: indicators.length, targets: targets.length, unconfirmed };
  context.print(
    context.json
      ? JSON.stringify({ ...answer, ripening_unknown: unknown, questions: questions ?? null })
      : text.sound(answer.indicators, answer.targets, unconfirmed),
  );
  return 0;
};
