import { type ArchivedFile, presentableName } from '../archive/archived-file.ts';
import { archiveStream, register } from '../archive/store.ts';
import { byteCount, type HttpSettings, milliseconds } from '../config/pull-settings.ts';
import { dispositionName, extensionOf, extensionOfType, isData } from './extension.ts';
import { PullFault } from './fault.ts';
import { makeAsk, placeOf } from './http-ask.ts';
import { type Answer, withAnswer } from './http-request.ts';
import { judgeAnswer, statusFault } from './http-verdict.ts';
import type { Job } from './job.ts';
import type { Pull } from './pulled.ts';
import { type RemoteLook, recall, remember, resourceKey } from './remote.ts';
import { retrying } from './retry.ts';
import { withoutSecrets } from './secrets.ts';

/** The last part of a path when it names a file; `export.aspx` names a program. */
function fileInPath(url: URL): string | undefined {
  try {
    const last = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
    return isData(extensionOf(last)) ? last : undefined;
  } catch {
    // Not UTF-8: no name to show.
    return undefined;
  }
}

/** Under which name and extension an answer is kept. */
function naming(answer: Answer, url: URL, source: string, settings: HttpSettings) {
  const offered = dispositionName(answer.header('content-disposition')) ?? fileInPath(url);
  const extension =
    settings.extension ??
    (settings.format === 'json' ? 'json' : undefined) ??
    extensionOf(offered ?? '') ??
    extensionOfType(answer.header('content-type'));
  return { extension, name: offered ?? (extension === undefined ? source : `${source}.${extension}`) };
}

/** A header fit to be sent back as it came. */
const short = (value: string | undefined): string | undefined =>
  value !== undefined && /^[\x21-\x7e][\x20-\x7e]{0,511}$/.test(value) ? value : undefined;

/** Asks a web service once a run, and takes its answer into the archive. Throws faults. */
export async function pullHttp(job: Job<HttpSettings>, pull: Pull): Promise<void> {
  const { warehouse, home, folder, pulledAt, secrets, options } = job;
  const { id: source, pull: settings } = job.contract;
  const ask = makeAsk(settings, secrets, pulledAt.slice(0, 10));
  const where = placeOf(ask.url);
  // Templates, not what is sent: a new password does not make another resource.
  const resource = resourceKey('http', ask.url.href, settings.method, settings.headers);
  const before = ask.method === 'GET' ? await recall(warehouse, home, source, resource) : undefined;
  const { etag, lastModified } = before?.look ?? {};
  if (etag !== undefined) ask.headers['if-none-match'] = etag;
  if (lastModified !== undefined) ask.headers['if-modified-since'] = lastModified;

  const limits = {
    timeout: settings.timeout,
    timeoutMs: milliseconds(settings.timeout),
    idleMs: options.idleMs,
  };
  const limit = {
    bytes: byteCount(settings.max_bytes),
    fault: () => PullFault.lasting('too_large', where, settings.max_bytes),
  };
  type Taken = { file: ArchivedFile; look: RemoteLook };
  const attempt = (): Promise<Taken | undefined> =>
    withAnswer(ask, limits, async (answer) => {
      if (answer.status === 304 && before) return undefined;
      const fault = statusFault(where, answer, settings.success.status);
      if (fault) throw fault;
      // Packed, the length says nothing of what comes out.
      const announced = Number(answer.header('content-length') ?? 0);
      if (answer.header('content-encoding') === undefined && announced > limit.bytes) throw limit.fault();
      const { name, extension } = naming(answer, ask.url, source, settings);
      const archived = await archiveStream(folder, answer.body, {
        extension,
        limit,
        check: (path, bytes) => judgeAnswer(where, settings, path, bytes),
      });
      return {
        file: { source, name: presentableName(withoutSecrets(name, secrets)), ...archived },
        look: { etag: short(answer.header('etag')), lastModified: short(answer.header('last-modified')) },
      };
    });
  const taken = await retrying(settings.retries, attempt, options);
  if (!taken) {
    if (before) pull.known.push(before.file);
    return;
  }
  const { file, look } = taken;
  const isNew = await register(warehouse, file, pulledAt, () =>
    remember(warehouse, source, resource, look, file.sha256),
  );
  (isNew ? pull.taken : pull.known).push(file);
}
