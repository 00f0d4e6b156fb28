import type { Contract } from '../config/contract.ts';
import { messages } from '../messages/index.ts';
import { wholeRow } from '../warehouse/refusals.ts';

/**
 * Why a row is in neither count, in words: by the labels of the columns of a source whose values were refused, or because the
 * newest row of its record was.
 */
export function leftOutText(
  contracts: readonly Contract[],
  source: string,
  refused: readonly string[],
): string {
  const { newestRefused, valueRefused } = messages().measure;
  if (refused.includes(wholeRow)) return newestRefused;
  const columns = contracts.find(({ id }) => id === source)?.columns ?? [];
  const labels = new Map(columns.map(({ name, labels: [label] }) => [name, label ?? name]));
  return valueRefused(refused.map((name) => labels.get(name) ?? name));
}
