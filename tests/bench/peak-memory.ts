import { readFileSync } from 'node:fs';

/** The most memory this process has held so far, in MB: engine, JavaScript and all. */
export function peakMegabytes(): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kilobytes) return Math.round(Number(kilobytes) / 1024);
  } catch {
    // Not on Linux: the system's own count is all there is.
  }
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
