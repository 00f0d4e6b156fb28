import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messages } from '../../pipelines/messages/index.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { type Dossier, delimited, sheet } from '../cases/dossier-sheet.ts';
import { type SampleHome, sampleHome } from '../pipeline/sample-home.ts';
import { fewIndicators } from '../support/few-indicators.ts';
import { isLongRun, runs } from '../support/runs.ts';
import { someDossiers } from './random-export.ts';

async function withHome<T>(work: (home: SampleHome) => Promise<T>): Promise<T> {
  const home = await sampleHome(undefined, fewIndicators());
  try {
    return await work(home);
  } finally {
    await home.remove();
  }
}

const current = (home: SampleHome, exclude: string) =>
  home.ask(`select * exclude (${exclude}) from current.public_service_portal order by dossier_code`);
/** Numbers of loads depend on the order, pseudonyms on the key of the home. */
const othersDiffer = '_load, applicant_id';
/**
 * Sums of doubles in another order differ in the last bit, and whether the newest file was refused
 * depends on which is the newest; nothing else may differ.
 */
const readings = (home: SampleHome) =>
  home.ask(`
    select * replace (if(status = 'refused', 'no_data', status) as status, round(numerator, 9) as numerator, round(value, 9) as value, round(previous_value, 9) as previous_value, round(change, 9) as change)
    from measure.reading order by indicator, period, breakdown, key`);

/** Hands files in for one night; each is named after its own day. */
async function take(home: SampleHome, files: readonly [day: number, Dossier[]][]): Promise<void> {
  for (const [day, dossiers] of files)
    await home.deliver(`2026-10-${String(day + 1).padStart(2, '0')}.csv`, delimited(sheet(dossiers)));
  await refresh(home.context, { site: false });
}
const daily = (files: readonly Dossier[][]): [day: number, Dossier[]][] =>
  files.map((dossiers, day) => [day, dossiers]);

test('loading twice is loading once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someDossiers(15), { minLength: 1, maxLength: 3 }), async (files) => {
      await withHome(async (home) => {
        await take(home, daily(files));
        const once = [
          await current(home, '_load, _row'),
          await readings(home),
          await home.ask('select load_id, rows_read, rows_accepted from ops.load order by 1'),
        ];
        // The same content under another name is the same file.
        await home.deliver('again.csv', delimited(sheet(files[0] ?? [])));
        home.said.length = 0;
        await refresh(home.context, { site: false });
        const twice = [
          await current(home, '_load, _row'),
          await readings(home),
          await home.ask('select load_id, rows_read, rows_accepted from ops.load order by 1'),
        ];
        expect(twice).toEqual(once);
        expect(home.said.join('\n')).toContain(messages().run.known(files.length + 1));
        expect(home.said.join('\n')).toContain(messages().run.martsUnchanged);
      });
    }),
    { numRuns: runs(3), endOnFailure: true },
  );
});

test.runIf(isLongRun)('the order of loading does not matter, that of deliveries does', async () => {
  const cases = fc.array(someDossiers(12), { minLength: 2, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(cases, async (files) => {
      const forward = await withHome(async (home) => {
        await take(home, daily(files));
        return [await current(home, othersDiffer), await readings(home)];
      });
      const backward = await withHome(async (home) => {
        // One file a night, the last one first.
        for (const file of daily(files).reverse()) await take(home, [file]);
        return [await current(home, othersDiffer), await readings(home)];
      });
      expect(backward).toEqual(forward);
    }),
    { numRuns: runs(2), endOnFailure: true },
  );
});
