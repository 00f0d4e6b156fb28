import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { nearest } from '../config/nearest.ts';
import { limitsOf } from '../config/reader-limits.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { onScreen } from '../messages/on-screen.ts';
import { projectOf } from '../run/setting.ts';
import type { Command, Context } from './context.ts';
import { composeFile } from './install/compose.ts';
import { crontab } from './install/crontab.ts';
import { systemdUnit } from './install/systemd.ts';
import type { Unattended } from './install/unattended.ts';
import { windowsScript } from './install/windows.ts';
import { portOf } from './serve-site.ts';

const printers: Record<
  'systemd' | 'cron' | 'windows' | 'compose',
  (its: Unattended, context: Context) => string
> = {
  systemd: systemdUnit,
  cron: crontab,
  windows: (its, { clock }) => windowsScript(its, clock()),
  compose: composeFile,
};
type System = keyof typeof printers;

const isSystem = (text: string): text is System => Object.hasOwn(printers, text);

function systemOf(said: string | undefined): System {
  if (said !== undefined && isSystem(said)) return said;
  const known = Object.keys(printers);
  const text = messages().install;
  const near = said === undefined ? undefined : nearest(said, known);
  throw new KpiError('bad_system', text.whichSystem(known, said, near), { exitCode: 2 });
}

/** A sign that breaks lines, or that no screen shows, would be lost between here and the file. Throws `bad_path` (exit code 2). */
function refuseUnprintable(paths: readonly string[]): void {
  const bad = paths.find((path) => onScreen(path) !== path || /[\r\n\t]/.test(path));
  if (bad !== undefined)
    throw new KpiError('bad_path', messages().install.badPath(JSON.stringify(bad)), { exitCode: 2 });
}

/** What the engine, the program and the building of the site take beside the reader of files, in megabytes. */
const besideReader = 2048;

/** Prints what an administrator puts in place, and tells (on stderr) where; nothing is changed. */
export const run: Command<{ print?: string; port?: string }> = async (context, options) => {
  const system = systemOf(options.print);
  const { plan, contracts } = await projectOf(context);
  const { program, project, home } = context;
  const { username, uid, gid } = userInfo();
  const its: Unattended = {
    name: `nq57-kpi-${plan.commune.code}`.replace(/[^\w-]/g, '-').toLowerCase(),
    node: process.execPath,
    program,
    home: home.root,
    project,
    port: portOf(options.port, plan),
    isPortSaid: options.port !== undefined,
    environment: join(home.secrets, 'kpi.env'),
    user: { name: username, uid, gid },
    schedule: plan.schedule,
    memory: Math.max(...contracts.map(({ file }) => limitsOf(file).memory_mb), 0) + besideReader,
  };
  refuseUnprintable([its.node, program, home.root, project ?? '', username]);
  const printed = printers[system](its, context);
  if (!existsSync(home.root)) context.say(messages().install.noHome(home.root));
  context.say(messages().install.where[system](its.name, its.environment));
  context.print(printed.trimEnd());
  return 0;
};
