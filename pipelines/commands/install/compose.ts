import { Document } from 'yaml';
import { messages } from '../../messages/index.ts';
import type { Unattended } from './unattended.ts';

/** The port in the container; which one readers ask is the machine's. */
const within = 4570;

/** Folders lie in the container where they lie on the machine, so that the notes of a home hold here as there; those of Windows cannot. */
const placeIn = (path: string, other: string): string => (path.startsWith('/') ? path : other);

/** Compose would put a variable in place of what follows a "$". */
const literally = (value: unknown): unknown => {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(literally);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, its]) => [key, literally(its)]));
};

const bind = (source: string, target: string) => ({ type: 'bind', source, target });

/**
 * A compose file: one container that refreshes and serves. It listens on all of its own addresses, of which the machine hands on the port to itself
 * alone; it writes into the home, the project folder and a scratch in memory.
 */
export function composeFile(its: Unattended): string {
  const { project, user } = its;
  const home = placeIn(its.home, '/home-data');
  const folder = project === undefined ? undefined : placeIn(project, '/project');
  const document = new Document(
    literally({
      name: its.name,
      services: {
        kpi: {
          build: its.program,
          image: its.name,
          command: ['schedule', '--listen', '0.0.0.0', '--port', String(within)],
          // Files of the home belong to whoever has them on the machine; nobody is root in here.
          ...(user.uid > 0 ? { user: `${user.uid}:${user.gid}` } : {}),
          environment: {
            TZ: its.schedule.time_zone,
            HOME: '/tmp',
            KPI_HOME: home,
            ...(folder === undefined ? {} : { KPI_PROJECT: folder }),
          },
          env_file: [{ path: its.environment, required: false }],
          volumes: [
            bind(its.home, home),
            ...(project === undefined || folder === undefined ? [] : [bind(project, folder)]),
          ],
          ports: [`127.0.0.1:${its.port}:${within}`],
          init: true,
          read_only: true,
          tmpfs: ['/tmp:mode=1777,size=512m'],
          cap_drop: ['ALL'],
          security_opt: ['no-new-privileges:true'],
          mem_limit: `${its.memory}m`,
          restart: 'unless-stopped',
        },
      },
    }),
  );
  const text = messages().install.compose;
  document.commentBefore = [text.head, ...(user.uid > 0 ? [] : [text.root])]
    .map((line) => ` ${line}`)
    .join('\n');
  return document.toString({ lineWidth: 0 });
}
