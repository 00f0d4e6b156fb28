// A process of its own that has a warehouse open, as a reader does, for as many milliseconds as it is told.
import { setTimeout as sleep } from 'node:timers/promises';
import { Engine } from '../../pipelines/warehouse/engine.ts';

const [path = '', ms = '0'] = process.argv.slice(2);
const engine = await Engine.openEngine({ path });
process.send?.('held');
await sleep(Number(ms));
await engine.close();
process.disconnect?.();
