import { homeAt } from '../../pipelines/config/home.ts';
import { endAfter } from '../../pipelines/run/deadline.ts';
import { Engine } from '../../pipelines/warehouse/engine.ts';

// A run whose engine works on something without end. Arguments: home, minutes it may take.
const [root = '', minutes = ''] = process.argv.slice(2);
const say = (text: string) => process.stdout.write(`${text}\n`);
const engine = await Engine.openEngine({ path: ':memory:' });
endAfter(
  { home: homeAt(root), clock: () => new Date(), program: '', project: undefined, asOf: undefined, say },
  Number(minutes),
  async (message) => say(`told: ${message}`),
);
await engine.run('select count(*) from range(100000000000) a, range(10) b where a.range % 7 = b.range');
