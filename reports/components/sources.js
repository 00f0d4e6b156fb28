/** @import { File, Freshness, Refusal } from './marts.js' */

/**
 * A source: how fresh it is, its files, the newest first, and the reasons why rows were not simply accepted.
 *
 * @typedef {{
 *   fresh: Freshness, files: File[], reasons: Refusal[], refused: number, repaired: number, warned: number
 * }} Source
 */

/**
 * Rows of these files, all together.
 *
 * @param {File[]} files
 * @param {'rows_read' | 'rows_accepted' | 'rows_refused' | 'rows_repaired' | 'rows_warned'} name
 */
export const sum = (files, name) => files.reduce((total, file) => total + (file[name] ?? 0), 0);

const worstFirst = ['stale', 'late', 'undated', 'none_yet', 'fresh'];

/**
 * One entry a source, the stalest first.
 *
 * @param {Freshness[]} freshness
 * @param {File[]} files
 * @param {Refusal[]} refusals
 * @returns {Source[]}
 */
export function bySource(freshness, files, refusals) {
  return freshness
    .map((fresh) => {
      const its = files.filter((file) => file.source === fresh.source);
      return {
        fresh,
        files: its,
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
