import { messages } from '../messages/index.ts';
import type { Row } from '../warehouse/warehouse.ts';
import type { Command } from './context.ts';
import { askMarts } from './marts.ts';

interface OutlookRow extends Row {
  name: string;
  class_label: string;
  sentence: string;
}

/** What the year will probably come to, by indicator; what needs attention first. */
export const run: Command = async (context) => {
  const rows = await askMarts<OutlookRow>(
    context.home,
    `select indicator, class, value, target, expected, low, high, probability, required, recent, best, best_period, expected_rest, most_rest,
       rest_basis, open_cases, reachable, assured, broken, sentence, name, class_label
     from outlook where class <> 'none' order by class_order, sort_key`,
  );
  if (context.json) {
    context.print(JSON.stringify(rows.map(({ name: _name, class_label: _label, ...row }) => row)));
    return 0;
  }
  const classes = [...new Set(rows.map((row) => row.class_label))];
  const paragraphs = classes.map((label) => {
    const its = rows.filter((row) => row.class_label === label);
    return [`${label} (${its.length})`, ...its.map((row) => `  ${row.name}\n    ${row.sentence}`)].join('\n');
  });
  context.print(paragraphs.join('\n\n') || messages().cli.none);
  return 0;
};
