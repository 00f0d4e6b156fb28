/** Fields that only some shapes have. */
export const shapeFields = [
  'fact',
  'when',
  'meets',
  'sum',
  'over',
  'each',
  'due',
  'done',
  'of',
  'parts',
] as const;
export type ShapeField = (typeof shapeFields)[number];

/** Fields that hold SQL over a row of the fact, and what it must give; `count` is there in every shape, `open` may be. */
export const formulas = {
  count: 'condition',
  meets: 'condition',
  sum: 'quantity',
  over: 'quantity',
  open: 'condition',
} as const;
export const formulaFields = Object.keys(formulas) as readonly (keyof typeof formulas)[];

/** Fields that name a column of the fact. */
export const columnFields = ['when', 'due', 'done', 'each'] as const;

/** What the rest of the program knows of a shape. */
export interface ShapeTraits {
  /** Fields it must have. */
  needs: readonly ShapeField[];
  /** Fields it may have; those of `shapeFields` that stand nowhere in its row are faults. */
  may?: readonly ShapeField[];
  /** Of these sets of fields it must have one, whole, and nothing of the others. */
  either?: readonly (readonly ShapeField[])[];
  /** `amount`: so many, of which a month has its share of the year's target; `share`: of a whole; else neither. */
  value: 'amount' | 'share' | 'other';
  /** Whether its value is numerator ÷ denominator, and not the numerator itself. */
  hasDenominator: boolean;
  /**
   * How the counts of parts (days, groups of rows) come to those of the whole: they `add` up, and of no rows they are 0;
   * the `greatest` stands; or they do not at all, and every row must be seen again: `none`.
   */
  parts: 'add' | 'greatest' | 'none';
  /** Whether it is made of other indicators, and not of rows: then it has no parts of the commune. */
  isDerived: boolean;
  /** What stands behind the value: cases, a quantity over cases (with decimals), or nothing that says more than the value. */
  counts: 'cases' | 'quantity' | 'none';
}

const ofRows = ['fact', 'when'] as const;
const sums = { parts: 'add', isDerived: false, counts: 'cases' } as const;

const table = {
  /** Rows, or different values of a column. */
  count: { ...sums, needs: ofRows, may: ['each'], value: 'amount', hasDenominator: false },
  /** A sum. */
  total: { ...sums, needs: [...ofRows, 'sum'], value: 'amount', hasDenominator: false },
  /** Rows that meet among rows that count, or one sum over another. */
  ratio: {
    ...sums,
    needs: ofRows,
    may: ['each'],
    either: [['meets'], ['sum', 'over']],
    value: 'share',
    hasDenominator: true,
  },
  /** The mean of a quantity over rows. */
  average: {
    ...sums,
    needs: [...ofRows, 'sum'],
    value: 'other',
    hasDenominator: true,
    counts: 'quantity',
  },
  /** The middle one of a quantity over rows. */
  median: {
    needs: [...ofRows, 'sum'],
    value: 'other',
    hasDenominator: false,
    parts: 'none',
    isDerived: false,
    counts: 'none',
  },
  /** 1 where any row meets, else 0. */
  yes_no: {
    needs: [...ofRows, 'meets'],
    value: 'other',
    hasDenominator: false,
    parts: 'greatest',
    isDerived: false,
    counts: 'none',
  },
  /** What was done by its day among what was due. */
  deadline: { ...sums, needs: [...ofRows, 'due', 'done'], value: 'share', hasDenominator: true },
  /** One indicator over another. */
  quotient: { ...sums, needs: ['of'], value: 'other', hasDenominator: true, isDerived: true },
  /** The weighted mean of other indicators. */
  index: {
    ...sums,
    needs: ['parts'],
    value: 'other',
    hasDenominator: true,
    isDerived: true,
    counts: 'none',
  },
} satisfies Record<string, ShapeTraits>;

/** How the numbers of an indicator come about. */
export type Shape = keyof typeof table;

/**
 * All that is known of each shape; the catalogue is checked by it, `plan.indicator` tells it to SQL. What a shape counts
 * in rows stands in measure/row-counts.ts.
 */
export const shapes: Readonly<Record<Shape, ShapeTraits>> = table;
export const shapeNames = Object.keys(table) as readonly Shape[];
