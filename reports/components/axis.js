/**
 * Round values for an axis that covers low…high in about four steps: axis(83, 98) → [80, 85, 90, 95, 100].
 * The first is at or below `low`, the last at or above `high`: nothing lies outside.
 *
 * @param {number} low
 * @param {number} high
 * @param {boolean} isWhole of what is counted: no value lies between two whole numbers
 */
export function axis(low, high, isWhole = false) {
  const span = high - low || Math.abs(high) || 1;
  const rough = isWhole ? Math.max(span / 4, 1) : span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    (isWhole && power < 10 ? [1, 2, 5, 10] : [1, 2, 2.5, 5, 10])
      .map((each) => each * power)
      .find((each) => each >= rough * 0.999) ?? 10 * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = [];
  for (let at = first; at <= Math.max(last, first + 1); at += 1)
    ticks.push(Number((at * step).toPrecision(12)));
  return ticks;
}
