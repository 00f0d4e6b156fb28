/**
 * The outlook a second time, the long way round: every rest of the year is tried where that can be done, and where it cannot,
 * courses of a year are drawn blindly and weighed by how well they explain the months seen.
 */

/** A share so far, of cases of which none can be more than met. */
export interface ShareSoFar {
  isHigher: boolean;
  /** In percent. */
  target: number;
  met: number;
  cases: number;
  /** Of the cases counted, those whose verdict may still turn. */
  open: number;
}

const isGood = ({ isHigher, target }: ShareSoFar, met: number, cases: number): boolean =>
  isHigher ? 100 * met >= target * cases - 1e-7 * cases : 100 * met <= target * cases + 1e-7 * cases;

/** Tries every number of cases to come up to `most`, every number of them that meet, and every way in which open cases turn. */
export function everyRest(so: ShareSoFar, most: number): { always: boolean; never: boolean } {
  let always = true;
  let never = true;
  const turnedDown = Math.min(so.open, so.met);
  const turnedUp = Math.min(so.open, so.cases - so.met);
  for (let rest = 0; rest <= most; rest++)
    for (let more = 0; more <= rest; more++)
      for (let turned = -turnedDown; turned <= turnedUp; turned++) {
        if (isGood(so, so.met + turned + more, so.cases + rest)) never = false;
        else always = false;
      }
  return { always, never };
}

/** A number in [0, 1) after another (Lehmer, with a modulus of 2³¹ − 1). */
export function lottery(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Twelve uniform numbers less six: near enough to normal. */
function normal(draw: () => number): number {
  let sum = -6;
  for (let k = 0; k < 12; k++) sum += draw();
  return sum;
}

/** A blind course of twelve months: spread, slope and walk of a size picked at random, level anywhere. */
function blindCourse(middle: number, draw: () => number): number[] {
  const pick = (sizes: number[]): number => sizes[Math.floor(draw() * sizes.length)] ?? 0;
  const spread = pick([0.03, 0.1, 0.2, 0.4, 0.8]);
  const slope = pick([0, 0.12]) * normal(draw);
  const step = pick([0, 0.15]);
  // The level may lie anywhere: near the middle as likely as far from it, over more than any month can tell.
  const level = middle + 8 * (draw() - 0.5);
  let walked = 0;
  const months: number[] = [];
  for (let month = 1; month <= 12; month++) {
    walked += step * normal(draw);
    months.push(level + slope * month + walked + spread * normal(draw));
  }
  return months;
}

/** Courses with their chance of bringing forth what was seen, of which some are then picked by that chance. */
function likelyCourses(
  middle: number,
  chanceOf: (course: number[]) => number,
  tries: number,
  wanted: number,
  draw: () => number,
): number[][] {
  const courses: number[][] = [];
  const chances: number[] = [];
  let all = 0;
  for (let k = 0; k < tries; k++) {
    const course = blindCourse(middle, draw);
    const chance = chanceOf(course);
    if (chance < 1e-300) continue;
    all += chance;
    courses.push(course);
    chances.push(all);
  }
  const picked: number[][] = [];
  let at = 0;
  for (let k = 0; k < wanted; k++) {
    const mark = ((k + draw()) / wanted) * all;
    while (at < courses.length - 1 && (chances[at] ?? 0) < mark) at++;
    picked.push(courses[at] ?? []);
  }
  return picked;
}

const inPercent = (odds: number): number => 1 / (1 + Math.exp(-odds));

/**
 * How probable it is that the year meets its target, given how many cases of each month so far met. The chance of what was
 * seen is the exact one: of the binomial for those that met, of Poisson's distribution for how many there were.
 */
export function blindProbability(
  so: Pick<ShareSoFar, 'isHigher' | 'target'>,
  months: { met: number; cases: number }[],
  tries: number,
  draw: () => number,
): number {
  const met = months.reduce((sum, month) => sum + month.met, 0);
  const cases = months.reduce((sum, month) => sum + month.cases, 0);
  const share = (met + 0.5) / (cases + 1);
  const rates = likelyCourses(
    Math.log(share / (1 - share)),
    (course) => {
      let log = 0;
      months.forEach((month, k) => {
        const rate = inPercent(course[k] ?? 0);
        log +=
          month.met * Math.log(rate / share) + (month.cases - month.met) * Math.log((1 - rate) / (1 - share));
      });
      return Math.exp(log);
    },
    tries,
    4000,
    draw,
  );
  const usual = cases / months.length;
  const volumes = likelyCourses(
    Math.log(usual),
    (course) => {
      let log = 0;
      months.forEach((month, k) => {
        const mean = Math.exp(course[k] ?? 0);
        log += month.cases * Math.log(mean / usual) - (mean - usual);
      });
      return Math.exp(log);
    },
    tries,
    4000,
    draw,
  );
  let good = 0;
  rates.forEach((rate, k) => {
    // Which course of rates goes with which of volumes is chance.
    const volume = volumes[(k * 1_009) % volumes.length] ?? [];
    let allMet = met;
    let allCases = cases;
    for (let month = months.length; month < 12; month++) {
      // Cases come one after another until the month is over.
      let time = -Math.log(1 - draw());
      const mean = Math.exp(volume[month] ?? 0);
      while (time < mean) {
        allCases++;
        if (draw() < inPercent(rate[month] ?? 0)) allMet++;
        time -= Math.log(1 - draw());
      }
    }
    if (isGood({ ...so, met: allMet, cases: allCases, open: 0 }, allMet, allCases)) good++;
  });
  return good / rates.length;
}
