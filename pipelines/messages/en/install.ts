import type { install as original } from '../vi/install.ts';

export const install: typeof original = {
  whichSystem: (known, said, near) =>
    `${said === undefined ? 'For which system?' : `There is no system "${said}"${near === undefined ? '' : ` (is it "${near}"?)`}.`} Use --print ${known.join(', --print ')}.`,
  badPath: (path) =>
    `The path ${path} has a sign that cannot be printed, and so cannot stand in a setting of the machine. Rename the folder, then print again.`,
  noHome: (home) => `There is no home ${home} yet: run kpi init before this is put in place.`,
  where: {
    systemd: (name, environment) =>
      `Write the lines below into /etc/systemd/system/${name}.service (as root), then run:\n  systemctl daemon-reload\n  systemctl enable --now ${name}\nSecrets of sources (KPI_SECRET_…='…') go into ${environment}, mode 0600.`,
    cron: (_, environment) =>
      `Add the lines below to the crontab (crontab -e) of whoever runs the program.\nSecrets of sources (KPI_SECRET_…='…') go into ${environment}, mode 0600.`,
    windows: (name) =>
      `Write the lines below into ${name}.ps1, open PowerShell as administrator and run:\n  powershell -ExecutionPolicy Bypass -File ${name}.ps1\nSecrets of sources (KPI_SECRET_…) are environment variables of whoever runs it.`,
    compose: (_, environment) =>
      `Write the lines below into compose.yaml, then run:\n  docker compose up -d --build\nSecrets of sources (KPI_SECRET_…='…') go into ${environment}, mode 0600.`,
  },
  systemd: {
    head: (name) => `/etc/systemd/system/${name}.service`,
    user: 'Who runs it: must own the home, and should not be root.',
    environment: 'Secrets of sources (KPI_SECRET_…), mode 0600; need not be there.',
    memory: 'Beyond this the night alone ends; schedule and report go on.',
    writes: 'Only the home, and where the program compiles itself, are written.',
  },
  cron: {
    zone: (zone) =>
      `The cron of Debian and Ubuntu does not know CRON_TZ and goes by the machine's time: set that to ${zone} (timedatectl set-timezone ${zone}).`,
  },
  windows: {
    about: {
      refresh:
        'Takes files in, measures and builds the report every night; made up for when the machine was off.',
      'site serve': 'Serves the report from the start of the machine on.',
    },
    notDaily: (expression) =>
      `The schedule "${expression}" in plan.yaml is not once a day, which is all the Task Scheduler takes.`,
    notDailyHint: 'Write schedule.refresh as "30 1 * * *" (01:30 every night), then print again.',
  },
  compose: {
    head: 'Needs Docker Compose 2.24 or newer. Folders lie in the container where they lie here; the report is open to this machine only.',
    root: 'Printed by root: the container runs as user 1000, to whom the home must belong.',
  },
};
