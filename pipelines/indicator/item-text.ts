import { isMap, isScalar, isSeq, LineCounter, parse, parseDocument, stringify, type YAMLSeq } from 'yaml';
import type { ComposedTarget } from './compose.ts';
import type { Line } from './counting.ts';

/** A value on one line of YAML. */
function valueText(value: Line['value']): string {
  if (value === null) return '~';
  if (Array.isArray(value)) return `[${value.map((its) => valueText(its)).join(', ')}]`;
  return stringify(value, { lineWidth: 0, blockQuote: false }).trim();
}

/** One item of a list, a comment above each choice; `indent` is where its dash stands. */
function itemLines(lines: readonly Line[], heading: string, indent: string): string[] {
  const inside = `${indent}  `;
  const body = lines.flatMap(({ field, value, why }, at) => [
    ...(why === undefined ? [] : [`${inside}# ${why}`]),
    `${at === 0 ? `${indent}- ` : inside}${field}: ${valueText(value)}`,
  ]);
  return [`${indent}# ${heading}`, ...body];
}

/** Where the items of a list stand: behind which character the next one goes, and how far its dash is moved in. */
interface Slot {
  from: number;
  to: number;
  indent: string;
}

function slotOf(text: string, field: string): Slot | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (!isMap(document.contents)) return undefined;
  const pair = document.contents.items.find((item) => isScalar(item.key) && item.key.value === field);
  if (!pair || !isScalar(pair.key) || !pair.key.range) return undefined;
  const afterKey = text.indexOf(':', pair.key.range[1]) + 1;
  const list = pair.value as YAMLSeq | null;
  const isEmpty =
    list === null || (isScalar(list) && list.value === null) || (isSeq(list) && list.items.length === 0);
  if (isEmpty)
    return { from: afterKey, to: (isSeq(list) ? list.range?.[1] : undefined) ?? afterKey, indent: '  ' };
  if (!isSeq(list) || list.flow === true || !list.range) return undefined;
  const indent = ' '.repeat(lines.linePos(list.range[0]).col - 1);
  const end = list.range[1];
  const written = text.slice(0, end).trimEnd().length;
  return { from: written, to: written, indent };
}

/**
 * Puts an item behind the others of a list of a YAML file; all that stands there stays as it is written, comments too.
 * Undefined where the list is not there, or written in brackets on one line.
 */
export function withItem(
  text: string,
  list: 'indicators' | 'targets',
  lines: readonly Line[],
  heading: string,
): string | undefined {
  const slot = slotOf(text, list);
  if (!slot) return undefined;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const added = itemLines(lines, heading, slot.indent).join(newline);
  const gap = list === 'indicators' ? newline + newline : newline;
  const rest = text.slice(slot.to);
  const result = `${text.slice(0, slot.from)}${gap}${added}${/^[ \t]*(\r?\n|$)/.test(rest) ? '' : newline}${rest}`;
  return result.endsWith('\n') ? result : result + newline;
}

/** A file of indicators that begins with one. */
export function newFile(
  group: { id: string; name: string; order: number },
  lines: readonly Line[],
  heading: { file: string; item: string },
): string {
  const { id, name, order } = group;
  return [
    `# ${heading.file}`,
    `group: { id: ${valueText(id)}, name: ${JSON.stringify(name)}, order: ${order} }`,
    '',
    'indicators:',
    ...itemLines(lines, heading.item, '  '),
    '',
  ].join('\n');
}

/** Fields that a file gives to all of its indicators and this one has not: taken away, or they would be this one's too. */
export function withoutDefaults(text: string, lines: readonly Line[]): string[] {
  const defaults: unknown = Object(parse(text)).defaults;
  return Object.keys(Object(defaults)).filter((field) => !lines.some((line) => line.field === field));
}

export const targetLines = ({ indicator, year, value, source, confirmed }: ComposedTarget): Line[] =>
  Object.entries({ indicator, year, value, source, confirmed }).map(([field, its]) => ({
    field,
    value: its,
  }));
