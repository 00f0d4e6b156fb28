import type { Project } from '../../pipelines/config/project.ts';
import type { Given } from './compute.ts';

/** What the naive implementation needs of a project, with the circumstances of one report. */
export const givenOf = (
  { plan, indicators, contracts }: Project,
  report: Pick<Given, 'reportDay' | 'deliveries' | 'facts'>,
): Given => ({
  ...report,
  catalogue: indicators,
  year: plan.plan.year,
  ownDay: plan.periods.own_closes_on ?? 0,
  staleAfter: Object.fromEntries(contracts.map(({ id, expect }) => [id, inDays(expect.stale_after)])),
});

/** `62d`, `36h` */
const inDays = (text: string): number =>
  text.endsWith('h') ? Math.round(Number.parseInt(text, 10) / 24) : Number.parseInt(text, 10);
