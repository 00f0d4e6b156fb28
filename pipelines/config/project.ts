import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { messages } from '../messages/index.ts';
import { aggregateOf } from './aggregate-of.ts';
import { readCalendar, type WorkingCalendar } from './calendar.ts';
import type { Contract } from './contract.ts';
import { type Fault, refuseFaults } from './fault.ts';
import { readHamletMap, type Tile } from './hamlet-map.ts';
import { hashFiles } from './hash-files.ts';
import { type Indicator, readIndicators } from './indicator.ts';
import { type Alias, dimensionFaults, readAliases } from './names.ts';
import { basesOf } from './period.ts';
import { type Plan, readPlan, readTargets, type Target } from './plan.ts';
import { fileAt, keptFolder, type ProjectFile, type ProjectFiles } from './project-files.ts';
import { tryContracts } from './read-contract.ts';
import { scheduleFaults } from './schedule.ts';
import { readScore, type Score } from './score-rules.ts';
import { indicatorsOff, type Off, offFaults, withoutPages } from './switch-off.ts';

/** All that a commune and the program write, read and checked once; nothing behind it looks for undefined. */
export interface Project {
  /** What is in force, without pages that are off. */
  files: ProjectFiles;
  plan: Plan;
  contracts: Contract[];
  /** Contracts of sources that are off: nothing is pulled or shown of them, but models may still name their tables. */
  idle: Contract[];
  indicators: Indicator[];
  targets: Target[];
  calendar: WorkingCalendar;
  /** Other names of places and offices that people have accepted. */
  aliases: Alias[];
  /** How the hamlets lie to each other; none where nobody has drawn it. */
  tiles: Tile[];
  /** The points of Quyết định 766/QĐ-TTg and how they are given. */
  score: Score;
  off: Off;
}

/** Whether the program has changed the file since the commune put its own in its place; undefined: not known. */
export function changedSince(folder: string, file: ProjectFile): boolean | undefined {
  if (file.replaces === undefined) return false;
  const kept = join(folder, keptFolder, file.path);
  if (!existsSync(kept)) return undefined;
  const of = (at: string) => hashFiles([{ path: file.path, at }]);
  return of(kept) !== of(file.replaces);
}

/** A fault in a file whose model in the program has changed may come from just that. */
function hintOf({ folder, all }: ProjectFiles, faults: readonly Fault[]): string | undefined {
  if (folder === undefined) return undefined;
  const faulty = all.filter((file) => faults.some((fault) => fault.file === file.shown));
  return faulty.some((file) => changedSince(folder, file)) ? messages().project.changedSince : undefined;
}

/** Reads a project. Throws one error (exit code 2) that lists all faults of all files. */
export async function readProject(files: ProjectFiles): Promise<Project> {
  const { contracts, ids: sources, faults: contractFaults } = await tryContracts(files);
  const { plan, faults: planFaults, lineOf } = await readPlan(files);
  const dimensions = plan && Object.keys(plan.dimensions);
  const lists = contracts.filter((its) => aggregateOf(its) === 'stock').map(({ id }) => id);
  const { faults: indicatorFaults, ...catalogue } = await readIndicators(files, {
    dimensions,
    sources,
    lists,
  });
  const { indicators } = catalogue;
  const bases = plan ? basesOf({ plan, indicators }) : [];
  const { targets, faults: targetFaults } = await readTargets(files, catalogue, bases);
  const { score, faults: scoreFaults } = await readScore(files, catalogue);
  const { calendar, faults: calendarFaults } = await readCalendar(files);
  const { aliases, faults: aliasFaults } = await readAliases(files, plan?.dimensions);
  const { tiles, faults: mapFaults } = await readHamletMap(files, plan?.commune.code);
  const switchedOff = plan ? offFaults(files, plan, lineOf, contracts, indicators) : [];
  const planFile = fileAt(files, 'models/plan/plan.yaml').shown;
  const unscheduled = plan ? scheduleFaults(plan.schedule, lineOf, planFile, sources) : [];
  const faults = [
    ...files.faults,
    ...contractFaults,
    ...calendarFaults,
    ...aliasFaults,
    ...mapFaults,
    ...(plan ? dimensionFaults(contracts, plan.dimensions) : []),
    ...planFaults,
    ...switchedOff,
    ...unscheduled,
    ...indicatorFaults,
    ...targetFaults,
    ...scoreFaults,
  ];
  refuseFaults(faults, hintOf(files, faults));
  if (!plan || !score || !calendar) throw new Error('files without faults have values');
  const off = { ...plan.off, indicators: indicatorsOff(indicators, plan.off) };
  const isOn = (id: string | undefined) => id === undefined || !off.indicators.includes(id);
  const limited = contracts.map((contract) => ({ ...contract, file: { ...plan.reader, ...contract.file } }));
  return {
    files: withoutPages(files, off.pages),
    plan,
    contracts: limited.filter(({ id }) => !off.sources.includes(id)),
    idle: contracts.filter(({ id }) => off.sources.includes(id)),
    indicators: indicators.filter(({ id }) => isOn(id)),
    targets: targets.filter(({ indicator }) => isOn(indicator)),
    calendar,
    aliases,
    tiles,
    score: {
      ...score,
      groups: score.groups.map((group) => ({
        ...group,
        items: group.items.map((item) =>
          [item.indicator, item.numerator, item.denominator].every(isOn)
            ? item
            : { ...item, indicator: undefined, numerator: undefined, denominator: undefined },
        ),
      })),
    },
    off,
  };
}
