import { messages, storedMessages } from '../messages/index.ts';
import type { Draft } from './contract-text.ts';
import type { DraftColumn } from './guess-column.ts';
import type { SampleTable } from './samples.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/** What is told of a column, for people: on the terminal, and in the README. */
export function columnFacts(column: DraftColumn, { draft: text } = messages()): string[] {
  const { profile, name, type, personal, remark } = column;
  const isUsed = remark !== 'ordinal';
  return [
    profile.label,
    isUsed ? name : text.left,
    isUsed ? text.type[type] : '',
    personal ? text.personal[personal] : '',
    text.filled(profile.rows === 0 ? 0 : profile.filled / profile.rows),
    text.count(profile.distinct),
  ];
}

export function fileFacts(table: SampleTable, name: string, { draft } = messages()): string {
  return draft.file(name, table.encoding, table.sheet, table.headerRow, table.rows);
}

/** The README of a drafted source: what the program could see, and what a person has to tell. */
export function readmeText(draft: Draft, tables: readonly SampleTable[]): string {
  const words = storedMessages();
  const { readme, column } = words.draft;
  const head = [column.label, column.name, column.type, column.personal, column.filled, column.distinct];
  return [
    readme.intro(draft.title),
    readme.get(draft.id),
    readme.files,
    tables.map((table) => `- ${fileFacts(table, draft.files[table.file] ?? '', words)}`).join('\n'),
    readme.columns,
    [
      line(head),
      `|${'---|'.repeat(4)}--:|--:|`,
      ...draft.columns.map((drafted) => line(columnFacts(drafted, words))),
    ].join('\n'),
    readme.personal,
    readme.sample,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}
