import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian and other systems keep Chromium. */
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Starts the system's Chromium if there is one, else the one inside an npm package (Linux on x64 only).
 *
 * @param folder where the packaged one is unpacked (190 MB); what is there already is used as it is, so nobody else may write into it
 * @throws Error where neither starts
 */
export async function launchBrowser(folder = tmpdir()): Promise<Browser> {
  const system = installed.find((path) => existsSync(path));
  if (system && process.env.KPI_TEST_BROWSER !== 'npm') {
    return chromium.launch({ executablePath: system, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  }
  return within(folder, async () => {
    const { default: packaged } = await import('@sparticuz/chromium');
    packaged.setGraphicsMode = false;
    // It is made for functions in a cloud: all in one process, which ends with the first closed window. Here it may have more.
    const args = packaged.args.filter((arg) => !['--single-process', '--no-zygote'].includes(arg));
    return chromium.launch({
      executablePath: await packaged.executablePath(),
      args: [...args, '--no-sandbox'],
    });
  });
}

/** The package asks only the environment where it may unpack itself. */
async function within<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
