import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { residentMegabytes } from '../config/process-memory.ts';
import type { ReaderLimits } from '../config/reader-limits.ts';
import type { Jobs } from './jobs.ts';
import type { Failure, Reply, Request } from './protocol.ts';
import { UnreadableFile } from './unreadable.ts';

/** How often the memory of a working process is looked at: it may grow by some 100 MB in between. */
const lookEvery = 100;
/** A process that holds more when its work is done is not kept: what it holds is nobody's any more. */
const mostWhenIdle = 512;
/** A process without work is ended after this time. */
const idleFor = 30_000;
/** Nothing else of the program's surroundings is the reader's: secrets least of all. */
const passedOn = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'HOME'];

/** How a process ends whose heap, or an array in it, has no room: it aborts or traps (numbers: Windows). */
const outOfRoom: (string | number)[] = ['SIGABRT', 'SIGTRAP', 134, 0x80000003];

/** Compiled, the entry lies beside this; from source (tests, bench) it is run as the caller is, through tsx. */
function startChild(memory: number): ChildProcess {
  const isSource = import.meta.url.endsWith('.ts');
  const entry = new URL(isSource ? './worker.ts' : './read-worker.js', import.meta.url);
  const loader = isSource
    ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href]
    : [];
  return fork(fileURLToPath(entry), [], {
    execArgv: [...loader, `--max-old-space-size=${memory}`],
    env: Object.fromEntries(passedOn.map((name) => [name, process.env[name]])),
    serialization: 'advanced',
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
  });
}

/** Time that is left to read one file. */
interface Budget {
  milliseconds: number;
}

class ReaderProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #jobs = 0;
  #last = 0;
  #ended: Failure | undefined;
  #look: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(readonly memory: number) {
    this.#child = startChild(memory);
    this.#child.on('message', (reply: Reply) => {
      const resolve = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      resolve?.(reply);
    });
    this.#child.on('exit', (code, signal) => {
      const isOutOfRoom = outOfRoom.includes(signal ?? code ?? 0);
      this.#end(isOutOfRoom ? 'reader_memory' : 'reader_crashed');
    });
    this.#child.on('error', () => this.#end('reader_crashed'));
    this.#child.stdin?.on('error', () => undefined);
    this.#letGo();
  }

  get isUsable(): boolean {
    return this.#ended === undefined;
  }

  get isIdle(): boolean {
    return this.#jobs === 0;
  }

  /** Ends it with everything it is at; whoever waits is told the reason. */
  #end(code: 'reader_memory' | 'reader_time' | 'reader_crashed', facts = {}): void {
    this.#ended ??= { code, facts: { memory_mb: this.memory, ...facts } };
    this.#child.kill('SIGKILL');
    clearInterval(this.#look);
    clearTimeout(this.#idle);
    for (const [id, resolve] of this.#waiting) resolve({ id, failure: this.#ended });
    this.#waiting.clear();
  }

  end(): void {
    this.#end('reader_crashed');
  }

  /** A process without work keeps no program alive. */
  #letGo(): void {
    this.#child.unref();
    this.#child.channel?.unref();
    (this.#child.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  }

  #hold(): void {
    this.#jobs += 1;
    if (this.#jobs > 1) return;
    clearTimeout(this.#idle);
    this.#child.channel?.ref();
    this.#look = setInterval(() => {
      const used = residentMegabytes(this.#child.pid ?? 0);
      if (used !== undefined && used > this.memory) this.#end('reader_memory');
    }, lookEvery);
  }

  #release(): void {
    this.#jobs -= 1;
    if (this.#jobs > 0 || !this.isUsable) return;
    clearInterval(this.#look);
    this.#letGo();
    if ((residentMegabytes(this.#child.pid ?? 0) ?? 0) > mostWhenIdle) this.end();
    else this.#idle = setTimeout(() => this.end(), idleFor).unref();
  }

  #tell(request: Request): void {
    // What cannot be sent any more is answered by its end.
    if (this.#child.connected) this.#child.send(request, () => undefined);
  }

  #ask(request: Request): Promise<Reply> {
    const { id } = request;
    if (this.#ended) return Promise.resolve({ id, failure: this.#ended });
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#tell(request);
    });
  }

  async #within(budget: Budget, seconds: number, reply: Promise<Reply>): Promise<Reply> {
    const started = performance.now();
    const timer = setTimeout(() => this.#end('reader_time', { seconds }), budget.milliseconds);
    const told = await reply;
    clearTimeout(timer);
    budget.milliseconds = Math.max(1, budget.milliseconds - (performance.now() - started));
    return told;
  }

  /** One job from its beginning to its end. While a block of rows is taken, the next one is read. */
  async *run(
    kind: string,
    args: unknown[],
    budget: Budget,
    seconds: number,
  ): AsyncGenerator<unknown, void, unknown> {
    this.#last += 1;
    const id = this.#last;
    this.#hold();
    let reply = this.#ask({ id, kind, args });
    try {
      for (;;) {
        const told = await this.#within(budget, seconds, reply);
        if ('failure' in told) throw errorOf(told.failure);
        if ('isDone' in told) return;
        const { value } = told;
        const isBlock = typeof value === 'object' && value !== null && 'rows' in value;
        const ahead = isBlock ? this.#ask({ id, answer: undefined }) : undefined;
        const answer = yield value;
        reply = ahead ?? this.#ask({ id, answer });
      }
    } finally {
      this.#waiting.delete(id);
      this.#tell({ id, isDropped: true });
      this.#release();
    }
  }
}

const errorOf = (failure: Failure): Error =>
  'system' in failure
    ? Object.assign(new Error(failure.system.message), failure.system)
    : new UnreadableFile(failure.code, undefined, failure.facts);

let current: ReaderProcess | undefined;

/** The process that reads; one stands for many files, and a fresh one for those behind a file that broke it. */
function processOf(memory: number): ReaderProcess {
  if (current?.isUsable && current.memory !== memory && current.isIdle) current.end();
  if (!current?.isUsable || current.memory !== memory) current = new ReaderProcess(memory);
  return current;
}

/** Ends the process that reads, if there is one. */
export function endReader(): void {
  current?.end();
  current = undefined;
}

/** Does the jobs of one file in the reader's process. */
export interface Reader {
  run<Kind extends keyof Jobs>(kind: Kind, ...args: Parameters<Jobs[Kind]>): ReturnType<Jobs[Kind]>;
}

/**
 * A reader for one file, within the limits: its jobs throw `reader_memory`, `reader_time` and `reader_crashed` besides what
 * they throw of themselves.
 */
export function readerWithin({ memory_mb: memory, seconds }: ReaderLimits): Reader {
  const budget = { milliseconds: seconds * 1000 };
  return {
    run: <Kind extends keyof Jobs>(kind: Kind, ...args: Parameters<Jobs[Kind]>) =>
      processOf(memory).run(kind, args, budget, seconds) as ReturnType<Jobs[Kind]>,
  };
}
