// Settings of the bundler within a work folder, above those of Evidence's template.
import template from './.evidence/template/vite.config.js';

export default {
  ...template,
  build: {
    ...template.build,
    rollupOptions: {
      ...template.build.rollupOptions,
      // What is shared is one file, not a dozen small ones that are waited for one after another.
      output: { experimentalMinChunkSize: 30_000 },
    },
  },
};
