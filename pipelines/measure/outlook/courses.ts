/** A month on the scale on which it is fitted, and how uncertain chance alone makes it (its variance). */
export interface Point {
  at: number;
  y: number;
  variance: number;
  /** By how much last year's month stood above last year's mean, on the same scale; 0 where last year is not known. */
  season: number;
}

/** One way in which months may go; sizes are standard deviations on the scale of the fit. */
export interface Kind {
  /** From one month to the next, without memory: the spread from month to month. */
  spread: number;
  /** A rise or fall of so much a month that goes on. */
  slope: number;
  /** Steps that stay: each month begins where the one before it ended. */
  walk: number;
  /** The rise itself changes by so much from month to month, and stays changed. */
  bend: number;
  /** The share of last year's season that comes again. */
  season: number;
}

/** What the months still to come are like if they go one such way. */
export interface Fitted {
  /** How probable this way is, after the months so far; all of them come to 1. */
  weight: number;
  mean: number[];
  /** Lower triangle: mean + factor × independent standard normals is one rest of the year. */
  factor: number[][];
}

type Matrix = number[][];

const at = (matrix: Matrix, row: number, column: number): number => matrix[row]?.[column] ?? 0;

/** Cholesky's lower triangle of a symmetric matrix that is positive but for rounding. */
function lowerOf(matrix: Matrix): Matrix {
  const lower: Matrix = [];
  for (let row = 0; row < matrix.length; row++) {
    const line: number[] = [];
    for (let column = 0; column <= row; column++) {
      const other = column === row ? line : (lower[column] ?? []);
      let rest = at(matrix, row, column);
      for (let k = 0; k < column; k++) rest -= (line[k] ?? 0) * (other[k] ?? 0);
      line.push(column === row ? Math.sqrt(Math.max(rest, 1e-12)) : rest / (other[column] ?? 1));
    }
    lower.push(line);
  }
  return lower;
}

/** Solves lower × x = b. */
function solve(lower: Matrix, b: readonly number[]): number[] {
  const x: number[] = [];
  lower.forEach((line, row) => {
    let rest = b[row] ?? 0;
    for (let k = 0; k < row; k++) rest -= (line[k] ?? 0) * (x[k] ?? 0);
    x.push(rest / (line[row] ?? 1));
  });
  return x;
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);

/** How wide the level itself may lie around the mean of the months: so wide that the months decide. */
const levelSpread = 5;

/** The covariance of two months' courses, without chance and spread. */
function shared({ slope, walk, bend }: Kind, a: number, b: number): number {
  const [first, last] = [Math.min(a, b), Math.max(a, b)];
  // The last term is that of a walk summed up (Wiener process, integrated once).
  return (
    levelSpread ** 2 +
    slope ** 2 * a * b +
    walk ** 2 * first +
    (bend ** 2 * first ** 2 * (3 * last - first)) / 6
  );
}

/** The rest of the year under one kind, and how well that kind explains the months so far (log likelihood). */
function fitOne(
  points: readonly Point[],
  ahead: readonly Pick<Point, 'at' | 'season'>[],
  kind: Kind,
): Omit<Fitted, 'weight'> & { evidence: number } {
  const centre = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const seen = points.map(({ y, season }) => y - centre - kind.season * season);
  const own = (variance: number) => variance + kind.spread ** 2;
  const lower = lowerOf(
    points.map((a, row) =>
      points.map((b, column) => shared(kind, a.at, b.at) + (row === column ? own(a.variance) : 0)),
    ),
  );
  const white = solve(lower, seen);
  const evidence =
    -dot(white, white) / 2 - lower.reduce((sum, line, row) => sum + Math.log(line[row] ?? 1), 0);
  const toPoints = ahead.map((a) =>
    solve(
      lower,
      points.map((b) => shared(kind, a.at, b.at)),
    ),
  );
  const mean = ahead.map((a, k) => centre + kind.season * a.season + dot(toPoints[k] ?? [], white));
  const factor = lowerOf(
    ahead.map((a, row) =>
      ahead.map(
        (b, column) =>
          shared(kind, a.at, b.at) -
          dot(toPoints[row] ?? [], toPoints[column] ?? []) +
          (row === column ? own(0) : 0),
      ),
    ),
  );
  return { mean, factor, evidence };
}

/** Ways less probable than this change nothing that is shown. */
const leastWeight = 1e-3;

/**
 * The months still to come, as several ways in which a year may go, each as probable as the months so far make it (Bayesian model
 * averaging over Gaussian processes with a level, a slope, a walk and a spread). With few months all ways stay open, and what
 * is said is wide; a year that has kept steady is told narrowly. `points` must not be empty.
 */
export function fitCourses(
  points: readonly Point[],
  ahead: readonly Pick<Point, 'at' | 'season'>[],
  kinds: readonly Kind[],
): Fitted[] {
  const fitted = kinds.map((kind) => fitOne(points, ahead, kind));
  const top = Math.max(...fitted.map(({ evidence }) => evidence));
  const weighed = fitted.map((its) => ({ ...its, weight: Math.exp(its.evidence - top) }));
  const sum = weighed.reduce((total, { weight }) => total + weight, 0);
  const kept = weighed.filter(({ weight }) => weight >= leastWeight * sum);
  const all = kept.reduce((total, { weight }) => total + weight, 0);
  return kept.map(({ weight, mean, factor }) => ({ weight: weight / all, mean, factor }));
}

/** Every combination of the sizes given. */
export const kindsOf = (sizes: { [K in keyof Kind]: readonly number[] }): Kind[] =>
  sizes.spread.flatMap((spread) =>
    sizes.slope.flatMap((slope) =>
      sizes.walk.flatMap((walk) =>
        sizes.bend.flatMap((bend) => sizes.season.map((season) => ({ spread, slope, walk, bend, season }))),
      ),
    ),
  );
