import type { Heard } from '../config/alerts.ts';
import type { ThingToDo } from '../publish/health.ts';
import type { Told } from './told.ts';

/** How a run ended, as far as it is to be told. */
export interface Night {
  /** Local time of its end, `2026-11-22 01:35:00`. */
  moment: string;
  /** Why it failed: `cause` tells one reason from another, `text` is a sentence that may leave the machine. */
  failure?: { cause: string; text: string | undefined } | undefined;
  /** What waits for a person; of a run that failed, as of the last one that looked. */
  todo: readonly ThingToDo[];
}

/** What one recipient is told after a run, in one message. */
export interface Saying {
  failure?: { text: string | undefined; isNew: boolean; since: string } | undefined;
  /** Since when it had failed. */
  recovered?: string | undefined;
  news: readonly ThingToDo[];
  /** Of a digest: what waits and is no news. */
  waiting: readonly ThingToDo[];
  gone: readonly string[];
}

/** A message, if there is one, and what has been told when it arrives, and when it does not. */
export interface Plan {
  saying: Saying | undefined;
  arrived: Told;
  lost: Told;
}

const kindOf = ({ key }: ThingToDo): string => key.split(':')[0] ?? '';

/**
 * What makes a thing the same thing of another day. Of what is only counted (`names:12`) the number is no part of it: one name fewer is
 * no news, one more is.
 */
export function causeOf(thing: ThingToDo): { cause: string; n: number } {
  const [kind = '', number = ''] = thing.key.split(':');
  const isCounted = ['names', 'masked'].includes(kind) && /^\d+$/.test(number);
  return isCounted ? { cause: kind, n: Number(number) } : { cause: thing.key, n: 1 };
}

/** Rows of a source are one thing, called by its newest file: with another file they have not gone. */
const isSameRows = (gone: string, thing: ThingToDo): boolean =>
  gone.startsWith('rows:') && thing.key.startsWith(gone.replace(/[^:]*$/, ''));

/** What was told and still stands, and what has left the list. The list is as old as the last run that looked. */
function standing(told: Told, { todo, failure }: Night): Pick<Told, 'things' | 'gone'> {
  const now = new Map(todo.map((thing) => [causeOf(thing).cause, causeOf(thing).n]));
  const things: Told['things'] = {};
  const gone = [...told.gone];
  for (const [cause, { what, n }] of Object.entries(told.things)) {
    const still = now.get(cause);
    if (still !== undefined) things[cause] = { what, n: Math.min(n, still) };
    else if (failure) things[cause] = { what, n };
    else if (!todo.some((thing) => isSameRows(cause, thing))) gone.push(what);
  }
  // Of what is back before anybody was told of its going nothing is said.
  return { things, gone: gone.filter((what) => !todo.some((its) => its.what === what)) };
}

/**
 * What is to be said to somebody who hears these kinds and has been told that: each cause once, that it is over, and once a day all that
 * waits. Pure: it sends nothing and knows no clock.
 */
export function planOf(hears: readonly Heard[], told: Told, night: Night): Plan {
  const { failure, todo, moment } = night;
  const hearsOf = (kind: string) => hears.some((its) => its === kind);
  const day = moment.slice(0, 10);
  const { things, gone } = standing(told, night);
  const before = told.failed;
  const goesOn = before?.isOver ? undefined : before;
  const failed = failure && {
    cause: failure.cause,
    since: goesOn?.since ?? moment,
    isTold: goesOn?.isTold === true && goesOn.cause === failure.cause,
  };
  const isDigestDue = hearsOf('digest') && told.digest !== day && (todo.length > 0 || failure !== undefined);
  const isFailureNews = failed !== undefined && !failed.isTold && hearsOf('failed');
  const isRecovered =
    !failure && before !== undefined && (hearsOf('recovered') || (hearsOf('failed') && !before.isTold));
  const isNews = (thing: ThingToDo) => {
    const { cause, n } = causeOf(thing);
    return hearsOf(kindOf(thing)) && n > (things[cause]?.n ?? 0);
  };
  const news = todo.filter(isNews);
  const waiting = isDigestDue ? todo.filter((thing) => !isNews(thing)) : [];
  // A digest that has nothing to list is not written: what has gone by then is no news either.
  const isGoneSaid = hearsOf('recovered') || isDigestDue;
  const keepsGone = hearsOf('recovered') || (hearsOf('digest') && (todo.length > 0 || told.digest === day));
  const saidGone = isGoneSaid ? gone : [];
  const saying: Saying = {
    failure:
      failed && failure && (isFailureNews || isDigestDue)
        ? { text: failure.text, isNew: !failed.isTold, since: failed.since }
        : undefined,
    recovered: isRecovered ? before.since : undefined,
    news,
    waiting,
    gone: saidGone,
  };
  const isSilent = !saying.failure && !isRecovered && news.length + waiting.length + saidGone.length === 0;
  const lost: Told = {
    things,
    gone: keepsGone ? gone : [],
    failed: failed ?? (isRecovered ? { ...before, isOver: true } : undefined),
    digest: told.digest,
  };
  const saidThings = [...news, ...waiting].map((thing) => {
    const { cause, n } = causeOf(thing);
    return [cause, { what: thing.what, n }] as const;
  });
  const arrived: Told = {
    things: { ...things, ...Object.fromEntries(saidThings) },
    gone: isGoneSaid ? [] : lost.gone,
    failed: failed && { ...failed, isTold: failed.isTold || saying.failure !== undefined },
    digest: isDigestDue ? day : told.digest,
  };
  return { saying: isSilent ? undefined : saying, arrived: isSilent ? lost : arrived, lost };
}
