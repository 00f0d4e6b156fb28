import { storedMessages } from '../messages/index.ts';
import type { Rule } from './row-rule.ts';

/** A sentence names so many choices; the contract has them all. */
const mostNamed = 12;

/**
 * The sentence for an officer. `{value}` in it is replaced by the masked value of the cell; a contract's check brings
 * its own sentence.
 */
export function reasonText(
  rule: Pick<Rule, 'code' | 'column' | 'message'>,
  label: string | undefined,
): string {
  if (rule.message !== undefined) return rule.message;
  const reasons: Record<string, string> = storedMessages().land.reason;
  const all = Object.keys(rule.column?.codes ?? {}).filter((text) => !/^\d+$/.test(text));
  const known = all.slice(0, mostNamed);
  if (all.length > known.length) known.push(storedMessages().land.others(all.length - known.length));
  return (reasons[rule.code] ?? rule.code)
    .replace('{label}', label ?? '')
    .replace('{order}', storedMessages().land.order[rule.column?.dates ?? 'day_first'])
    .replace('{known}', known.join(', '));
}
