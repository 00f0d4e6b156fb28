import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';
import { childrenOf } from '../support/reader-children.ts';
import { generateDossiers } from './generate-dossiers.ts';

/** A home of many files landed, and made anew from its archive: `bench-rebuild.ts [files, 300] [rows of each, 1000]`. */
const files = Number(process.argv[2] ?? 300);
const rows = Number(process.argv[3] ?? 1000);

/** The most memory that a process holds and that its children hold, in MB; 0 where the system does not tell (not Linux). */
function heldBy(pid: number): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0;
    return childrenOf(pid).reduce((sum, child) => sum + heldBy(child), Number(kilobytes) / 1024);
  } catch {
    return 0;
  }
}

/** Runs the program and looks at it until it ends. */
async function watched(...args: string[]): Promise<{ seconds: number; megabytes: number }> {
  const started = performance.now();
  const program = [resolve('pipelines/kpi.mjs'), ...args];
  const child = spawn(process.execPath, program, { stdio: 'ignore' });
  let megabytes = 0;
  const look = setInterval(() => {
    megabytes = Math.max(megabytes, Math.round(heldBy(child.pid ?? 0)));
  }, 100);
  const [code] = await once(child, 'exit');
  clearInterval(look);
  if (code !== 0 && code !== 1) throw new Error(`${args[0]} ended with ${code}`);
  return { seconds: (performance.now() - started) / 1000, megabytes };
}

const scratch = mkdtempSync(join(tmpdir(), 'nq57-kpi-bench-'));
try {
  const home = join(scratch, 'home');
  const inbox = join(home, 'inbox', 'public-service-portal');
  mkdirSync(inbox, { recursive: true });
  const generator = await Warehouse.open({
    path: ':memory:',
    temporary: join(scratch, 'tmp'),
    reach: [scratch],
  });
  for (let file = 0; file < files; file += 1)
    await generateDossiers(
      generator,
      join(inbox, `tep-${String(file).padStart(4, '0')}.csv`),
      rows,
      32_000,
      file * rows,
    );
  await generator.close();
  const first = await watched('refresh', '--no-site', '--home', home);
  const again = await watched('rebuild', '--home', home);
  process.stdout.write(
    `bench rebuild files=${files} rows=${files * rows} first_seconds=${first.seconds.toFixed(1)} first_mb=${first.megabytes} seconds=${again.seconds.toFixed(1)} mb=${again.megabytes}\n`,
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
