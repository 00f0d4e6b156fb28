export { defaultSeed, writeSample } from './write.ts';
