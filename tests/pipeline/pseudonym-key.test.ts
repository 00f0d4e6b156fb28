import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { messages } from '../../pipelines/messages/index.ts';
import { rebuild } from '../../pipelines/run/rebuild.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { delimited, dossiers, sheet } from '../cases/dossier-sheet.ts';
import { fewIndicators } from '../support/few-indicators.ts';
import { type SampleHome, sampleHome } from './sample-home.ts';

let home: SampleHome;
let key: string;
beforeEach(async () => {
  home = await sampleHome(undefined, fewIndicators());
  key = join(home.context.home.secrets, 'pseudonym.key');
  await home.deliver('a.csv', delimited(sheet(dossiers(3))));
  await refresh(home.context, { site: false });
});
afterEach(() => home.remove());

const persons = () => home.ask('select distinct applicant_id from landing.public_service_portal order by 1');

test('another key would make two of one person: nothing lands, the way back is told, a rebuild is refused too', async () => {
  const before = await persons();
  await rm(key);
  await home.deliver('b.csv', delimited(sheet(dossiers(5))));
  for (const command of [() => refresh(home.context, { site: false }), () => rebuild(home.context)]) {
    home.said.length = 0;
    expect(await command()).toMatchObject({ outcome: 'failed', exit_code: 2 });
    expect(home.said.join('\n')).toContain(messages().land.keyChanged);
    expect(home.said.join('\n')).toContain(messages().land.keyHint);
  }
  expect(await persons()).toEqual(before);

  // The key is lost for good: without the old warehouse all pseudonyms are made anew, alike everywhere.
  await rm(home.context.home.warehouse);
  expect((await rebuild(home.context)).exit_code).toBeLessThan(2);
  expect(await persons()).not.toEqual(before);
});

test('a key file that is damaged is refused, not taken for a short key', async () => {
  for (const text of ['', 'abc', 'không phải khóa']) {
    await writeFile(key, text);
    expect(await refresh(home.context, { site: false })).toMatchObject({ outcome: 'failed', exit_code: 2 });
  }
});
