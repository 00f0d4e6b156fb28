import type { Random } from '../../../config/random.ts';
import type { Cell, Cells } from '../../export/cell.ts';
import type { Form } from '../../export/table-plan.ts';
import { written } from '../../wall-clock.ts';
import { asExcelShows, type Blemish, blemishSomewhere, losesOneZero, soundPlace } from '../blemish.ts';
import type { PersonColumn, PersonRow } from './row.ts';

/** Day or year of birth a year earlier, as text. */
function bornEarlier(born: Cell | undefined): string {
  if (typeof born !== 'object' || born === null) return String(Number(born) - 1);
  return written(born.day, 'day').replace(/\d{4}$/, (year) => String(Number(year) - 1));
}

const isGrown = ({ born }: Cells<PersonColumn>): boolean =>
  (typeof born === 'object' && born !== null ? new Date(born.day * 1000).getUTCFullYear() : Number(born)) <=
  2006;

const blemishes = (form: Form): readonly Blemish<PersonColumn>[] => [
  { fault: 'lost_digits', printed: ({ personalId }) => ({ personalId: asExcelShows(String(personalId)) }) },
  { fault: 'bad_personal_id', printed: { personalId: '12345' } },
  { fault: 'required_empty', printed: { personalId: null } },
  { fault: 'required_empty', printed: { hamlet: null } },
  { fault: 'no_such_day', printed: { born: '31/02/1990' } },
  { valueFault: 'unknown_code', printed: { sex: 'Không rõ' } },
  { fault: 'unknown_code', printed: { level: 'Mức 3' } },
  { fault: 'bad_yes_no', printed: { healthBook: 'chưa rõ' } },
  { valueFault: 'future_date', fits: ({ level }) => level !== null, printed: { activatedOn: '01/03/2062' } },
  {
    repair: 'restored_leading_zero',
    fits: ({ personalId }) => losesOneZero(personalId),
    // The zero was lost because a sheet took the text for a number.
    printed: ({ personalId }) => ({
      personalId: form.kind === 'xlsx' ? Number(personalId) : String(personalId).slice(1),
    }),
  },
  { repair: 'removed_decimal', printed: ({ personalId }) => ({ personalId: `${personalId}.0` }) },
  { warning: 'sex_differs', printed: ({ sex }) => ({ sex: sex === 'Nam' ? 'Nữ' : 'Nam' }) },
  {
    warning: 'birth_year_differs',
    fits: isGrown,
    printed: ({ born }) => ({ born: bornEarlier(born) }),
  },
];

const rounds = 4;
/** Persons that stand twice. */
const twins = 3;

/** Breaks or dirties about fifty rows, each kind four times, and puts in three rows that stand twice. */
export function damagePersons(random: Random, form: Form, rows: readonly PersonRow[]): PersonRow[] {
  const result = [...rows];
  const kinds = blemishes(form);
  for (let round = 0; round < rounds; round += 1)
    for (const kind of kinds) blemishSomewhere(random, result, kind);
  for (let n = 0; n < twins; n += 1) {
    const at = soundPlace(random, result, () => true);
    const row = result[at];
    if (!row) continue;
    const later = Math.min(result.length, at + random.int(1, 20));
    // The one that stands first is kept; its twin may not be damaged, or it would be the one that lands.
    result[at] = { ...row, verdict: {} };
    result.splice(later, 0, { ...row, verdict: { fault: 'duplicate_key' } });
  }
  return result;
}
