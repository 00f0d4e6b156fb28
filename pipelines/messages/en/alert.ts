import type { alert as original } from '../vi/alert.ts';

const n = (count: number): string => count.toLocaleString('en-GB');

export const alert: typeof original = {
  title: {
    failed: 'the refresh failed',
    stillFailed: 'the refresh still fails',
    recovered: 'refreshing works again',
    news: (count) => `${n(count)} new things to do`,
    waiting: (count) => `${n(count)} things wait`,
    gone: (count) => `${n(count)} things are gone`,
    test: 'test message',
  },
  failed: (moment) => `The refresh of ${moment} failed.`,
  stillFailed: (since) => `Refreshing has failed since ${since}, and has not succeeded since.`,
  oldStands: 'The report is still the one before.',
  seeMachine:
    'More on the machine that runs the program: npm run kpi -- status, and the log in the folder logs.',
  recovered: (moment, since) => `The refresh of ${moment} succeeded, after failures since ${since}.`,
  news: 'New:',
  waiting: 'Waiting from before:',
  gone: 'No longer on the list:',
  since: (day) => `since ${day}`,
  who: (office) => `office: ${office}`,
  how: (how) => `how: ${how}`,
  more: 'There is more, which did not fit. All of it on the machine that runs the program: npm run kpi -- status',
  test: (role) =>
    `This is a test message of the indicator program for the role "${role}". It has arrived, so the way is open; nothing is to be done.`,
  way: { mail: 'mail', ping: 'sign of life' },
  told: (count) => `Told: ${n(count)}.`,
  untold: (what) => `Could not be told: ${what.join('; ')}. The next refresh will tell it.`,
  unkept: 'What was told could not be noted (the disk is full, or may not be written): it may be told again.',
  notPinged: (reason) => `The sign of life could not be sent: ${reason}.`,
  broken: (faults) =>
    `alerts.yaml has ${n(faults)} faults, so nobody is told. See: npm run kpi -- alert test`,
  trouble: (reason) => `Nobody could be told, by an error that nobody foresaw: ${reason}`,
  fault: {
    environment: (name) => `the variable ${name} is not set`,
    fileMissing: (name) => `secrets/alerts/${name} cannot be read`,
    fileOpen: (name) => `secrets/alerts/${name} can be read by others and is not used; run chmod 600`,
    fileEmpty: (name) => `secrets/alerts/${name} is empty or too large`,
    unusable: (name) => `the secret "${name}" has signs that cannot stand in an HTTP header`,
    unreachable: (code) => `cannot be reached (${code})`,
    certificate: (code) =>
      `its certificate cannot be trusted (${code}); a root of your own is told by NODE_EXTRA_CA_CERTS`,
    slow: (seconds) => `no answer within ${n(seconds)} seconds`,
    status: (status) => `the server answered ${status}`,
    refusedInside: (field) => `the service took the request and says that it went wrong (${field})`,
    notJson: 'the answer is no JSON, or too long',
    tooLarge: 'the message is too large',
    login: 'the mail server refused the login',
    noTls: 'the mail server cannot encrypt the connection',
    smtp: (code) => `the mail server answered ${code}`,
    noMail: 'the mail server did not take the message',
  },
  settings: {
    environmentName:
      'Name an environment variable that begins with KPI_SECRET_ (capitals, digits, underscores), not the secret itself.',
    secretFile: 'Name a file of the folder secrets/alerts of the home, without a path.',
    secretName: 'The name of a placeholder has letters, digits and underscores.',
    oneSecret: 'A secret says one of the two: env (a variable) or file (a file of secrets/alerts).',
    address: 'Must be a mail address, as van-phong@xa.gov.vn.',
    from: 'Must be a mail address, or a name and an address in <>: Báo cáo KPI <kpi@xa.gov.vn>.',
    host: 'Must be the name or address of a server, without protocol or path.',
    id: 'Only small letters without marks, digits and hyphens, a letter first: van-phong.',
    headerName: 'The name of an HTTP header has letters, digits, hyphens and underscores.',
    field: 'The path of a field is written as error or data.code.',
    url: 'Must be a whole https:// address, without user and password.',
    openUrl:
      'Must be https: by http, anybody on the way can read it. Only addresses of this machine (localhost, 127.0.0.1) may use http.',
    openMail:
      'security: none is only for a mail server of this machine (localhost, 127.0.0.1): mail and password would cross the network unencrypted. Say tls or starttls.',
    secretHost: 'The name of the server must be written out, and not come from a secret.',
    userAndPassword: 'user and password go together.',
    twice: (id) => `There is a webhook "${id}" already.`,
    noText: 'The body has no place for the message: write "{text}" into one of its fields.',
    placeUnknown: (name) => `There is no {${name}}. Use {title} or {text}; a secret is \${name}.`,
    placeOutside: (name) =>
      `{${name}} can only stand in the body. A secret is written \${${name}} and declared in secrets.`,
    longNumber: 'This number is too long, its last digits would be wrong: put it in quotes.',
    secretUnknown: (name) => `"${name}" is not declared in secrets.`,
    secretUnused: (name) => `"${name}" is not used; write \${${name}} where it belongs.`,
    noMail: 'There are addresses and no mail server: add the part mail.',
    nobody: 'Nobody is named: say mail or webhooks.',
    webhookUnknown: (id, near) =>
      `There is no webhook "${id}".${near === undefined ? '' : ` Did you mean "${near}"?`}`,
  },
  command: {
    columns: ['Role', 'To', 'Result'],
    arrived: 'sent',
    none: 'The project folder has no alerts.yaml, so nobody is told anything.',
    noneHint: 'See "Báo tin" in VAN-HANH.md.',
    noRoles: 'alerts.yaml has no roles, so nobody is told anything.',
    noRole: (role, known, near) =>
      `There is no role "${role}".${near === undefined ? '' : ` Did you mean "${near}"?`} Roles: ${known.join(', ')}.`,
  },
};
