import type { Rule } from './row-rule.ts';

/**
 * What is said of a row is kept as bits of BIGINT columns `_said0`, `_said1`, …: cheap to compute for each of millions of
 * sound rows, and a table of reasons can be made from it later for the few others.
 */
export interface PlacedRule extends Rule {
  /** Which column of bits. */
  mask: number;
  bit: bigint;
}

/** Bits of a BIGINT that are used. */
const bitsOfMask = 62;

/** Gives each rule its bit; the rules of one group (one cell) stay together in one mask. */
export function place(groups: readonly Rule[][]): PlacedRule[] {
  const placed: PlacedRule[] = [];
  let mask = 0;
  let used = 0;
  for (const group of groups) {
    if (used + group.length > bitsOfMask) {
      mask += 1;
      used = 0;
    }
    for (const rule of group) {
      placed.push({ ...rule, mask, bit: 1n << BigInt(used) });
      used += 1;
    }
  }
  return placed;
}

/** Names of the columns of bits that these rules need. */
export function maskNames(rules: readonly PlacedRule[], prefix = '_said'): string[] {
  const last = Math.max(0, ...rules.map(({ mask }) => mask));
  return Array.from({ length: last + 1 }, (_, mask) => `${prefix}${mask}`);
}

/** SQL: whether one of these rules is said of a row. Never null where the bits are not. */
export function isSaid(rules: readonly PlacedRule[], prefix = '_said'): string {
  const wanted = new Map<number, bigint>();
  for (const { mask, bit } of rules) wanted.set(mask, (wanted.get(mask) ?? 0n) | bit);
  const tests = [...wanted].map(([mask, bits]) => `${prefix}${mask} & ${bits} <> 0`);
  return tests.length === 0 ? 'false' : `(${tests.join(' or ')})`;
}

/** SQL: the bits of rules of which only the first that holds is said; a sound cell costs next to nothing. */
export const firstOf = (rules: readonly PlacedRule[]): string =>
  `case ${rules.map(({ when, bit }) => `when ${when} then ${bit}::bigint`).join(' ')} else 0::bigint end`;

/** SQL: the union of terms of bits. */
export const union = (terms: readonly string[]): string =>
  terms.length === 0 ? '0::bigint' : terms.join(' | ');
