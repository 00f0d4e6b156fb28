import { join } from 'node:path';
import { messages } from '../../messages/index.ts';
import { commandLine, isPlain, type Unattended } from './unattended.ts';

/** One word for the shell that cron calls. */
const word = (text: string): string => (isPlain(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** For cron a "%" ends the command; behind a backslash it would, escaped or not, and so they are kept apart by quotes that hold nothing. */
const inCrontab = (shell: string): string => shell.replaceAll('\\%', "\\''%").replaceAll('%', '\\%');

/** Cron knows no seconds. */
const withoutSeconds = (expression: string): string => expression.trim().split(/\s+/).slice(-5).join(' ');

/** Lines of a crontab: the nightly refresh by the plan's schedule, and the site from the start of the machine on. */
export function crontab(its: Unattended): string {
  const text = messages().install.cron;
  const { refresh, time_zone } = its.schedule;
  const environment = word(its.environment);
  const said = word(join(its.home, 'logs', 'cron.log'));
  const line = (command: 'refresh' | 'site serve') =>
    inCrontab(
      `umask 077; set -a; [ ! -r ${environment} ] || . ${environment}; set +a; exec ${commandLine(its, command).map(word).join(' ')} >> ${said} 2>&1`,
    );
  return `# ${its.name}
# ${text.zone(time_zone)}
CRON_TZ=${time_zone}
${withoutSeconds(refresh)} ${line('refresh')}
@reboot ${line('site serve')}
`;
}
