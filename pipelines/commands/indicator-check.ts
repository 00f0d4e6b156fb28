import type { Project } from '../config/project.ts';
import { fileAt } from '../config/project-files.ts';
import { factFile, factName } from '../delivery/source-fact.ts';
import { breakdownsOf } from '../measure/plan/breakdown.ts';
import { messages } from '../messages/index.ts';
import { checkCatalogue } from '../run/check-catalogue.ts';
import { projectOf } from '../run/setting.ts';
import type { Command, Context } from './context.ts';

/** Says where a commune's SQL and a source have one name, or would have: of two facts only the written one is there. */
function tellShadowed({ say }: Context, { files, contracts }: Project): void {
  for (const contract of contracts) {
    const written = factFile(files, contract);
    const source = fileAt(files, `sources/${contract.id}/source.yaml`);
    if (written && [written, source].some(({ owner }) => owner === 'commune'))
      say(messages().cli.indicator.factInSql(factName(contract), written.shown, contract.id));
  }
}

/**
 * Checks the whole catalogue without any data: the files first, then every formula, date and scan over facts that have all
 * their columns and no row. Throws with every fault, by file and line; nothing is stored.
 */
export const run: Command = async (context) => {
  const project = await projectOf(context);
  await checkCatalogue(context, project);
  tellShadowed(context, project);
  const { indicators, targets } = project;
  const unconfirmed = targets.filter(({ confirmed }) => !confirmed).length;
  const hidden = breakdownsOf(project).filter((its) => its.is_protected);
  const answer = {
    indicators: indicators.length,
    targets: targets.length,
    unconfirmed,
    protected: hidden.map(({ indicator, breakdown }) => ({ indicator, breakdown })),
  };
  if (context.json) {
    context.print(JSON.stringify(answer));
    return 0;
  }
  const { sound, isProtected } = messages().cli.indicator;
  context.print(sound(answer.indicators, answer.targets, unconfirmed));
  for (const dimension of new Set(hidden.map(({ breakdown }) => breakdown))) {
    const its = hidden.filter(({ breakdown }) => breakdown === dimension).map(({ indicator }) => indicator);
    context.print(isProtected(project.plan.dimensions[dimension]?.label ?? dimension, its));
  }
  return 0;
};
