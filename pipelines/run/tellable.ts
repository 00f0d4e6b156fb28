import { asRead } from '../publish/gate/as-read.ts';
import { writtenMatches } from '../publish/gate/personal-patterns.ts';
import { masked } from '../publish/screen-marts.ts';
import type { Run } from './run.ts';
import { knownValues } from './screen.ts';

/**
 * Of texts that quote cells, what the screen of an officer may show: `[đã che]` in place of one in which something of a person stands,
 * as on the site. Where it stands is told beside it, and the file is the officer's own.
 */
export async function tellable(
  run: Pick<Run, 'home' | 'project' | 'warehouse'>,
  texts: readonly string[],
): Promise<(text: string) => string> {
  const known = await knownValues(run);
  const persons = await known.find(texts).finally(() => known.close());
  const isPersonal = (text: string) => persons.has(text) || writtenMatches(asRead(text), 'data').length > 0;
  const hidden = new Set(texts.filter(isPersonal));
  return (text) => (hidden.has(text) ? masked : text);
}

const pieces = (sentence: string): string[] => sentence.match(/"[^"]+"/g) ?? [];

/** The same of sentences that quote cells, headers and names of sheets between quotation marks: of each only the piece is hidden. */
export async function tellableQuotes(
  run: Pick<Run, 'home' | 'project' | 'warehouse'>,
  sentences: readonly string[],
): Promise<(sentence: string) => string> {
  const quoted = sentences.flatMap(pieces);
  if (quoted.length === 0) return (sentence) => sentence;
  const tell = await tellable(run, quoted);
  return (sentence) =>
    pieces(sentence).reduce((said, piece) => said.replace(piece, () => tell(piece)), sentence);
}
