import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type Audit, auditSmallParts } from '../../pipelines/publish/gate/audit/audit.ts';
import { Engine, literal } from '../../pipelines/warehouse/engine.ts';
import { sampleHome } from '../support/sample-home.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.openEngine({ path: ':memory:' });
  await engine.run(`attach ${literal(join(sampleHome(), 'site', 'marts.duckdb'))} as marts (read_only)`);
  await engine.run(`attach ${literal(join(sampleHome(), 'warehouse.duckdb'))} as home (read_only)`);
  return () => engine.close();
}, 600_000);

const audit = (reading: string): Promise<Audit> =>
  auditSmallParts(engine.connection, {
    reading,
    period: 'marts.period',
    indicator: 'marts.indicator',
    site: 'marts.site',
  });

test('of the sample nothing hidden can be worked out', async () => {
  const { hidden, fallen, contradicting } = await audit('marts.reading');
  expect(hidden).toBeGreaterThan(2000);
  expect({ fallen, contradicting }).toEqual({ fallen: [], contradicting: [] });
});

test('what hides counts of 1 to 4 by hamlet, or all but them, and nothing else falls: more than two in five by sums and differences', async () => {
  await engine.run(`
    create or replace table old_rule as
    select r.indicator, r.period, coalesce(r.breakdown, '') as breakdown, coalesce(r.key, '') as key, null as left_out,
      case when not is_small then numerator end as numerator, case when not is_small then denominator end as denominator,
      case when not is_small then value end as value, case when not is_small then previous_value end as previous_value,
      case when is_small then 'suppressed' else status end as status
    from home.measure.reading r join home.plan.period p using (period),
      lateral (select breakdown is not distinct from 'hamlet'
        and coalesce(numerator between 1 and 4 or denominator between 1 and 4 or denominator - numerator between 1 and 4, false) as is_small)
    where p.year = (select plan_year from home.plan.site)`);
  const { hidden, fallen } = await audit('old_rule');
  const worked = fallen.reduce((sum, its) => sum + its.fallen, 0);
  expect(worked / hidden).toBeGreaterThan(0.4);
});
