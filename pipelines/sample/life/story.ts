import { landField } from '../data/procedures.ts';

/** What one month is like in the sample. Rates are shares of 1. */
export interface MonthStory {
  month: string;
  /** Filings on a working day. */
  perDay: number;
  online: number;
  /** Share of land dossiers that will miss their date. */
  landLate: number;
  /** Share of fee-paying online dossiers that are paid online. */
  paid: number;
  electronic: number;
  digitised: number;
}

function row(
  month: string,
  perDay: number,
  online: number,
  landLate: number,
  paid: number,
  electronic: number,
  digitised: number,
): MonthStory {
  return { month, perDay, online, landLate, paid, electronic, digitised };
}

/**
 * The visible story: online filing climbs from 45 % to 85 %, land falls behind in summer and recovers a little, payment
 * and electronic results follow slowly.
 */
export const story: readonly MonthStory[] = [
  row('2025-11', 52, 0.4, 0.06, 0.5, 0.5, 0.55),
  row('2025-12', 54, 0.42, 0.06, 0.5, 0.52, 0.57),
  row('2026-01', 58, 0.45, 0.06, 0.52, 0.55, 0.6),
  row('2026-02', 52, 0.49, 0.07, 0.54, 0.58, 0.63),
  row('2026-03', 62, 0.54, 0.05, 0.57, 0.62, 0.66),
  row('2026-04', 60, 0.58, 0.06, 0.6, 0.66, 0.7),
  row('2026-05', 60, 0.63, 0.08, 0.63, 0.69, 0.74),
  row('2026-06', 63, 0.67, 0.3, 0.67, 0.72, 0.78),
  row('2026-07', 66, 0.72, 0.38, 0.7, 0.75, 0.81),
  row('2026-08', 64, 0.77, 0.32, 0.74, 0.79, 0.85),
  row('2026-09', 60, 0.81, 0.2, 0.77, 0.82, 0.88),
  row('2026-10', 61, 0.85, 0.15, 0.8, 0.85, 0.9),
];

/** Share of a field's dossiers that will miss their date. */
export function lateRate(field: string, month: MonthStory): number {
  return field === landField ? month.landLate : 0.022;
}

/** How far a field's share of online filings lies from the commune's; over all fields this comes to about nothing. */
export function onlineOffset(field: string): number {
  if (field === landField) return -0.08;
  if (field === 'Chứng thực') return -0.03;
  return 0.04;
}
