/** A sum of whole numbers that are not negative, [column → factor], that lies between two numbers. */
export interface Row {
  terms: Map<number, number>;
  least: number;
  most: number;
}

/** Whole, non-negative numbers that are looked for, and what is known of them. */
export interface Problem {
  columns: number;
  rows: Row[];
}
