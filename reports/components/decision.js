/** @import { Decision } from './marts.js' */

/**
 * How far a value is on its way to a target that is above it, 0–1.
 *
 * @param {Pick<Decision, 'value' | 'target'>} row
 */
export function shareOfTarget({ value, target }) {
  if (value === null || !target) return 0;
  return Math.max(0, Math.min(1, value / target));
}
