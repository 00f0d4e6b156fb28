// Settings of the bundler within a work folder, above those of Evidence's template.
import template from './.evidence/template/vite.config.js';

/**
 * What pages share is a file or two, not a dozen small ones that are waited for one after another. (Not for the half of the build
 * that renders the pages: SvelteKit asks its files by their exports.)
 */
const fewFiles = {
  name: 'few-files',
  /** @param {{ build?: { ssr?: unknown } }} config */
  config: ({ build }) =>
    build?.ssr ? undefined : { build: { rollupOptions: { output: { experimentalMinChunkSize: 30_000 } } } },
};

export default { ...template, plugins: [...template.plugins, fewFiles] };
