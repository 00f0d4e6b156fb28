import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { messages } from '../messages/index.ts';
import { projectOf } from '../run/setting.ts';
import type { Command } from './context.ts';
import { askMarts } from './marts.ts';
import { table } from './table.ts';

interface Freshness {
  [key: string]: unknown;
  source: string;
  /** ISO date, empty where there is none. */
  data_until: string;
  data_until_text: string;
  state: string;
  state_label: string;
  rows_current: number;
}

export const run: Command = async (context) => {
  const { contracts } = await projectOf(context);
  const known = existsSync(context.home.marts)
    ? await askMarts<Freshness>(context.home, 'select * from freshness')
    : [];
  const sources = contracts.map((contract) => ({
    source: contract.id,
    title: contract.title,
    publisher: contract.publisher,
    steward: contract.steward,
    inbox: join(context.home.inbox, contract.id),
    freshness: known.find(({ source }) => source === contract.id),
  }));
  if (context.json) {
    const answer = sources.map(({ freshness, ...source }) => ({
      ...source,
      data_until: freshness?.data_until || null,
      state: freshness?.state ?? 'none_yet',
      rows: freshness?.rows_current ?? 0,
    }));
    context.print(JSON.stringify(answer));
    return 0;
  }
  const { column } = messages().cli;
  const headers = [
    column.source,
    column.title,
    column.publisher,
    column.dataUntil,
    column.state,
    column.inbox,
  ];
  const rows = sources.map((s) => [
    s.source,
    s.title,
    s.publisher,
    s.freshness?.data_until_text ?? '—',
    s.freshness?.state_label ?? '—',
    s.inbox,
  ]);
  context.print(table(headers, rows));
  return 0;
};
