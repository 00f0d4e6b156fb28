import { storedMessages } from '../messages/index.ts';
import type { ThingToDo } from '../publish/health.ts';
import type { Saying } from './plan.ts';

/** One message, as it is sent. */
export interface Message {
  title: string;
  text: string;
}

const dayText = (day: string): string => day.split('-').reverse().join('/');
/** `2026-11-22 01:35:00` → `01:35 22/11/2026` */
const momentText = (moment: string): string => `${moment.slice(11, 16)} ${dayText(moment.slice(0, 10))}`;

/** On one line, whatever a title of a source holds. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function thingLine({ what, since, who, how }: ThingToDo): string {
  const text = storedMessages().alert;
  const parts = [
    what,
    ...(since === null ? [] : [text.since(dayText(since))]),
    ...(who === '' ? [] : [text.who(who)]),
    text.how(how),
  ];
  return `- ${oneLine(parts.join('; '))}`;
}

const list = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines];

/** The name of a commune without the word for what it is: `xã Rạng Đông` → `Rạng Đông`. */
const bareName = (commune: string): string =>
  commune.replace(/^(?:xã|phường|đặc khu|thị trấn)\s+/iu, '').trim();

/** A subject: whose, and what in a few words. */
export function titleOf(commune: string | undefined, parts: readonly string[]): string {
  const said = parts.join(', ');
  return oneLine(`[${bareName(commune ?? 'KPI')}] ${said.charAt(0).toUpperCase()}${said.slice(1)}`);
}

/** Puts into words what is to be said. `commune`: its name, where the home knows it; `moment`: the local time of the run's end. */
export function compose(saying: Saying, commune: string | undefined, moment: string): Message {
  const text = storedMessages().alert;
  const { failure, recovered, news, waiting, gone } = saying;
  const count = (number: number, say: (n: number) => string) => (number > 0 ? [say(number)] : []);
  const title = titleOf(commune, [
    ...(failure ? [failure.isNew ? text.title.failed : text.title.stillFailed] : []),
    ...(recovered === undefined ? [] : [text.title.recovered]),
    ...count(news.length, text.title.news),
    ...count(waiting.length, text.title.waiting),
    ...(news.length + waiting.length > 0 ? [] : count(gone.length, text.title.gone)),
  ]);
  const begin = failure
    ? [
        failure.isNew ? text.failed(momentText(moment)) : text.stillFailed(momentText(failure.since)),
        ...(failure.text === undefined ? [] : [oneLine(failure.text)]),
        text.oldStands,
        text.seeMachine,
      ]
    : [];
  const lines = [
    ...begin,
    ...(recovered === undefined ? [] : [text.recovered(momentText(moment), momentText(recovered))]),
    ...list(text.news, news.map(thingLine)),
    ...list(text.waiting, waiting.map(thingLine)),
    ...list(
      text.gone,
      gone.map((what) => `- ${oneLine(what)}`),
    ),
  ];
  return { title, text: lines.join('\n').trim() };
}

/** The message with no more signs than a service takes; one that is cut says so. */
export function fitted({ title, text }: Message, longest: number): Message {
  const room = longest - title.length;
  if (text.length <= room) return { title, text };
  const { more } = storedMessages().alert;
  let kept = '';
  for (const line of text.split('\n')) {
    if (kept.length + line.length + more.length + 3 > room) break;
    kept += `${line}\n`;
  }
  return { title, text: `${kept}\n${more}`.trim() };
}
