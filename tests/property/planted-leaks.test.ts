import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { run as deliveryList } from '../../pipelines/commands/delivery-list.ts';
import { run as quarantineList } from '../../pipelines/commands/quarantine-list.ts';
import { run as siteMasked } from '../../pipelines/commands/site-masked.ts';
import { run as status } from '../../pipelines/commands/status.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import type { SampleHome } from '../pipeline/sample-home.ts';
import { howManyForms, read } from '../support/planted.ts';
import {
  type Places,
  placesOf,
  plainFolder,
  plainHome,
  plantInFolder,
  plantInInbox,
} from '../support/planted-home.ts';
import { filesBelow, textsOfFile } from '../support/release-texts.ts';
import { runs } from '../support/runs.ts';

/** What of the planted stands in a text, but that of some places. */
const plantedIn = (places: Places, texts: readonly string[], but: readonly string[] = []): string[] => {
  const ready = texts.map(read);
  return Object.entries(places).flatMap(([place, all]) =>
    but.includes(place)
      ? []
      : all
          .filter((its) => ready.some((text) => its.isPlantedIn(text)))
          .map(({ what }) => `${place}: ${what}`),
  );
};

const commands = [
  [status, {}],
  [quarantineList, { limit: '100000' }],
  [deliveryList, {}],
  [siteMasked, {}],
] as const;

async function printedBy(home: SampleHome): Promise<string[]> {
  home.printed.length = 0;
  for (const [command, options] of commands)
    for (const json of [true, false]) await command({ ...home.context, json }, options);
  return home.printed;
}

test('whoever it is and however it is written: nothing of a person is in logs, on the screen, in what is kept of a run, in the marts', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 20 }),
      fc.shuffledSubarray([...Array(howManyForms).keys()], { minLength: 6, maxLength: 10 }),
      async (offset, named) => {
        const places = placesOf(
          [
            'indicators',
            'targets',
            'comparisons',
            'texts',
            'groups',
            'hamlets',
            'cells',
            'notes',
            'names',
            'heads',
            'mart',
          ],
          offset,
        );
        // Each of these is a file of its own.
        for (const place of ['names', 'heads'])
          places[place] = (places[place] ?? []).filter((_, at) => named.includes(at));
        const folder = await plainFolder();
        const home = await plainHome(folder, places);
        try {
          await plantInFolder(folder, places);
          await plantInInbox(home, places);
          expect(await refresh(home.context, { site: false })).toMatchObject({ outcome: 'warned' });
          // A check finds rows and quotes them; what stands in them is for the screen of the officer.
          await folder.write(
            'checks/ghi_chu.sql',
            "select note, kind from current.so_theo_doi where note <> ''",
          );
          await folder.write('facts/hong.sql', 'select note::integer as so from current.so_theo_doi');
          const failed = await refresh(home.context, { site: false });
          expect(failed).toMatchObject({ outcome: 'failed', message: expect.stringContaining('hong.sql') });
          await rm(`${folder.root}/facts/hong.sql`);
          const checked = await refresh(home.context, { site: false });
          expect(checked.outcome).toBe('failed');
          expect(home.said.join('\n')).toContain('ghi_chu.sql');

          const { home: its } = home.context;
          const kept = await home.ask<{ message: string }>('select message from ops.run');
          const logs = await Promise.all(filesBelow(its.logs).map((path) => textsOfFile(path)));
          expect(plantedIn(places, logs.flat())).toEqual([]);
          expect(
            plantedIn(places, [failed.message, checked.message, ...kept.map(({ message }) => message)]),
          ).toEqual([]);
          expect(plantedIn(places, await textsOfFile(its.marts))).toEqual([]);
          // The names of an officer's own files, and the rows that a check found, are on the officer's screen only.
          expect(plantedIn(places, home.said, ['names', 'notes'])).toEqual([]);
          expect(plantedIn(places, await printedBy(home), ['names'])).toEqual([]);
        } finally {
          await home.remove();
          await rm(dirname(folder.root), { recursive: true, force: true });
        }
      },
    ),
    { numRuns: runs(2) },
  );
}, 400_000);
