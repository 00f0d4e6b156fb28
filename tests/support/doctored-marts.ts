import { copyFile } from 'node:fs/promises';
import { Engine, literal, quoted } from '../../pipelines/warehouse/engine.ts';

/** Copies marts and runs statements over the copy: what no sample has, a site of somebody may have. */
export async function doctorMarts(from: string, to: string, statements: readonly string[]): Promise<void> {
  await copyFile(from, to);
  const engine = await Engine.openEngine({ path: to, threads: 2 });
  try {
    for (const sql of statements) await engine.run(sql);
  } finally {
    await engine.close();
  }
}

/** Columns in which a name stands, by mart, with the column that tells one from another. */
const named: Record<string, [mart: string, column: string, of: string, where?: string][]> = {
  commune: [['site', 'commune', "''"]],
  indicator: [
    ...['indicator', 'reading', 'outlook', 'decision', 'hamlet_value', 'verdict_move'].map(
      (mart): [string, string, string] => [mart, 'name', 'indicator'],
    ),
    ['indicator', 'short_name', 'indicator'],
    ['decision', 'title', 'indicator'],
    ['hamlet_value', 'title', 'indicator'],
    ['verdict_move', 'title', 'indicator'],
  ],
  hamlet: [
    ['reading', 'key_label', 'key', "breakdown = 'hamlet'"],
    ['hamlet', 'key_label', 'key'],
    ['hamlet_value', 'key_label', 'key'],
  ],
  field: [
    ['reading', 'key_label', 'key', "breakdown in ('field', 'unit')"],
    ['time_lost', 'key_label', 'key_label', "dimension in ('field', 'procedure')"],
    ['vpcp06', 'field_label', 'field', "field <> ''"],
  ],
  group: [
    ...['indicator', 'reading', 'outlook', 'group_month', 'verdict_move'].map(
      (mart): [string, string, string] => [
        mart,
        'group_name',
        mart === 'group_month' ? 'group_id' : 'group_name',
      ],
    ),
  ],
  unit: [['indicator', 'unit_label', "''"]],
};

/**
 * Statements that give everything that has a name another one; a few letters of what it was come first, so that two stay two.
 *
 * @param which places, indicators … : keys of `named`
 */
export function rename(name: string, which: readonly string[] = Object.keys(named)): string[] {
  return which.flatMap((kind) =>
    (named[kind] ?? []).map(([mart, column, of, where]) => {
      const mark = name === '' || of === "''" ? "''" : `left(md5(${of}), 4)`;
      return `update ${quoted(mart)} set ${quoted(column)} = ${mark} || ${literal(name)} where ${where ?? 'true'} and ${of === "''" ? 'true' : `${of} <> ''`}`;
    }),
  );
}

/** Leaves the indicators of which the condition holds, as if the others were switched off. */
export const onlyIndicators = (where: string): string[] => [
  ...[
    'indicator',
    'outlook',
    'reading',
    'decision',
    'hamlet_value',
    'figure_difference',
    'verdict_move',
    'indicator_load',
  ].map((mart) => `delete from ${mart} where not (${where}) and indicator <> ''`),
  "update score_item set link = '' where link not in (select link from indicator)",
  ...counted,
];

/** Counts are what they are made of, after readings have been changed. */
const counted = [
  `update status_count c set indicators = (select count(*) from reading r where r.breakdown = '' and r.period = c.period and r.status = c.status)`,
  `update group_month g set
     judged = (select count(*) from reading r join indicator i using (indicator) where i.group_id = g.group_id and r.breakdown = '' and r.period = g.period and r.status in ('met', 'missed')),
     met = (select count(*) from reading r join indicator i using (indicator) where i.group_id = g.group_id and r.breakdown = '' and r.period = g.period and r.status = 'met')`,
  `delete from group_month where group_id not in (select group_id from indicator)`,
  `update headline set good = (select count(*) from outlook where class in ('sure', 'likely', 'on_course')), unlikely = (select count(*) from outlook where class = 'unlikely'),
     impossible = (select count(*) from outlook where class = 'impossible'), unknown = (select count(*) from outlook where class = 'unknown')`,
  ...['better', 'worse', 'judged', 'unjudged'].map(
    (way) =>
      `update headline h set ${way} = (select count(*) from verdict_move m where m.period = h.period and m.way = '${way}')`,
  ),
];

