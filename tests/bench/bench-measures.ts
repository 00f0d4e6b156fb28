import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Indicator } from '../../pipelines/config/indicator.ts';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { countAll } from '../../pipelines/measure/count-all.ts';
import { writeCoverage } from '../../pipelines/measure/coverage/write-coverage.ts';
import { countLoads } from '../../pipelines/measure/loads.ts';
import { namedColumns } from '../../pipelines/measure/named-columns.ts';
import { writePlanTables } from '../../pipelines/measure/plan-tables.ts';
import { measureVintages } from '../../pipelines/measure/vintage.ts';
import { defineMacros } from '../../pipelines/model/run-models.ts';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { byHand } from './measures-by-hand.ts';
import { peakMegabytes } from './peak-memory.ts';

/**
 * Counts all dossier indicators over a large fact, by calendar and NĐ 09 periods and every breakdown, in turn with one
 * statement written by hand for the same counts; then 10, 20 and 40 indicators. `bench-measures.ts [rows]`.
 */
const rows = Number(process.argv[2] ?? 2_000_000);
const rounds = 3;
const scratch = mkdtempSync(join(tmpdir(), 'nq57-kpi-bench-'));

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** A year of invented dossiers as the models make them: a tenth still open, one in twelve late. */
const facts = `
  create or replace table fact.dossier as
  select 'H' || i as dossier_code, 'P' || (i % 79) as procedure_code, 'Thủ tục ' || (i % 79) as procedure_name,
    case when i % 97 > 0 then 'Lĩnh vực ' || (i % 15) end as field, ['online', 'direct', 'post'][1 + (i * 7) % 3] as channel,
    ['full', 'partial'][1 + i % 2] as service_level, 'Thôn ' || (i % 19) as hamlet, received_at, 'done' as status,
    i % 10 > 0 as finished, case when i % 10 > 0 then received_at + to_hours((i % 200)::integer) end as ended_at,
    case when i % 10 = 0 and i % 4 = 0 and i % 50 > 0 then received_at + interval 2 day end as waiting_since, (i % 50 = 0)::integer as supplement_count,
    case when i % 50 = 0 then received_at + interval 12 hour when i % 10 = 0 and i % 4 = 0 then received_at + interval 2 day end as supplement_requested_at,
    case when i % 50 = 0 then received_at + interval 36 hour end as supplemented_at,
    received_at + to_hours(((i % 12) * 24)::integer) as due_at, (i % 4) * 8000 as fee, ['none', 'national', 'provincial'][1 + i % 3] as payment,
    i % 5 > 0 as needs_written_result, i % 3 > 0 as electronic_result, i % 7 > 0 as digitised, 1 as _load
  from (select i, timestamp '2025-12-15' + to_seconds((i * 27000000 // ${rows})) as received_at from range(${rows}) t(i))`;

try {
  const project = await readProject(projectFiles(checkout));
  const dossiers = project.indicators.filter(({ fact }) => fact === 'dossier');
  const inBoth = dossiers.flatMap((its): Indicator[] => [
    its,
    { ...its, id: `${its.id}-nd09`, basis: 'nd09' },
  ]);
  const warehouse = await Warehouse.open({
    path: join(scratch, 'w.duckdb'),
    temporary: join(scratch, 'tmp'),
  });
  await defineMacros(warehouse, projectFiles(checkout));
  await warehouse.run(facts);
  const use = async (indicators: Indicator[]) => {
    const its = { ...project, indicators };
    await writePlanTables(warehouse, its, {
      runId: 'bench',
      asOf: '2026-10-31',
      computedAt: '2026-11-22 01:30:00',
      isSample: false,
    });
    await writeCoverage(warehouse, its.contracts);
    return its;
  };

  let peak = 0;
  let provenance = 0;
  const then: number[] = [];
  const ours: number[] = [];
  const hand: number[] = [];
  const all = await use(inBoth);
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await timed(() => countAll(warehouse, all)));
    // Earlier periods at the age of later ones: the statement by hand has nothing of the kind.
    const named = await namedColumns(warehouse, all);
    then.push(await timed(() => measureVintages(warehouse, all, named)));
    // Before the statement by hand has run, which needs more.
    if (round === 0) {
      provenance = await timed(() => countLoads(warehouse, all));
      peak = peakMegabytes();
    }
    hand.push(await timed(() => warehouse.run(byHand)));
    process.stderr.write(
      `round ${round + 1}: ours ${ours.at(-1)?.toFixed(2)} s, by hand ${hand.at(-1)?.toFixed(2)} s\n`,
    );
  }
  // A bench of two different answers would compare nothing.
  const { different } = await warehouse.one<{ different: number }>(`
    select count(*) as different from bench.by_hand h join measure.expected using (indicator, period) left join measure.counted c
      on c.indicator = h.indicator and c.period = h.period
      and c.breakdown is not distinct from h.breakdown and c.key is not distinct from h.key
    where abs(c.numerator - h.numerator) < 1e-6 * greatest(1, abs(h.numerator)) is not true
      or c.denominator is distinct from h.denominator`);
  const { compared } = await warehouse.one<{ compared: number }>(
    'select count(*) as compared from bench.by_hand join measure.expected using (indicator, period)',
  );
  if (different > 0 || compared === 0) throw new Error(`${different} of ${compared} counts differ`);
  process.stdout.write(
    `bench measure rows=${rows} indicators=${inBoth.length} seconds=${median(ours).toFixed(2)} hand_seconds=${median(hand).toFixed(2)} ratio=${(median(ours) / median(hand)).toFixed(2)} equal_age_seconds=${median(then).toFixed(2)} loads_seconds=${provenance.toFixed(2)} peak_mb=${peak}\n`,
  );

  // What one indicator more costs: the same shapes with another filter each.
  const plain = dossiers.filter(({ shape, meets }) => shape === 'ratio' && !/cutoff/.test(meets ?? ''));
  for (const count of [10, 20, 40]) {
    const many = Array.from({ length: count }, (_, at): Indicator => {
      const its = plain[at % plain.length] as Indicator;
      return { ...its, id: `more-${at}`, meets: `(${its.meets}) and fee <> ${at}` };
    });
    const chosen = await use(many);
    const seconds = median([
      await timed(() => countAll(warehouse, chosen)),
      await timed(() => countAll(warehouse, chosen)),
      await timed(() => countAll(warehouse, chosen)),
    ]);
    process.stdout.write(`bench measure_more indicators=${count} seconds=${seconds.toFixed(2)}\n`);
  }
  await warehouse.close();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
