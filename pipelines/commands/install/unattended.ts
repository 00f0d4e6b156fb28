import { join } from 'node:path';

/** What runs unwatched on a machine, as each kind of system is told it. All paths are absolute. */
export interface Unattended {
  /** Tells it from another commune's on the same machine: `nq57-kpi-13894`. */
  name: string;
  node: string;
  program: string;
  home: string;
  project: string | undefined;
  /** Where readers find the site on this machine. */
  port: number;
  /** Whether the port is another than the plan's, and has to be said. */
  isPortSaid: boolean;
  /** `KPI_SECRET_…` and other variables, mode 0600; need not be there. */
  environment: string;
  user: { name: string; uid: number; gid: number };
  schedule: { refresh: string; time_zone: string };
  /** Megabytes that a night takes at most. */
  memory: number;
}

/** A command of this program as a process is started with it, the executable first. */
export const commandLine = (
  { node, program, home, project, port, isPortSaid }: Unattended,
  command: 'schedule' | 'refresh' | 'site serve',
): string[] => [
  node,
  join(program, 'pipelines', 'kpi.mjs'),
  ...command.split(' '),
  ...(isPortSaid && command !== 'refresh' ? ['--port', String(port)] : []),
  ...['--home', home],
  ...(project === undefined ? [] : ['--project', project]),
];

/** What no quoting changes anything about, wherever it stands. */
export const isPlain = (text: string): boolean => /^[\w./:=@,+-]+$/.test(text);
