import { parseCondition } from './condition.ts';
import type { Profile } from './profile.ts';

/**
 * A condition that a shell took apart at its blanks, as the quotes around it were forgotten: the text that was meant; undefined
 * where there is none.
 */
export function splitByBlank(profile: Profile, texts: readonly string[]): string | undefined {
  const isSound = (text: string) => 'value' in parseCondition(profile, text);
  for (const [from, text] of texts.entries()) {
    if (isSound(text)) continue;
    for (let to = from + 2; to <= texts.length; to += 1) {
      const joined = texts.slice(from, to).join(' ');
      if (isSound(joined)) return joined;
    }
  }
  return undefined;
}
