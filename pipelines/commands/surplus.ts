/** A word as it is typed: in quotes where a blank would take it apart. */
const typed = (word: string): string => (/\s/.test(word) ? `"${word}"` : word);

/**
 * The command line with the words that were too many put to the text before them, in quotes: `--title Tỷ lệ` → `--title "Tỷ lệ"`.
 * Undefined where they follow no text, but a command's own words. `options` are the flags that take a text.
 */
export function requoted(
  args: readonly string[],
  surplus: readonly string[],
  options: readonly string[],
): string | undefined {
  const wanted = new Set(surplus);
  const parts: string[] = [];
  let isChanged = false;
  for (let at = 0; at < args.length; at += 1) {
    const flag = args[at] ?? '';
    const taken = args[at + 1];
    parts.push(typed(flag));
    if (!options.includes(flag) || taken === undefined) continue;
    let end = at + 2;
    while (end < args.length && wanted.has(args[end] ?? '')) end += 1;
    parts.push(end > at + 2 ? `"${args.slice(at + 1, end).join(' ')}"` : typed(taken));
    isChanged ||= end > at + 2;
    at = end - 1;
  }
  return isChanged ? parts.join(' ') : undefined;
}
