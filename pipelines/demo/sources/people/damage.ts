import { ageIn } from '../../life/resident.ts';
import type { Random } from '../../random.ts';
import { written } from '../../wall-clock.ts';
import { type Blemish, levelOn, type PersonRow } from './row.ts';

interface Kind extends Omit<Blemish, 'printed'> {
  fits?: (row: PersonRow) => boolean;
  printed: (row: PersonRow) => Blemish['printed'];
}

/** 036085001234 → 3.61E+10, as a sheet prints a number that is too wide for its column. */
function asExcelShows(id: string): string {
  const [mantissa, exponent] = Number(id).toExponential(2).split('e+');
  return `${mantissa}E+${exponent?.padStart(2, '0')}`;
}

const bornText = ({ resident }: PersonRow, years: number): string =>
  resident.yearOnly
    ? String(resident.bornYear + years)
    : written(resident.born, 'day').replace(/\d{4}$/, (year) => String(Number(year) + years));

const isGrown = ({ resident, at }: PersonRow): boolean => ageIn(resident, at) >= 20;

const kinds: readonly Kind[] = [
  { fault: 'lost_digits', printed: ({ resident }) => ({ personalId: asExcelShows(resident.id) }) },
  { fault: 'bad_personal_id', printed: () => ({ personalId: '12345' }) },
  { fault: 'required_empty', printed: () => ({ personalId: '' }) },
  { fault: 'required_empty', printed: () => ({ hamlet: '' }) },
  { fault: 'bad_date', printed: () => ({ born: '31/02/1990' }) },
  { fault: 'unknown_code', printed: () => ({ sex: 'Không rõ' }) },
  { fault: 'unknown_code', printed: () => ({ level: 'Mức 3' }) },
  { fault: 'bad_yes_no', printed: () => ({ healthBook: 'chưa rõ' }) },
  {
    fault: 'future_date',
    fits: ({ resident, at }) => levelOn(resident, at) > 0,
    printed: () => ({ activatedOn: '01/03/2062' }),
  },
  {
    repair: 'restored_leading_zero',
    // A sheet eats all zeros in front; only the loss of a single one can be made good.
    fits: ({ resident }) => resident.id[1] !== '0',
    printed: ({ resident }) => ({ personalId: resident.id.slice(1) }),
  },
  { repair: 'removed_decimal', printed: ({ resident }) => ({ personalId: `${resident.id}.0` }) },
  {
    warning: 'sex_differs',
    printed: ({ resident }) => ({ sex: resident.sex === 'male' ? 'Nữ' : 'Nam' }),
  },
  { warning: 'birth_year_differs', fits: isGrown, printed: (row) => ({ born: bornText(row, -1) }) },
];

const rounds = 4;
/** Persons that stand twice. */
const twins = 3;

/** Breaks or dirties about fifty rows, each kind four times, and puts in three rows that stand twice. */
export function damagePersons(random: Random, rows: readonly PersonRow[]): PersonRow[] {
  const result = [...rows];
  const clean = (fits: Kind['fits']): number => {
    for (;;) {
      const at = random.int(0, result.length - 1);
      const row = result[at] as PersonRow;
      if (row.blemish === null && (fits?.(row) ?? true)) return at;
    }
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const { fits, printed, ...said } of kinds) {
      const at = clean(fits);
      const row = result[at] as PersonRow;
      result[at] = { ...row, blemish: { ...said, printed: printed(row) } };
    }
  }
  for (let n = 0; n < twins; n += 1) {
    const at = clean(undefined);
    const row = result[at] as PersonRow;
    const later = Math.min(result.length, at + random.int(1, 20));
    // The one that stands first is kept; its twin may not be damaged, or it would be the one that lands.
    result[at] = { ...row, blemish: { printed: {} } };
    result.splice(later, 0, { ...row, blemish: { fault: 'duplicate_key', printed: {} } });
  }
  return result;
}
