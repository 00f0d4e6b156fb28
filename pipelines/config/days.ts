/** A duration of the contracts in days: `36h` → 1.5 */
export const days = (duration: string): number =>
  Number.parseInt(duration, 10) / (duration.endsWith('h') ? 24 : 1);
