import { KpiError } from '../error.ts';
import { messages, storedMessages } from '../messages/index.ts';
import { asRead } from '../publish/gate/as-read.ts';
import { writtenMatches } from '../publish/gate/personal-patterns.ts';
import type { Failure } from '../publish/health.ts';

/**
 * Why a run failed, as far as it may leave the machine. Of an error that nobody foresaw, or that quotes what came in, only the code: an
 * engine's sentence may name a cell. A sentence in which something has the shape of a person's number is none, either.
 */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof KpiError) || error.code === 'unexpected') {
    const system = (error instanceof KpiError ? error.cause : error) as { code?: unknown } | undefined;
    const code =
      typeof system?.code === 'string' && /^[A-Z0-9_]+$/.test(system.code) ? system.code : undefined;
    return { cause: code === undefined ? 'unexpected' : `unexpected:${code}`, text: null };
  }
  const isTellable = !error.quotesData && writtenMatches(asRead(error.message), 'data').length === 0;
  // An error has its words in the reader's language only.
  const isKept = messages() === storedMessages();
  return { cause: error.code, text: isTellable && isKept ? error.message : null };
}
