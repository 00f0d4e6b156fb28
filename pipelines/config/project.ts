import { readCalendar, type WorkingCalendar } from './calendar.ts';
import type { Contract } from './contract.ts';
import { type Indicator, readIndicators } from './indicator.ts';
import { basesOf } from './period.ts';
import { type Plan, readPlan, readTargets, type Target } from './plan.ts';
import { readContracts } from './read-contract.ts';
import { readScore, type Score } from './score-rules.ts';
import { refuseFaults } from './yaml-file.ts';

/** All that a commune writes, read and checked once; nothing behind it looks for undefined. */
export interface Project {
  /** The folder that holds sources/, models/ and reports/. */
  root: string;
  plan: Plan;
  contracts: Contract[];
  indicators: Indicator[];
  targets: Target[];
  calendar: WorkingCalendar;
  /** The points of Quyết định 766/QĐ-TTg and how they are given. */
  score: Score;
}

/** Reads a project. Throws one error (exit code 2) that lists all faults of all files. */
export async function readProject(root: string): Promise<Project> {
  const contracts = await readContracts(root);
  const { plan, faults: planFaults } = await readPlan(root);
  const { faults: indicatorFaults, ...catalogue } = await readIndicators(root, {
    dimensions: plan && Object.keys(plan.dimensions),
    sources: contracts.map(({ id }) => id),
  });
  const { indicators } = catalogue;
  const bases = plan ? basesOf({ plan, indicators }) : [];
  const { targets, faults: targetFaults } = await readTargets(root, catalogue, bases);
  const { score, faults: scoreFaults } = await readScore(root, catalogue);
  const { calendar, faults: calendarFaults } = await readCalendar(root);
  refuseFaults([...calendarFaults, ...planFaults, ...indicatorFaults, ...targetFaults, ...scoreFaults]);
  if (!plan || !score || !calendar) throw new Error('files without faults have values');
  return { root, plan, contracts, indicators, targets, score, calendar };
}
