import { type DeliveryRow, listDeliveries } from '../delivery/deliveries.ts';
import { messages } from '../messages/index.ts';
import { tellableQuotes } from '../run/tellable.ts';
import type { Command } from './context.ts';
import { overDeliveries } from './delivery.ts';
import { table } from './table.ts';

/** 2026-09-30 08:00:00 → 30/09/2026 */
export const vietnamese = (iso: string): string => iso.slice(0, 10).split('-').reverse().join('/');

export const datedBy = ({ own_date, dated_by }: DeliveryRow): string =>
  `${vietnamese(own_date)} (${messages().cli.delivery.datedBy[dated_by ?? 'taken']})`;

export const run: Command<{ source?: string }> = async (context, { source }) => {
  const rows = await overDeliveries(context, source, async (warehouse, contracts, project) => {
    const listed = await listDeliveries(
      warehouse,
      contracts.map(({ id }) => id),
    );
    const sentences = listed.flatMap(({ message }) => message ?? []);
    const tell = await tellableQuotes({ home: context.home, project, warehouse }, sentences);
    return listed.map((its) => ({ ...its, message: its.message && tell(its.message) }));
  });
  const { cli, label, locale } = messages();
  if (context.json) context.print(JSON.stringify(rows));
  else if (rows.length === 0) context.print(cli.none);
  else {
    const text = cli.delivery;
    const count = (rows: number | null) => rows?.toLocaleString(locale) ?? '—';
    const shown = rows.map((its) => [
      its.id,
      its.source,
      its.name,
      datedBy(its),
      vietnamese(its.pulled_at),
      label.delivery[its.state],
      count(its.rows_accepted),
      count(its.rows_standing),
    ]);
    const { column } = cli;
    const heads = [
      text.id,
      column.source,
      column.file,
      text.own,
      text.taken,
      text.state,
      column.rows,
      text.standing,
    ];
    context.print(table(heads, shown, [6, 7]));
  }
  return 0;
};
