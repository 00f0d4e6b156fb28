import { yearShown } from '../../config/period.ts';
import { replacedRules } from '../../config/project-files.ts';
import { planTable } from './plan-table.ts';

/** One row: whose report this is, and the run that made it. */
export const site = planTable({
  name: 'site',
  columns: {
    commune: 'varchar',
    province: 'varchar',
    commune_code: 'varchar',
    plan_title: 'varchar',
    // The year that is shown; another one than the plan's once that is long over.
    plan_year: 'integer',
    ended_year: 'integer',
    as_of: 'date',
    computed_at: 'timestamp',
    is_sample: 'boolean',
    run_id: 'varchar',
    few_cases: 'integer',
    replaced_rules: 'varchar',
    address: 'varchar',
  },
  // The files by which the commune counts otherwise than the program: whoever reads the report is told.
  rows: ({ project: { plan, files }, now }) => [
    {
      commune: plan.commune.name,
      province: plan.commune.province,
      commune_code: plan.commune.code,
      plan_title: plan.plan.title,
      plan_year: yearShown(plan.plan.year, now.asOf),
      ended_year: now.asOf > `${plan.plan.year}-12-31` ? plan.plan.year : null,
      as_of: now.asOf,
      computed_at: now.computedAt,
      is_sample: now.isSample,
      run_id: now.runId,
      few_cases: plan.status.few_cases,
      replaced_rules: replacedRules(files)
        .map(({ path }) => path)
        .join(', '),
      address: (plan.site.address ?? '').replace(/\/+$/, ''),
    },
  ],
});
