import { cp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { messages } from '../../pipelines/messages/index.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { delimited, dossiers, sheet } from '../cases/dossier-sheet.ts';
import { fewIndicators } from '../support/few-indicators.ts';
import { changeContract, contents } from './rebuilt-home.ts';
import { checkout, portal, type SampleHome, sampleHome } from './sample-home.ts';

let home: SampleHome;
let contracts: string;

/** A commune whose contract of the portal is its own. */
beforeEach(async () => {
  home = await sampleHome();
  contracts = join(home.context.home.root, '..', 'xa');
  await cp(fewIndicators(), contracts, { recursive: true });
  const source = join('sources', portal);
  await cp(join(checkout, source), join(contracts, source), { recursive: true });
  home.context.project = contracts;
  await home.deliver('a.csv', delimited(sheet(dossiers(9))));
  await refresh(home.context, { site: false });
});
afterEach(() => home.remove());

async function original(): Promise<string> {
  const folder = join(home.context.home.archive, portal);
  const name = (await readdir(folder)).find((its) => its.endsWith('.csv')) ?? '';
  return join(folder, name);
}

for (const [how, damage] of [
  ['noise stands in the place of an original', (path: string) => writeFile(path, Buffer.alloc(4096, 0x5a))],
  ['an original is gone', (path: string) => rm(path)],
] as const)
  test(`${how}: a changed contract drops nothing, and says what to bring back`, async () => {
    const before = await contents(home);
    const path = await original();
    const backup = join(contracts, '..', 'backup');
    await cp(path, backup);
    await damage(path);
    await changeContract(contracts);
    const result = await refresh(home.context, { site: false });
    expect(result).toMatchObject({ outcome: 'failed', exit_code: 2 });
    expect(result.message).toContain(messages().run.archive.lostOf(portal, 1, '22/11/2026'));
    expect(home.said.join('\n')).toContain(messages().run.archive.keepContract);
    expect(await contents(home)).toEqual(before);
    await rm(path, { force: true });
    await cp(backup, path);
    expect((await refresh(home.context, { site: false })).exit_code).toBeLessThan(2);
    expect((await contents(home))['fact.dossier']).toEqual(before['fact.dossier']);
  });
