import { type Catalogue, messages } from '../messages/index.ts';

/** What may go wrong with one file or one source; each code has its text in `messages/<language>/pull.ts`. */
export type FaultCode = Exclude<keyof Catalogue['pull'], 'settings'>;
type Said<K extends FaultCode> = Parameters<Catalogue['pull'][K]>;

/**
 * A fault of the other side, of the network or of a secret: it becomes a notice and ends nothing but its own source. It
 * never carries a `cause`: what libraries say of a failed request may quote the request, and so a secret.
 */
export class PullFault extends Error {
  readonly code: FaultCode;
  /** Whether trying again in the same run may help. */
  readonly passing: boolean;
  /** How long the other side asks to be left alone. */
  readonly afterMs: number | undefined;

  private constructor(code: FaultCode, message: string, passing: boolean, afterMs?: number) {
    super(message);
    this.name = 'PullFault';
    this.code = code;
    this.passing = passing;
    this.afterMs = afterMs;
  }

  /** Trying again does not help: a person must look. */
  static lasting<K extends FaultCode>(code: K, ...said: Said<K>): PullFault {
    return new PullFault(code, messageOf(code, said), false);
  }

  /** May have gone a little later. */
  static passing<K extends FaultCode>(code: K, said: Said<K>, afterMs?: number): PullFault {
    return new PullFault(code, messageOf(code, said), true, afterMs);
  }
}

function messageOf<K extends FaultCode>(code: K, said: Said<K>): string {
  const text = messages().pull[code] as (...values: Said<K>) => string;
  return text(...said);
}

const certificate = /CERT|SELF_SIGNED|ISSUER|ALTNAME/;
const broken = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/** What an error of a connection means. `code` is the only thing taken from it. */
export function networkFault(where: string, error: unknown): PullFault {
  if (error instanceof PullFault) return error;
  const code = String((error as { code?: unknown } | undefined)?.code ?? '').replace(/[^A-Z0-9_]/g, '');
  if (certificate.test(code)) return PullFault.lasting('certificate', where, code);
  if (broken.has(code)) return PullFault.passing('cut_short', [where]);
  return PullFault.passing('unreachable', [where, code || 'network']);
}

/** Says an error of the other side in our own words; errors of our own disk or program pass as they are. */
export async function* fromPeer(
  chunks: AsyncIterable<Buffer>,
  fault: (error: unknown) => PullFault,
): AsyncGenerator<Buffer> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    while (true) {
      let next: IteratorResult<Buffer>;
      try {
        next = await iterator.next();
      } catch (error) {
        throw fault(error);
      }
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Lets go of the other side when we stop before its end.
    await iterator.return?.().catch(() => undefined);
  }
}
