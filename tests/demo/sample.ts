import { type Demo, defaultSeed, generateDemo } from '../../pipelines/demo/index.ts';

let demo: Demo | undefined;

/** The sample of the default seed, generated once a test file. */
export function sample(): Demo {
  demo ??= generateDemo({ seed: defaultSeed });
  return demo;
}
