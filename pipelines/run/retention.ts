import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { overdueOriginals, prunableFiles, pruneFiles } from '../archive/prune.ts';
import { addDays, localDate } from '../config/clock.ts';
import type { Contract } from '../config/contract.ts';
import { days } from '../config/days.ts';
import { dropOldTexts } from '../land/old-texts.ts';
import { messages } from '../messages/index.ts';
import { timed } from './progress.ts';
import type { Run } from './run.ts';

type Kind = keyof NonNullable<Contract['retention']>;

/** The sources whose contract names how long something is kept, with the local time before which it was taken that goes today. */
function limits({ project, setting }: Run, kind: Kind): { contract: Contract; before: string }[] {
  const today = localDate(setting.clock());
  return project.contracts.flatMap((contract) => {
    const kept = contract.retention?.[kind];
    return kept === undefined ? [] : [{ contract, before: `${addDays(today, -days(kept))} 00:00:00` }];
  });
}

/** Takes quoted cells out of quarantine where the contract's time for them is over; before computing, because the site tells examples. */
export async function keepQuarantineTime(run: Run): Promise<void> {
  const due = limits(run, 'quarantine');
  if (due.length === 0) return;
  const { step, texts } = messages().run.retention;
  const work = async () => {
    let reasons = 0;
    for (const { contract, before } of due) reasons += await dropOldTexts(run.warehouse, contract.id, before);
    return reasons;
  };
  await timed(run.progress, step.quarantine, work, (reasons) => ({ [texts]: reasons }));
}

/** Removes originals whose time is over by their contract, as `kpi archive prune` does; says how many must stay all the same. */
export async function keepOriginalsTime(run: Run): Promise<void> {
  const due = limits(run, 'originals');
  if (due.length === 0) return;
  const { warehouse, home, progress } = run;
  const { step, originals, stay } = messages().run.retention;
  const work = async () => {
    let removed = 0;
    for (const { contract, before } of due) {
      const files = await prunableFiles(warehouse, home, [contract], before);
      await pruneFiles(warehouse, home, files, run.now());
      removed += files.length;
    }
    return removed;
  };
  await timed(progress, step.originals, work, (files) => ({ [originals]: files }));
  for (const { contract, before } of due) {
    const left = await overdueOriginals(warehouse, home, contract, before);
    if (left > 0) progress.note(stay(contract.id, left));
  }
}

/** Removes logs of runs whose time is over by the plan: each is named by the day of its run. */
export async function keepLogsTime({ home, project, setting, progress }: Run): Promise<void> {
  const before = addDays(localDate(setting.clock()), -project.plan.logs.keep_days);
  const old = (await readdir(home.logs)).filter((name) => {
    const day = /-(\d{4}-\d{2}-\d{2})\.log$/.exec(name)?.[1];
    return day !== undefined && day < before;
  });
  for (const name of old) await rm(join(home.logs, name), { force: true });
  if (old.length > 0) progress.note(messages().run.retention.logs(old.length));
}
