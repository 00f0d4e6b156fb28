import type { Alerts } from '../config/alerts.ts';
import { localTimestamp } from '../config/clock.ts';
import { readHomeMemory } from '../config/home-memory.ts';
import { readAlerts } from '../config/read-alerts.ts';
import { messages } from '../messages/index.ts';
import { readLastRun } from '../publish/health.ts';
import { compose } from './compose.ts';
import { inTime, type Patience, patiently, usualPatience } from './patience.ts';
import { type Night, planOf } from './plan.ts';
import { type Post, reasonOf, recipientsOf, send } from './recipient.ts';
import type { Keys } from './secret.ts';
import { nothingTold, readTold, type Told, writeTold } from './told.ts';
import { sendPing } from './web.ts';

/** What telling needs from outside. */
export interface Teller extends Keys {
  /** The commune's project folder. */
  project: string | undefined;
  clock: () => Date;
  /** A line for the screen and the log; `logged`: what the log says in its place. */
  note(text: string, logged?: string): void;
  patience?: Patience;
}

/** Sends what is to be said to each, all at the same time, and keeps who was told what. */
async function tellAll(teller: Teller, alerts: Alerts, failure: Night['failure'], post: Post): Promise<void> {
  const { home } = teller;
  const text = messages().alert;
  const night: Night = {
    moment: localTimestamp(post.at),
    failure,
    todo: (await readLastRun(home.lastRun))?.todo ?? [],
  };
  const before = await readTold(home);
  const commune = readHomeMemory(home)?.commune.name;
  const told = new Map<string, Told>();
  // Several addresses of a role are one in what is said: none of them is named.
  const untold = new Set<string>();
  let arrived = 0;
  await Promise.all(
    recipientsOf(alerts).map(async (recipient) => {
      const plan = planOf(recipient.hears, before.get(recipient.key) ?? nothingTold, night);
      told.set(recipient.key, plan.arrived);
      if (!plan.saying) return;
      const reason = await send(post, recipient, compose(plan.saying, commune, night.moment));
      if (reason === undefined) arrived += 1;
      else {
        told.set(recipient.key, plan.lost);
        untold.add(`${recipient.logged}: ${reason}`);
      }
    }),
  );
  if (arrived > 0) teller.note(text.told(arrived));
  // On a full disk nothing can be kept: what was told is told once more.
  await writeTold(home, told).catch(() => teller.note(text.unkept));
  if (untold.size > 0) teller.note(text.untold([...untold].sort()));
}

async function pingIfGood({ note }: Teller, { ping }: Alerts, post: Post): Promise<void> {
  if (!ping) return;
  try {
    await patiently(post.patience, post.all, (signal) => sendPing(post.keys, ping, signal));
  } catch (error) {
    note(messages().alert.notPinged(reasonOf(error)));
  }
}

/**
 * Tells who is to be told how a run ended, and what waits for a person by then (`last-run.json`). Opens no warehouse, takes a minute at
 * most, and never throws: what could not be told is noted, and told after the next run.
 */
export async function tell(teller: Teller, failure: Night['failure']): Promise<void> {
  const text = messages().alert;
  try {
    const file = await readAlerts(teller.project);
    if (!file) return;
    if (file.faults.length > 0 || !file.value) {
      teller.note(text.broken(file.faults.length));
      return;
    }
    const alerts = file.value;
    const { home, env, clock, patience = usualPatience } = teller;
    await inTime(patience, async (all) => {
      const post: Post = { keys: { home, env }, at: clock(), patience, all };
      const ping = failure ? undefined : pingIfGood(teller, alerts, post);
      await Promise.all([tellAll(teller, alerts, failure, post), ping]);
    });
  } catch (error) {
    // The system's word only: a sentence may quote anything.
    const { code, name } = Object(error) as { code?: string; name?: string };
    teller.note(text.trouble(String(code ?? name ?? '?')));
  }
}
