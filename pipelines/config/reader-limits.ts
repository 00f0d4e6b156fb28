import { z } from 'zod';

/** What reading one file may take. */
export interface ReaderLimits {
  memory_mb: number;
  /** Seconds in which the reader itself works. */
  seconds: number;
}

/** What the plan does not say. A workbook of 200,000 × 15 or 100,000 × 49 cells takes some 1,000 MB and a minute. */
const usual: ReaderLimits = { memory_mb: 2048, seconds: 300 };

/** What an export packs is far smaller; more is a trap, or nothing a small machine can read. */
export const mostUnpackedBytes = 2 * 1024 ** 3;

export const memorySchema = z
  .int()
  .min(128)
  .max(65_536)
  .describe('Most memory, in MB, that reading one workbook, page, JSON or archive may take');
export const secondsSchema = z
  .int()
  .min(1)
  .max(7200)
  .describe('Longest that reading one workbook, page, JSON or archive may take, in seconds');

/** The limits of a contract (which the plan's have been laid under where a project was read). */
export const limitsOf = (file: {
  memory_mb?: number | undefined;
  seconds?: number | undefined;
}): ReaderLimits => ({
  memory_mb: file.memory_mb ?? usual.memory_mb,
  seconds: file.seconds ?? usual.seconds,
});
