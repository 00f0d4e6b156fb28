import { createValuesTable } from '../../warehouse/values-table.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { outlookOf } from './outlook.ts';
import { recentOf } from './recent.ts';
import { drawnWordsOf, neededOf, sentenceOf } from './sentence.ts';
import { yearsSoFar } from './years-so-far.ts';

/** Writes `measure.outlook`: one row for every indicator that has a target for the year. */
export async function writeOutlook(warehouse: Warehouse): Promise<void> {
  const years = await yearsSoFar(warehouse);
  await createValuesTable(
    warehouse,
    'measure.outlook',
    {
      indicator: 'varchar',
      class: 'varchar',
      course: 'varchar',
      value: 'double',
      target: 'double',
      expected: 'double',
      low: 'double',
      high: 'double',
      probability: 'double',
      required: 'double',
      recent: 'double',
      best: 'double',
      best_period: 'varchar',
      expected_rest: 'double',
      most_rest: 'double',
      rest_basis: 'varchar',
      open_cases: 'double',
      reachable: 'double',
      assured: 'double',
      broken: 'double',
      sentence: 'varchar',
      needed: 'varchar',
      required_text: 'varchar',
      range_text: 'varchar',
    },
    years.map((year) => {
      const its = outlookOf(year);
      const recent = recentOf(year);
      return {
        indicator: year.indicator,
        class: its.class,
        course: year.course,
        value: year.value,
        target: year.target,
        expected: its.expected,
        low: its.low,
        high: its.high,
        probability: its.probability,
        required: its.required,
        recent: recent.recent,
        best: recent.best,
        best_period: recent.bestPeriod,
        expected_rest: its.expectedRest,
        most_rest: its.mostRest,
        rest_basis: its.restBasis,
        open_cases: year.openCases,
        reachable: its.reachable,
        assured: its.assured,
        broken: its.broken,
        sentence: sentenceOf(year, its, recent),
        needed: neededOf(year, its, recent),
        ...drawnWordsOf(year, its, recent),
      };
    }),
  );
}
