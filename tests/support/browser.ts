import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian and other systems keep Chromium. */
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts the system's Chromium if there is one, else the one inside an npm package (Linux on x64 only). */
export async function launchBrowser(): Promise<Browser> {
  const system = installed.find((path) => existsSync(path));
  if (system && process.env.KPI_TEST_BROWSER !== 'npm') {
    return chromium.launch({ executablePath: system, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  }
  const { default: packaged } = await import('@sparticuz/chromium');
  packaged.setGraphicsMode = false;
  // It is made for functions in a cloud: all in one process, which ends with the first closed window. Here it may have more.
  const args = packaged.args.filter((arg) => !['--single-process', '--no-zygote'].includes(arg));
  return chromium.launch({
    executablePath: await packaged.executablePath(),
    args: [...args, '--no-sandbox'],
  });
}
