import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What scripts find their place by, and an empty one of Evidence's frame. */
const marks =
  / data-svelte-h="svelte-[a-z0-9]+"|<!-- (?:HEAD_svelte-[a-z0-9]+_(?:START|END)|HTML_TAG_(?:START|END)|SvelteKit Hydrated Content) -->|<script>\s*<\/script>/g;

/** Takes from pages that are sent without scripts what is there for scripts: some hundredth of their bytes, and the last one that runs. */
export async function bare(folder: string, addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    const path = join(folder, ...address.split('/'), 'index.html');
    const html = await readFile(path, 'utf8');
    await writeFile(path, html.replace(marks, ''));
  }
}
