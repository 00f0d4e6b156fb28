import { fold } from '../config/fold.ts';

/** What tells the labels of columns that are one column, written across. */
export interface AcrossPattern {
  column: string;
  /** What a label says of which of them it is: the part with what differs; undefined for the label of another column. */
  textIn(label: string): string | undefined;
}

const separator = ' › ';
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A part of a pattern as an expression over folded text; * stands for what differs. */
const partOf = (part: string): RegExp =>
  new RegExp(`^${fold(part).split('*').map(escaped).join('.+')}$`, 'u');

/** A pattern speaks of the lowest rows of a header: "Tháng *" also of "Số thuế đã nộp › Tháng 1". */
function textOf(pattern: string): AcrossPattern['textIn'] {
  const parts = pattern.split(separator);
  const expressions = parts.map(partOf);
  const differing = parts.findLastIndex((part) => part.includes('*'));
  const telling = differing < 0 ? parts.length - 1 : differing;
  return (label) => {
    const its = label.split(separator).slice(-parts.length);
    const isOne = its.length === parts.length && its.every((part, at) => expressions[at]?.test(fold(part)));
    return isOne ? its[telling] : undefined;
  };
}

/** The patterns of all columns that are written across. */
export const acrossPatterns = (
  wanted: readonly { name: string; across?: readonly string[] | undefined }[],
): AcrossPattern[] =>
  wanted.flatMap(({ name, across = [] }) =>
    across.map((pattern) => ({ column: name, textIn: textOf(pattern) })),
  );
