import { join } from 'node:path';
import { messages } from '../../messages/index.ts';
import { commandLine, isPlain, type Unattended } from './unattended.ts';

/** What systemd would put something in place of (systemd.unit, Specifiers). */
const literally = (text: string): string => text.replaceAll('%', '%%');

/** One word of a list (systemd.syntax, Quoting). */
const word = (text: string): string =>
  isPlain(text) ? text : `"${literally(text).replace(/["\\]/g, '\\$&')}"`;

/** The same on a command line, where variables are replaced besides; not in the executable. */
const argument = (text: string): string => word(text).replaceAll('$', '$$$$');

/** A path that is a whole value: it takes no quotes, and is a pattern of names. */
const pattern = (path: string): string => literally(path).replace(/[*?[\]\\]/g, '\\$&');

/** Below it only the system's administrator may listen. */
const firstFreePort = 1024;

/**
 * A unit for `kpi schedule`, which refreshes and serves. What it may write is the home and the cache in which the program compiles itself; no
 * `MemoryDenyWriteExecute`, since Node compiles JavaScript as it runs, and no `RestrictNamespaces`, since the browser that prints may want them.
 */
export function systemdUnit(its: Unattended): string {
  const [node = '', ...rest] = commandLine(its, 'schedule');
  const text = messages().install.systemd;
  const cache = join(its.program, 'node_modules', '.cache');
  const capability = its.port < firstFreePort ? 'CAP_NET_BIND_SERVICE' : '';
  return `# ${text.head(its.name)}
[Unit]
Description=${its.name}
Wants=network-online.target
After=network-online.target
RequiresMountsFor=${[its.program, its.home, ...(its.project ? [its.project] : [])].map(word).join(' ')}

[Service]
# ${text.user}
User=${its.user.name}
UMask=0077
ExecStart=${[word(node), ...rest.map(argument)].join(' ')}
# ${text.environment}
EnvironmentFile=-${pattern(its.environment)}
Restart=always
RestartSec=30
TimeoutStopSec=60

# ${text.memory}
MemoryMax=${its.memory}M
OOMPolicy=continue

NoNewPrivileges=yes
CapabilityBoundingSet=${capability}
AmbientCapabilities=${capability}
PrivateTmp=yes
PrivateDevices=yes
ProtectSystem=strict
ProtectHome=read-only
# ${text.writes}
ReadWritePaths=${word(its.home)} ${word(`-${cache}`)}
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
LockPersonality=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictRealtime=yes
RestrictSUIDSGID=yes

[Install]
WantedBy=multi-user.target
`;
}
