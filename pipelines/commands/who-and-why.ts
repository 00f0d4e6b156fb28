import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { withoutNumbers } from './number-mask.ts';

/** What stands between a name and a reason: a colon, comma, semicolon or dash, or a bracket. */
const between = /\s*[:;,–—(]\s*|\s+-\s+/;

/**
 * Who asks for rows of persons' cases, and what for, out of one text: "Nguyễn Văn A, thanh tra quý III". Both are kept
 * (Luật 91/2025/QH15: for a named purpose, with access recorded). Throws `by_whom_missing`, `purpose_missing` (exit code 2).
 */
export function whoAndWhy(
  text: string | undefined,
  missing = messages().rows.byWhomMissing,
): { by_whom: string; purpose: string } {
  const { rows } = messages();
  const said = text?.trim() ?? '';
  if (!/\p{L}/u.test(said))
    throw new KpiError('by_whom_missing', missing, { exitCode: 2, hint: rows.byWhomHint });
  const found = between.exec(said);
  const by = said.slice(0, found?.index ?? said.length);
  const purpose = found ? said.slice(found.index + found[0].length).replace(/\)$/, '') : '';
  if (![by, purpose].every((part) => /\p{L}/u.test(part)))
    throw new KpiError('purpose_missing', rows.purposeMissing(withoutNumbers(said)), {
      exitCode: 2,
      hint: rows.byWhomHint,
    });
  return { by_whom: by, purpose };
}
