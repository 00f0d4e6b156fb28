import { localTimestamp } from '../config/clock.ts';
import type { Indicator } from '../config/indicator.ts';
import type { Project } from '../config/project.ts';
import { KpiError } from '../error.ts';
import { recordAccess, type ShownAs } from '../measure/access.ts';
import { backgroundOf } from '../measure/background.ts';
import { countedFor } from '../measure/loads.ts';
import { namedColumns } from '../measure/named-columns.ts';
import { computedReading, lockedReading, readingRows } from '../measure/reading-rows.ts';
import { makeRowTable } from '../measure/row-table.ts';
import { modelsVersion, ruleVersion } from '../measure/rule-version.ts';
import { messages } from '../messages/index.ts';
import { defineMacros } from '../model/run-models.ts';
import { openWarehouse } from '../run/open-warehouse.ts';
import { takeRunLock } from '../run/run-lock.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { Context } from './context.ts';
import { readingOf } from './explained-reading.ts';
import type { RowOptions } from './rows-options.ts';
import { type Asked, type Shown, showAs } from './rows-shown.ts';
import { sheetRows } from './rows-workbook.ts';
import { whoAndWhy } from './who-and-why.ts';

/** More than a screen or two is for a file. */
const defaultLimit = 50;

const refuse = (code: string, message: string, hint: string) =>
  new KpiError(code, message, { exitCode: 2, hint });

const formOf = ({ json }: Context, xlsx: string | undefined): ShownAs => {
  if (xlsx !== undefined) return 'xlsx';
  return json ? 'json' : 'table';
};

/** How many rows are shown; undefined: all. */
const mostOf = (form: ShownAs, limit: string | undefined): number | undefined => {
  if (limit !== undefined) return Number(limit);
  return form === 'table' ? defaultLimit : undefined;
};

/** The reading whose rows are asked for. Throws `suppressed_part`, `no_number` and `other_rule` (exit code 2). */
async function askedFor(
  warehouse: Warehouse,
  project: Project,
  indicator: Indicator,
  { period, by }: { period: string | undefined; by: string | undefined },
): Promise<Asked> {
  const { rows: text } = messages();
  const { reading, part } = await readingOf(
    warehouse,
    { indicator, dimensions: project.plan.dimensions },
    period,
    by,
  );
  if (reading.status === 'suppressed')
    throw refuse(
      'suppressed_part',
      text.suppressed(`${reading.breakdown_label}: ${reading.key_label}`),
      text.suppressedHint,
    );
  const computed = await computedReading(warehouse, indicator.id, reading.period, part);
  if (computed === undefined || !computed.hasNumber)
    throw refuse('no_number', text.noNumber(reading.period_label, reading.status_label), text.noNumberHint);
  const rule = ruleVersion(indicator, project.indicators, modelsVersion(project.files));
  if (computed.rule !== rule) throw refuse('other_rule', text.otherRule, text.otherRuleHint);
  return { indicator, reading, part };
}

async function rowsOf(
  warehouse: Warehouse,
  project: Project,
  { indicator, reading: { period }, part }: Asked,
  limit: number | undefined,
): Promise<Shown> {
  const counted = await makeRowTable(
    warehouse,
    project,
    await namedColumns(warehouse, project),
    indicator,
    period,
    part,
  );
  const { as_of, cutoff } = await backgroundOf(warehouse, project, {
    indicator,
    counted: countedFor(indicator, project.indicators),
    period,
  });
  return {
    counted,
    as_of,
    cutoff,
    locked: await lockedReading(warehouse, indicator.id, period, part),
    rows: await readingRows(warehouse, project, limit),
    total: counted.reduce((sum, its) => sum + its.rows, 0),
  };
}

/**
 * Shows the rows behind a number to whoever can read the home, after it has been recorded who asks and what for: no run may be under
 * way (it would take the record with it), and where it cannot be recorded nothing is shown.
 */
export async function showRows(
  context: Context,
  project: Project,
  indicator: Indicator,
  which: { period: string | undefined; by: string | undefined },
  { byWhom, limit, xlsx }: RowOptions,
): Promise<0> {
  const { rows: text } = messages();
  const form = formOf(context, xlsx);
  const accessed_at = localTimestamp(context.clock());
  const access = { ...whoAndWhy(byWhom), accessed_at };
  const letGo = await takeRunLock(context.home.lock, accessed_at);
  try {
    const warehouse = await openWarehouse(context.home);
    try {
      await defineMacros(warehouse, project.files);
      const asked = await askedFor(warehouse, project, indicator, which);
      const shown = await rowsOf(warehouse, project, asked, mostOf(form, limit));
      if (form === 'xlsx' && shown.rows.length >= sheetRows)
        throw refuse('too_many_rows', text.tooMany(shown.rows.length), text.tooManyHint);
      await recordAccess(warehouse, {
        kind: 'rows',
        ...access,
        indicator: indicator.id,
        period: asked.reading.period,
        by: asked.part?.breakdown ?? null,
        key: asked.part?.key ?? null,
        rows: shown.rows.length,
        shown_as: form,
      });
      await showAs(context, project, { asked, shown, access, xlsx });
    } finally {
      await warehouse.close();
    }
  } finally {
    await letGo();
  }
  return 0;
}
