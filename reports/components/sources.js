/** @import { Delivery, Freshness, Refusal } from './marts.js' */

/**
 * A source: how fresh it is, its deliveries, the newest first, and the reasons why rows were not simply accepted.
 *
 * @typedef {{
 *   fresh: Freshness, deliveries: Delivery[], reasons: Refusal[], refused: number, repaired: number, warned: number
 * }} Source
 */

/**
 * Rows of these deliveries, all together.
 *
 * @param {Delivery[]} deliveries
 * @param {'rows_read' | 'rows_accepted' | 'rows_refused' | 'rows_repaired' | 'rows_warned'} name
 */
export const sum = (deliveries, name) =>
  deliveries.reduce((total, delivery) => total + (delivery[name] ?? 0), 0);

const worstFirst = ['stale', 'late', 'undated', 'none_yet', 'fresh'];

/**
 * One entry a source, the stalest first.
 *
 * @param {Freshness[]} freshness
 * @param {Delivery[]} deliveries
 * @param {Refusal[]} refusals
 * @returns {Source[]}
 */
export function bySource(freshness, deliveries, refusals) {
  return freshness
    .map((fresh) => {
      const its = deliveries.filter(({ source }) => source === fresh.source);
      return {
        fresh,
        deliveries: its,
        reasons: refusals.filter((row) => row.source === fresh.source && (row.rows ?? 0) > 0),
        refused: sum(its, 'rows_refused'),
        repaired: sum(its, 'rows_repaired'),
        warned: sum(its, 'rows_warned'),
      };
    })
    .sort(
      (a, b) =>
        worstFirst.indexOf(a.fresh.state) - worstFirst.indexOf(b.fresh.state) ||
        a.fresh.source_title.localeCompare(b.fresh.source_title, 'vi'),
    );
}
