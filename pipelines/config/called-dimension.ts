import { fold } from './fold.ts';

/** A dimension and what people call it. */
export interface CalledDimension {
  id: string;
  label: string;
}

/** All that a dimension may be called by: its id, its label, and each of the words that a label sets side by side ("Thôn/xóm"). */
const wordsOf = ({ id, label }: CalledDimension): string[] => [id, label, ...label.split(/[/,]/)].map(fold);

/** The id of the dimension that a word calls, by its id before all; undefined where it calls none, or two. */
export function calledDimension(word: string, dimensions: readonly CalledDimension[]): string | undefined {
  if (dimensions.some(({ id }) => id === word)) return word;
  const called = dimensions.filter((its) => wordsOf(its).includes(fold(word)));
  return called.length === 1 ? called[0]?.id : undefined;
}

/** `hamlet (Thôn/xóm)`, as messages name a dimension. */
export const dimensionText = ({ id, label }: CalledDimension): string => `${id} (${label})`;
