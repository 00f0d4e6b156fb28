export type { Demo, DemoFile } from './generate.ts';
export { generateDemo } from './generate.ts';
export type { TruthFile, TruthRefusal } from './truth/files.ts';
export type { TruthReading } from './truth/readings.ts';
export type { DemoTruth } from './truth/truth.ts';
export type { TruthVpcp06 } from './truth/vpcp06.ts';
export type { DemoFolders, TruthSourceFile, WrittenTruth } from './write.ts';
export { defaultSeed, demoSource, writeDemo } from './write.ts';