/** Leaves the hamlets of which the condition holds; where none is left the marts say so in a row. */
export const onlyHamlets = (where: string): string[] => [
  `create temp table kept as select key from hamlet where ${where}`,
  "delete from reading where breakdown = 'hamlet' and key not in (from kept)",
  "delete from hamlet_value where key not in (from kept) and key <> ''",
  "delete from hamlet where key not in (from kept) and key <> ''",
  "insert into hamlet by name select '' as key, '' as key_label, '' as hamlet, '' as link, 0 as sort_key where not exists (from hamlet)",
  noHamletValue,
];

const noHamletValue = `insert into hamlet_value by name select '' as period, '' as key, '' as key_label, 0 as place, '' as indicator, '' as title, '' as name,
  0 as sort_key, '' as value_text, 'no_data' as status, '' as status_label, '' as link where not exists (from hamlet_value)`;
const noDecision = [
  'delete from decision',
  `insert into decision by name select 0 as place, '' as indicator, '' as name, '' as title, '—' as value_text, '—' as target_text, '' as needed_text, '' as since_text,
     '' as worst_text, '' as more_text, '' as actor, '' as until_text, '' as link`,
];

/** A year of which one month has begun, and is over. */
export const oneMonth: string[] = [
  "delete from period where period <> '2026-01'",
  'update period set is_default = true, is_locked = false',
  "update site set default_period = '2026-01', default_period_label = (select label from period)",
  ...[
    'reading',
    'headline',
    'status_count',
    'group_month',
    'time_lost',
    'vpcp06',
    'coverage',
    'score',
    'score_item',
    'score_step',
    'hamlet_value',
    'verdict_move',
    'indicator_load',
  ].map((mart) => `delete from ${mart} where period not in ('2026-01', '')`),
  "update reading set change = null, previous_value = null, change_text = '—', change_note = '', at_age_text = ''",
  "update headline set previous_label = '', better = 0, worse = 0, judged = 0, unjudged = 0",
];

/** Every reading of the one status, as it would be with no target at all, each of them missed, or no file. */
export function statuses(status: 'no_target' | 'missed' | 'no_data'): string[] {
  const label = `(select any_value(status_label) from status_count where status = '${status}')`;
  const change: Record<typeof status, string> = {
    no_target:
      "target = null, target_text = '—', judged_value = null, judged_target = null, judged_text = ''",
    missed: '',
    no_data: `numerator = null, denominator = null, value = null, judged_value = null, low = null, high = null, previous_value = null, change = null, value_at_age = null,
      open_cases = null, left_out = null, value_text = '—', counts_text = '—', change_text = '—', change_note = '', at_age_text = '', ripening_text = '', cutoff_text = '',
      judged_text = '', interval_text = '', list_text = '', warning_text = '', left_out_text = '', before_text = '', today_text = ''`,
  };
  const isJudged = status === 'missed';
  return [
    `update reading set ${change[status]}${isJudged ? '' : ','} status = '${status}', status_label = ${label},
       status_order = (select any_value(status_order) from status_count where status = '${status}')${isJudged ? ' where target is not null and value is not null' : ''}`,
    ...noDecision,
    "delete from verdict_move where way <> ''",
    ...(isJudged
      ? [
          "update hamlet_value set status = 'missed' where status = 'met'",
          "update outlook set class = 'impossible', class_label = (select any_value(class_label) from outlook where class = 'impossible') where class <> 'none'",
        ]
      : [
          ...(status === 'no_data'
            ? ["delete from reading where breakdown <> ''", 'delete from time_lost', 'delete from overdue']
            : []),
          'delete from hamlet_value',
          noHamletValue,
          "update outlook set class = 'none', sentence = '', value = null, target = null, expected = null, low = null, high = null, required = null, required_text = '', range_text = ''",
          "update indicator set target_text = '—', target_note = 'Chưa có chỉ tiêu'",
        ]),
    ...counted,
  ];
}

/** Every reading that has a value has this one, which is of a size that the sample does not have. */
export function values(value: string): string[] {
  const text = `replace(replace(replace(format('{:,.1f}', ${value}::double), ',', ';'), '.', ','), ';', '.')`;
  return [
    `update reading set value = ${value}, numerator = ${value}, judged_value = if(judged_value is null, null, ${value}), change = ${value}, low = ${value}, high = ${value},
       value_text = replace(${text}, '-', '−') || if(unit = 'percent', ' %', ''), change_text = ${text}, counts_text = ${text} || '/' || ${text}
     where value is not null and unit <> 'yes_no'`,
    `update hamlet_value set value_text = ${text} where value_text <> ''`,
    `update decision set value = ${value}, value_text = ${text} where place > 0`,
    `update time_lost set days_late = greatest(${value}, 0), days_late_text = ${text} || ' ngày', days_waited_text = ${text} || ' ngày'`,
  ];
}
