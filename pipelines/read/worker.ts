/**
 * The reader's process: whatever is large, nested or damaged is taken apart here, so that it can be ended from outside.
 * Started by `reader-process.ts` only. It writes nothing but its replies, and they hold no words of its own.
 */
import { Worker } from 'node:worker_threads';
import { jobs } from './jobs.ts';
import type { Failure, Reply, Request } from './protocol.ts';
import { isOfSystem, refusalOf } from './unreadable.ts';

const end = () => process.kill(process.pid, 'SIGKILL');

// The program holds the other end of this pipe and never writes: it ends when the program does, however that ended. A thread of
// its own waits for it, because the main one may be busy for ever.
new Worker(`require('node:fs').readSync(0, Buffer.alloc(1)); process.kill(process.pid, 'SIGKILL');`, {
  eval: true,
  execArgv: [],
}).on('error', end);
// Leaving in order would wait for that thread.
for (const event of ['uncaughtException', 'unhandledRejection', 'disconnect']) process.on(event, end);

function failureOf(error: unknown): Failure {
  if (isOfSystem(error)) {
    const { message, code = '', syscall = '' } = error as NodeJS.ErrnoException;
    return { system: { message, code, syscall } };
  }
  if (error instanceof RangeError && /allocation failed/i.test(error.message))
    return { code: 'reader_memory', facts: {} };
  if (/Invalid string length|string longer than/.test(String(error))) return { code: 'too_large', facts: {} };
  const { code, facts } = refusalOf(error) ?? { code: 'reader_failed' as const, facts: {} };
  return { code, facts };
}

type Told = AsyncGenerator<unknown, void, unknown>;
const begin = jobs as unknown as Record<string, (...args: unknown[]) => Told>;
const running = new Map<number, Told>();

const reply = (message: Reply) => process.send?.(message);

async function next(id: number, job: Told, answer: unknown): Promise<void> {
  try {
    const { done, value } = await job.next(answer);
    if (done) running.delete(id);
    reply(done ? { id, isDone: true } : { id, value });
  } catch (error) {
    running.delete(id);
    reply({ id, failure: failureOf(error) });
  }
}

process.on('message', (request: Request) => {
  const { id } = request;
  if ('kind' in request) {
    const job = begin[request.kind]?.(...request.args);
    if (!job) return;
    running.set(id, job);
    void next(id, job, undefined);
    return;
  }
  const job = running.get(id);
  if (!job) return;
  if ('answer' in request) return void next(id, job, request.answer);
  running.delete(id);
  job.return().catch(() => undefined);
});
