import type { PostgresSettings } from '../config/pull-settings.ts';
import { networkFault, PullFault } from './fault.ts';

/** Says an error of the server (by SQLSTATE) or of the connection in our own words. */
export function postgresFault(where: string, settings: PostgresSettings, error: unknown): PullFault {
  if (error instanceof PullFault) return error;
  const { code, message = '' } = error as { code?: string; message?: string };
  if (code === undefined || !/^[0-9A-Z]{5}$/.test(code)) return connectionFault(where, error, message);
  if (code.startsWith('28')) return PullFault.lasting('postgres_denied', where, settings.user);
  if (code === '3D000') return PullFault.lasting('postgres_database', where, settings.database);
  if (code === '57014') return PullFault.lasting('timed_out', where, settings.statement_timeout);
  if (code === '25006') return PullFault.lasting('postgres_read_only', where);
  // Too many connections, starting up or shutting down, a conflict with replication.
  if (/^(53|57P|08|40)/.test(code)) return PullFault.passing('postgres_busy', [where, code]);
  // Of class 42 (syntax, names, rights) the message quotes the query; others may quote data, so a person's.
  const reason = code.startsWith('42') ? `${code}: ${message.slice(0, 200)}` : code;
  if (code === '42501') return PullFault.lasting('postgres_no_right', where, reason);
  return PullFault.lasting('postgres_query', where, reason);
}

/** The driver gives its own errors no code; its texts are fixed (pg 8.23, lib/connection.js and client.js). */
function connectionFault(where: string, error: unknown, message: string): PullFault {
  if (message.includes('does not support SSL')) return PullFault.lasting('postgres_ssl', where);
  if (/Connection terminated|connection closed|Client has encountered/i.test(message)) {
    return /timeout/.test(message)
      ? PullFault.passing('unreachable', [where, 'ETIMEDOUT'])
      : PullFault.passing('cut_short', [where]);
  }
  if (/timeout expired/.test(message)) return PullFault.passing('unreachable', [where, 'ETIMEDOUT']);
  if (/SASL|password must be/.test(message)) return PullFault.lasting('postgres_protocol', where);
  if (/ERR_|E[A-Z]+/.test(String((error as { code?: unknown }).code ?? '')))
    return networkFault(where, error);
  return PullFault.lasting('postgres_protocol', where);
}
