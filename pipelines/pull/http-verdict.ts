import { open, readFile } from 'node:fs/promises';
import { presentableName } from '../archive/archived-file.ts';
import type { HttpSettings } from '../config/pull-settings.ts';
import { PullFault } from './fault.ts';
import type { Answer } from './http-request.ts';

/** Seconds or a date (RFC 9110, 10.2.3); a date is taken against the server's own clock. */
function retryAfterMs(answer: Answer): number | undefined {
  const asked = answer.header('retry-after');
  if (asked === undefined) return undefined;
  if (/^\d{1,9}$/.test(asked.trim())) return Number(asked) * 1000;
  const wait = Date.parse(asked) - Date.parse(answer.header('date') ?? '');
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

/** The fault a status stands for; undefined when the answer is to be read. */
export function statusFault(where: string, answer: Answer, sound: readonly number[]): PullFault | undefined {
  const { status } = answer;
  if (sound.includes(status)) return undefined;
  const after = retryAfterMs(answer);
  const seconds = Math.ceil((after ?? 0) / 1000);
  if (status === 401 || status === 403 || status === 407)
    return PullFault.lasting('http_denied', where, status);
  if (status === 404 || status === 410) return PullFault.lasting('http_not_found', where, status);
  if (status === 429) return PullFault.lasting('http_too_many', where, seconds);
  if (status === 408 || status >= 500) return PullFault.passing('http_busy', [where, status, seconds], after);
  return PullFault.lasting('http_status', where, status);
}

/** Larger answers are lists, not error messages; reading judges them. */
const largestJudged = 64 * 1024 ** 2;

async function startsLikeJson(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0);
    return /^(?:\ufeff)?\s*[{[]/.test(buffer.subarray(0, bytesRead).toString('utf8'));
  } finally {
    await file.close();
  }
}

const notJson = Symbol('not JSON');

async function parsed(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return notJson;
  }
}

function valueAt(json: unknown, field: string): unknown {
  let value = json;
  for (const step of field.split('.')) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string, unknown>)[step]
        : undefined;
  }
  return value;
}

/**
 * Throws when a finished answer is an error in the clothes of a success. Where a file is expected, JSON that says
 * nothing of success or failure is left to reading.
 */
export async function judgeAnswer(
  where: string,
  { format, success: { field, equals = [] } }: HttpSettings,
  path: string,
  bytes: number,
): Promise<void> {
  if (format === 'file' && field === undefined) return;
  if (!(await startsLikeJson(path))) {
    if (format === 'file') return;
    throw PullFault.lasting('not_json', where);
  }
  if (bytes > largestJudged) return;
  const json = await parsed(path);
  if (json === notJson) {
    if (format === 'file') return;
    throw PullFault.lasting('not_json', where);
  }
  if (field === undefined) return;
  const value = valueAt(json, field);
  if (value === undefined && format === 'file') return;
  // Portals write the same code now as a number, now as text.
  if (equals.some((sound) => String(sound) === String(value))) return;
  const shown = presentableName(value === undefined ? '—' : JSON.stringify(value)).slice(0, 80);
  throw PullFault.lasting('answer_refused', where, field, shown);
}
