import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Parser } from 'htmlparser2';
import cron from 'node-cron';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { composeFile } from '../../pipelines/commands/install/compose.ts';
import { crontab } from '../../pipelines/commands/install/crontab.ts';
import { systemdUnit } from '../../pipelines/commands/install/systemd.ts';
import { commandLine, type Unattended } from '../../pipelines/commands/install/unattended.ts';
import { windowsScript } from '../../pipelines/commands/install/windows.ts';
import { kpi } from '../support/kpi.ts';
import {
  cronCommand,
  settingOf,
  systemdCommand,
  systemdWords,
  windowsArguments,
} from '../support/read-settings.ts';
import { checkout } from './sample-home.ts';

const root = mkdtempSync(join(tmpdir(), 'kpi-install-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Names of folders as people give them, and worse. */
const names = [
  'du-lieu',
  'Dữ liệu của xã',
  `Xã "Rạng Đông" 'mới'`,
  '100% $HOME %h $(x) `y`',
  'a\\%b\\',
  'x; touch hong #',
  '[thư mục] *?',
  '-a=b c:d',
];
const now = new Date('2026-11-22T02:00:00Z');

const unattended = (name: string, more: Partial<Unattended> = {}): Unattended => ({
  name: 'nq57-kpi-13894',
  node: '/opt/node 22/bin/node',
  program: `/srv/${name}/chương trình`,
  home: `/srv/${name}/home`,
  project: `/srv/${name}/dự án`,
  port: 4571,
  isPortSaid: true,
  environment: `/srv/${name}/home/secrets/kpi.env`,
  user: { name: 'kpi', uid: 990, gid: 991 },
  schedule: { refresh: '30 1 * * *', time_zone: 'Asia/Ho_Chi_Minh' },
  memory: 4096,
  ...more,
});

describe.each(names)('folders called %s', (name) => {
  const its = unattended(name);

  test('systemd: every path is read back as it is', () => {
    const unit = systemdUnit(its);
    expect(systemdCommand(settingOf(unit, 'ExecStart'))).toEqual(commandLine(its, 'schedule'));
    expect(systemdWords(settingOf(unit, 'ReadWritePaths'))).toEqual([
      its.home,
      `-${its.program}/node_modules/.cache`,
    ]);
    expect(systemdWords(settingOf(unit, 'RequiresMountsFor'))).toEqual([its.program, its.home, its.project]);
    const file = settingOf(unit, 'EnvironmentFile');
    expect(file.slice(1).replaceAll('%%', '%').replace(/\\(.)/g, '$1')).toBe(its.environment);
    expect(unit).toContain('\nRestart=always\n');
    expect(unit).toContain('\nUMask=0077\n');
  });

  test('cron: the shell gets the command as it is, at the time of the plan', () => {
    const lines = crontab(its)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines).toHaveLength(3);
    const [zone, refresh = '', serve = ''] = lines;
    expect(zone).toBe('CRON_TZ=Asia/Ho_Chi_Minh');
    const time = refresh.split(' ').slice(0, 5).join(' ');
    expect([time, cron.validate(time)]).toEqual(['30 1 * * *', true]);
    const wordsOf = (line: string) => {
      const command = cronCommand(line.replace(/^(?:@reboot|\S+ \S+ \S+ \S+ \S+) /, ''));
      // The shell itself says what the words are; nothing but the words is run.
      const words = command.replace(/^.*; exec /s, 'printf "%s\\0" ').replace(/ >> .*$/s, '');
      const { stdout } = spawnSync('/bin/sh', ['-c', words], { cwd: root, encoding: 'utf8' });
      return stdout.split('\0').slice(0, -1);
    };
    expect(wordsOf(refresh)).toEqual(commandLine(its, 'refresh'));
    expect(wordsOf(serve)).toEqual(commandLine(its, 'site serve'));
    expect(existsSync(join(root, 'hong'))).toBe(false);
  });

  test('windows: two whole tasks in plain ASCII, whose arguments are taken apart as they were', () => {
    const script = windowsScript(its, now);
    expect(script).toMatch(/^[\n -~]*$/);
    const tasks = [...script.matchAll(/-Xml @'\n(.*?)\n'@\n/gs)].map(([, xml = '']) => tagsOf(xml));
    expect(tasks.map((task) => task.get('Command'))).toEqual([its.node, its.node]);
    const given = tasks.map((task) => windowsArguments(task.get('Arguments') ?? ''));
    expect(given).toEqual([commandLine(its, 'refresh').slice(1), commandLine(its, 'site serve').slice(1)]);
    const [refresh, serve] = tasks;
    expect(refresh?.get('StartBoundary')).toBe('2026-11-22T01:30:00+07:00');
    expect(refresh?.get('StartWhenAvailable')).toBe('true');
    expect(refresh?.get('ExecutionTimeLimit')).toBe('PT6H');
    expect(serve?.has('BootTrigger')).toBe(true);
    expect(serve?.get('ExecutionTimeLimit')).toBe('PT0S');
  });

  test('compose: folders are where they are, nothing is a variable, and only this machine gets at the port', () => {
    const text = composeFile(its);
    const { services } = parse(text.replaceAll('$$', '\u0001')) as { services: { kpi: Service } };
    const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('\\u0001', '$')) as T;
    expect(JSON.stringify(services)).not.toContain('$');
    const { kpi: service } = plain(services);
    expect(service.build).toBe(its.program);
    expect(service.volumes).toEqual([
      { type: 'bind', source: its.home, target: its.home },
      { type: 'bind', source: its.project, target: its.project },
    ]);
    expect(service.environment).toMatchObject({ KPI_HOME: its.home, KPI_PROJECT: its.project });
    expect(service.env_file).toEqual([{ path: its.environment, required: false }]);
    expect(service.ports).toEqual(['127.0.0.1:4571:4570']);
    expect(service.user).toBe('990:991');
    expect(service.read_only).toBe(true);
  });
});

