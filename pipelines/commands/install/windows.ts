import { localDate } from '../../config/clock.ts';
import { KpiError } from '../../error.ts';
import { messages } from '../../messages/index.ts';
import { commandLine, type Unattended } from './unattended.ts';

/** All but ASCII as numbers: a script is read in whatever encoding the machine has. */
const xml = (text: string): string =>
  text.replace(/[&<>"']|[^\n -~]/gu, (sign) => `&#${sign.codePointAt(0)};`);

/** One argument, as programs on Windows take their command line apart (CommandLineToArgvW). */
const argument = (text: string): string =>
  text !== '' && !/[\s"]/.test(text)
    ? text
    : `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;

/** Hours and minutes of a schedule of every day; the Task Scheduler has no other that could be told from an expression. Throws `not_daily`. */
function timeOf(expression: string): string {
  const [minute = '', hour = '', ...days] = expression.trim().split(/\s+/).slice(-5);
  const isTime = /^\d{1,2}$/.test(minute) && /^\d{1,2}$/.test(hour);
  if (!isTime || days.join(' ') !== '* * *') {
    const text = messages().install.windows;
    throw new KpiError('not_daily', text.notDaily(expression), { exitCode: 2, hint: text.notDailyHint });
  }
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}:00`;
}

interface Task {
  command: 'refresh' | 'site serve';
  trigger: string;
  /** ISO 8601 duration; PT0S: none. */
  limit: string;
  restarts: string;
}

function taskXml(its: Unattended, { command, trigger, limit, restarts }: Task): string {
  const [node = '', ...rest] = commandLine(its, command);
  return `<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>${xml(messages().install.windows.about[command])}</Description>
  </RegistrationInfo>
  <Triggers>
    ${trigger}
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>${xml(its.user.name)}</UserId>
      <LogonType>S4U</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>${limit}</ExecutionTimeLimit>${restarts}
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>${xml(node)}</Command>
      <Arguments>${xml(rest.map(argument).join(' '))}</Arguments>
      <WorkingDirectory>${xml(its.program)}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>`;
}

/** A night takes minutes; one that hangs has to be gone long before the next. */
const nightLimit = 'PT6H';

const again = `
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>999</Count>
    </RestartOnFailure>`;

/**
 * A PowerShell script in plain ASCII that registers two tasks: the nightly refresh, made up for when the machine was off, and the site from the
 * start of the machine on. `now`: the schedule begins on its day. Throws `not_daily` (exit code 2).
 */
export function windowsScript(its: Unattended, now: Date): string {
  const daily = `<CalendarTrigger>
      <StartBoundary>${localDate(now)}T${timeOf(its.schedule.refresh)}+07:00</StartBoundary>
      <ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>
    </CalendarTrigger>`;
  const tasks: [name: string, task: Task][] = [
    ['refresh', { command: 'refresh', trigger: daily, limit: nightLimit, restarts: '' }],
    ['serve', { command: 'site serve', trigger: '<BootTrigger />', limit: 'PT0S', restarts: again }],
  ];
  const register = tasks.map(
    ([name, task]) =>
      `Register-ScheduledTask -Force -TaskName '${its.name}-${name}' -Xml @'\n${taskXml(its, task)}\n'@\n`,
  );
  return `$ErrorActionPreference = 'Stop'\n${register.join('')}`;
}
