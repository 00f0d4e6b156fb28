import { tryAll } from '../alert/try-all.ts';
import { refuseFaults } from '../config/fault.ts';
import { nearest } from '../config/nearest.ts';
import { readAlerts } from '../config/read-alerts.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import type { Command } from './context.ts';
import { table } from './table.ts';

/** Sends everybody, or those of one role, a message to try the way; 1 when one of them did not get it. */
export const run: Command<{ role?: string }> = async (context, { role }) => {
  const { home, clock, project, print, json } = context;
  const text = messages().alert.command;
  const refusal = (code: string, message: string) =>
    new KpiError(code, message, { exitCode: 2, hint: text.noneHint });
  const file = await readAlerts(project);
  if (!file) throw refusal('no_alerts', text.none);
  refuseFaults(file.faults);
  const { value: alerts } = file;
  const roles = Object.keys(alerts?.roles ?? {});
  if (!alerts || roles.length === 0) throw refusal('no_alert_roles', text.noRoles);
  if (role !== undefined && !roles.includes(role))
    throw refusal('unknown_role', text.noRole(role, roles, nearest(role, roles)));
  const tried = await tryAll({ home, env: process.env }, alerts, role, clock());
  if (json)
    print(
      JSON.stringify(tried.map(({ role, to, reason = null }) => ({ role, to, arrived: !reason, reason }))),
    );
  else
    print(
      table(
        text.columns,
        tried.map((its) => [its.role, its.to, its.reason ?? text.arrived]),
      ),
    );
  return tried.some(({ reason }) => reason !== undefined) ? 1 : 0;
};
