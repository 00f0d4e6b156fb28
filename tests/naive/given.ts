import type { Project } from '../../pipelines/config/project.ts';
import type { Given } from './compute.ts';

/** What the naive implementation needs of a project, with the circumstances of one report. */
export const givenOf = (
  { plan, indicators, contracts, calendar }: Project,
  report: Pick<Given, 'reportDay' | 'deliveries' | 'facts'>,
): Given => ({
  ...report,
  catalogue: indicators,
  year: plan.plan.year,
  ownDay: plan.periods.own_closes_on ?? 0,
  bases: [...new Set(['calendar' as const, ...indicators.map(({ basis }) => basis)])],
  isWorked: (day) =>
    calendar.worked.has(day) || (!calendar.daysOff.has(day) && ![0, 6].includes(new Date(day).getUTCDay())),
  habits: Object.fromEntries(
    contracts.map(({ id, expect, record }) => {
      const every = inDays(expect.every);
      return [
        id,
        {
          monthsOfFile: every > 270 ? 12 : every > 135 ? 6 : every > 45 ? 3 : 1,
          dueAfter: expect.due_day ?? Math.max(1, inDays(expect.warn_after) - every),
          keeps: record.delivery,
        },
      ];
    }),
  ),
  staleAfter: Object.fromEntries(contracts.map(({ id, expect }) => [id, inDays(expect.stale_after)])),
});

/** `62d`, `36h` */
const inDays = (text: string): number =>
  text.endsWith('h') ? Math.round(Number.parseInt(text, 10) / 24) : Number.parseInt(text, 10);
