// Runs before `npm start` and `npm test`, in plain JavaScript: nothing may be installed yet. Installs the packages of the
// lockfile when what is installed does not come from it; a second start installs nothing.
// With --after it runs as npm's postinstall: applies patches/ and notes from which lockfile everything came.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const note = join(root, 'node_modules', '.nq57-kpi-installed');

function fingerprint() {
  const hash = createHash('sha256');
  hash.update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  hash.update(readFileSync(join(root, 'package-lock.json')));
  const patches = join(root, 'patches');
  for (const name of readdirSync(patches).sort()) {
    if (name.endsWith('.patch')) hash.update(readFileSync(join(patches, name)));
  }
  return hash.digest('hex');
}

/** Runs a JavaScript program of this Node; its output goes to stderr, so that stdout stays the command's own. */
function runNode(args, env = {}) {
  const options = { cwd: root, stdio: ['ignore', 2, 2], env: { ...process.env, ...env } };
  const { status } = spawnSync(process.execPath, args, options);
  if (status !== 0) process.exit(status ?? 3);
}

if (process.argv.includes('--after')) {
  runNode([join(root, 'node_modules', 'patch-package', 'index.js'), '--error-on-fail', '--error-on-warn']);
  writeFileSync(note, fingerprint());
} else if (!existsSync(note) || readFileSync(note, 'utf8') !== fingerprint()) {
  const npm = process.env.npm_execpath;
  if (!npm) {
    process.stderr.write('Run this through npm: npm start\n');
    process.exit(2);
  }
  process.stderr.write(
    'Đang cài các gói cần thiết (chỉ lần đầu, vài phút) … / Installing packages (first time only) …\n',
  );
  // ssh2 has an optional native part. Told to look for Node's headers where there are none, its build gives up at once;
  // else it would fetch them from outside the registry.
  runNode([npm, 'ci', '--no-audit', '--no-fund'], { npm_config_nodedir: join(root, 'pipelines') });
}