interface Service {
  build: string;
  user: string;
  environment: Record<string, string>;
  env_file: { path: string; required: boolean }[];
  volumes: { type: string; source: string; target: string }[];
  ports: string[];
  read_only: boolean;
}

/** Texts by tag of XML that is well formed: every tag is closed, in its order. */
function tagsOf(xml: string): Map<string, string> {
  const texts = new Map<string, string>();
  const open: string[] = [];
  const parser = new Parser(
    {
      onopentag: (name) => {
        open.push(name);
        texts.set(name, '');
      },
      ontext: (text) => texts.set(open.at(-1) ?? '', `${texts.get(open.at(-1) ?? '') ?? ''}${text}`),
      onclosetag: (name, isImplied) => {
        if (open.pop() !== name || (isImplied && name !== 'BootTrigger'))
          throw new Error(`${name} is not closed`);
      },
      onerror: (error) => {
        throw error;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  expect(open).toEqual([]);
  return texts;
}

test('a low port needs a right of its own, and no other is given', () => {
  expect(settingOf(systemdUnit(unattended('x', { port: 80 })), 'AmbientCapabilities')).toBe(
    'CAP_NET_BIND_SERVICE',
  );
  expect(settingOf(systemdUnit(unattended('x')), 'AmbientCapabilities')).toBe('');
});

test('cron knows no seconds, and the Task Scheduler no week', () => {
  const schedule = (refresh: string) =>
    unattended('x', { schedule: { refresh, time_zone: 'Asia/Ho_Chi_Minh' } });
  expect(crontab(schedule('15 30 1 * * 1-5'))).toMatch(/^30 1 \* \* 1-5 umask/m);
  expect(windowsScript(schedule('0 5 2 * * *'), now)).toContain('T02:05:00+07:00');
  expect(() => windowsScript(schedule('30 1 * * 1-5'), now)).toThrow(
    expect.objectContaining({ code: 'not_daily', exitCode: 2 }),
  );
});

test('root is nobody in a container', () => {
  const text = composeFile(unattended('x', { user: { name: 'root', uid: 0, gid: 0 } }));
  expect(text).not.toMatch(/^ +user:/m);
});

describe('as the command prints it', () => {
  const folder = join(root, `Xã "Rạng Đông" 100% $HOME 'x'`);
  const program = join(folder, 'chương trình');
  const home = join(folder, 'dữ liệu');
  mkdirSync(join(home, 'logs'), { recursive: true });
  symlinkSync(checkout, program, 'junction');
  const printed = (...args: string[]) =>
    kpi(['install', '--print', ...args, '--home', home], { KPI_PROGRAM: program, KPI_LANG: 'vi' });
  /** Outside of the program's folder, and without what the tests' own environment says. */
  const bare = { cwd: root, encoding: 'utf8', env: { PATH: process.env.PATH } } as const;

  test('stdout is the unit and nothing else; its command runs, and finds home and program', () => {
    const { code, stdout, stderr } = printed('systemd');
    expect([code, stdout.slice(0, 9)]).toEqual([0, '# /etc/sy']);
    expect(stderr).toContain('systemctl enable --now nq57-kpi-13894');
    const [node = '', ...args] = systemdCommand(settingOf(stdout, 'ExecStart'));
    expect(args[0]).toBe(join(program, 'pipelines', 'kpi.mjs'));
    const made = args.map((arg) => (arg === 'schedule' ? 'init' : arg));
    const { status, stderr: said } = spawnSync(node, made, bare);
    expect([status, said]).toEqual([0, expect.any(String)]);
    expect(existsSync(join(home, 'inbox', 'public-service-portal'))).toBe(true);
    const help = spawnSync(node, [...args, '--help'], bare);
    expect([help.status, help.stdout]).toEqual([0, expect.stringContaining('kpi schedule')]);
  });

  test.runIf(existsSync('/bin/sh'))(
    'the nightly line of the crontab runs, with the secrets of its file',
    () => {
      const { stdout } = printed('cron');
      const line = stdout.split('\n').find((its) => its.startsWith('30 1 ')) ?? '';
      const command = cronCommand(line.split(' ').slice(5).join(' '));
      writeFileSync(join(home, 'secrets', 'kpi.env'), "KPI_LANG='en'\n", { mode: 0o600 });
      const { status } = spawnSync('/bin/sh', ['-c', command.replace(' refresh ', ' status ')], bare);
      expect(status).toBe(0);
      const { stdout: log } = spawnSync('/bin/cat', [join(home, 'logs', 'cron.log')], bare);
      expect(log).toContain('Never run.');
    },
  );

  const analyze = '/usr/bin/systemd-analyze';
  test.runIf(existsSync(analyze))('systemd itself has nothing against the unit', () => {
    const unit = join(root, 'nq57-kpi.service');
    writeFileSync(unit, printed('systemd', '--port', '80').stdout);
    const { status, stderr } = spawnSync(analyze, ['verify', unit], bare);
    expect([status, stderr]).toEqual([0, '']);
  });

  test('what no system is called is a fault with the nearest name', () => {
    const { code, stdout, stderr } = printed('sytemd');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('systemd');
    expect(kpi(['install']).code).toBe(2);
    expect(printed('systemd', '--port', 'x').code).toBe(2);
    expect(kpi(['install', '--print', 'cron', '--home', join(root, 'hai\ndòng')]).code).toBe(2);
  });
});
