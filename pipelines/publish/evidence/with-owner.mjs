// Runs a program of Node's that ends with its owner, however that ended: `node with-owner.mjs <program> <argument> …`, as the leader of a
// process group of its own, with a pipe at descriptor 3 that the owner holds and never writes to. Plain JavaScript: it is no part of
// what is compiled, and begins in a process of its own.
import { spawnSync } from 'node:child_process';
import { Socket } from 'node:net';
import { pathToFileURL } from 'node:url';

/** The program with all that it has started. */
function end() {
  if (process.platform === 'win32')
    spawnSync('taskkill', ['/pid', String(process.pid), '/T', '/F'], { windowsHide: true });
  else process.kill(-process.pid, 'SIGKILL');
}

// No signal tells that an owner was killed; the system closes its end of the pipe.
new Socket({ fd: 3, readable: true, writable: false })
  .on('error', () => undefined)
  .on('close', end)
  .resume()
  .unref();

process.argv.splice(1, 1);
await import(pathToFileURL(process.argv[1]).href);
