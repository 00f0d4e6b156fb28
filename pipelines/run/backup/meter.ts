import { messages } from '../../messages/index.ts';
import type { Progress } from '../progress.ts';

const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;

/** Tells a line for each part of a backup that is done, with its files, megabytes and seconds. */
export class Meter {
  #part: string | undefined;
  #files = 0;
  #bytes = 0;
  #since = performance.now();

  constructor(
    readonly progress: Progress,
    /** What is done with the files: stands before the name of each part. */
    readonly doing: string,
  ) {}

  /** A file begins, as it is called in the backup. */
  begins(path: string): void {
    const [folder = '', first = ''] = path.split('/');
    const part = folder === 'project' ? folder : first;
    const { parts } = messages().backup;
    const name = parts[part] ?? parts.other ?? part;
    if (name !== this.#part) this.end();
    this.#part = name;
  }

  /** It is done. */
  ends(bytes: number): void {
    this.#files += 1;
    this.#bytes += bytes;
  }

  /** No file comes any more. */
  end(): void {
    const { files, megabytes: unit } = messages().backup.count;
    if (this.#part !== undefined)
      this.progress.step(`${this.doing} ${this.#part}`, (performance.now() - this.#since) / 1000, {
        [files]: this.#files,
        [unit]: megabytes(this.#bytes),
      });
    this.#part = undefined;
    this.#files = 0;
    this.#bytes = 0;
    this.#since = performance.now();
  }
}
