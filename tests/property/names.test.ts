import fc from 'fast-check';
import { expect, test } from 'vitest';
import { communeTables } from '../support/commune-tables.ts';
import { runs } from '../support/runs.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse } = await memoryWarehouse();
const commune = await communeTables(warehouse);

const sql = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Names alike enough to be mixed up: with and without marks, words before them, numbers, tones elsewhere. */
const place = fc
  .tuple(
    fc.constantFrom('', 'Thôn ', 'xóm ', 'TDP', 'Tổ dân phố '),
    fc.constantFrom(
      'Hòa Bình',
      'Hoà bình',
      'HÒA BÌNH',
      'Hoa Binh',
      'Bến Đò',
      'Bến Do',
      ' 3',
      '03',
      'số 3',
      "Mới'",
      'unknown',
    ),
  )
  .map((words) => words.join(''));
const day = fc.constantFrom('2026-01-31', '2026-06-30', '2026-07-01', '2026-12-31');
const listed = fc.record({ name: place, closed: fc.option(day) });
const written = fc.record({ text: fc.option(place), day });
const alias = fc.record(
  { dimension: fc.constant('hamlet'), written: place, name: place, valid_from: day },
  { requiredKeys: ['dimension', 'written', 'name'] },
);

const rowsOf = <T>(rows: readonly T[], columns: (row: T, at: number) => string, none: string) =>
  rows.length === 0
    ? `${none} where false`
    : rows.map((row, at) => `select ${columns(row, at)}`).join(' union all ');

test('whatever is written and listed: each row stays one row with one name or none, and names that are matched match themselves', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(listed, { maxLength: 5, selector: ({ name }) => name }),
      fc.array(written, { minLength: 1, maxLength: 12 }),
      fc.uniqueArray(alias, { maxLength: 2, selector: (its) => its.written }),
      async (list, petitions, aliases) => {
        await commune.deliver(
          'hamlets',
          '2026-01-01',
          rowsOf(
            list,
            ({ name, closed }, at) =>
              `${sql(name)} as name, 'C${at}' as code, ${closed ? `date '${closed}'` : 'null::date'} as _closed_on`,
            "select '' as name, '' as code",
          ),
        );
        const deliver = (texts: readonly (string | null)[]) =>
          commune.deliver(
            'petitions',
            '2026-10-31',
            rowsOf(
              texts,
              (text, at) =>
                `'P${at}' as petition_code, timestamp '${petitions[at]?.day} 08:00:00' as received_at, ${text === null ? 'null' : sql(text)} as hamlet, 'answered' as result`,
              '',
            ),
          );
        const rows = () =>
          warehouse.all<{ hamlet: string | null; code: string | null }>(
            'select hamlet, hamlet_code as code from matched.petitions order by _row',
          );
        await deliver(petitions.map(({ text }) => text));
        await commune.run(aliases);
        const first = await rows();
        expect(first.length).toBe(petitions.length);
        const official = [...list.map(({ name }) => name), ...aliases.map((its) => its.written)];
        first.forEach(({ hamlet }, at) => {
          if (hamlet !== null) expect(official).toContain(hamlet);
          if (petitions[at]?.text === null) expect(hamlet).toBeNull();
        });
        // Every day of every text is told once.
        const gaps = await warehouse.all(`
          select written from (select *, lag(valid_until) over (partition by dimension, written order by valid_from) as before from written.petitions)
          where before is not null and before <> valid_from
          union all select written from written.petitions group by written
          having min(valid_from) <> date '-infinity' or max(valid_until) <> date 'infinity'`);
        expect(gaps).toEqual([]);

        // Without aliases, a code stands for its name, and a name for itself.
        await commune.run();
        const plain = await rows();
        await deliver(plain.map(({ code, hamlet }) => code ?? hamlet));
        await commune.run();
        expect(await rows()).toEqual(plain);
      },
    ),
    { numRuns: runs(12) },
  );
});
