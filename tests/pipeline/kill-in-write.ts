// A process of its own that writes into a warehouse and is gone before it can close it.
import { Engine } from '../../pipelines/warehouse/engine.ts';

const [path = '', sql = ''] = process.argv.slice(2);
const engine = await Engine.openEngine({ path });
await engine.run(sql);
process.kill(process.pid, 'SIGKILL');
