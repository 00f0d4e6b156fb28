import { Random } from '../../config/random.ts';
import { tableFile } from '../export/table.ts';
import type { Form, TablePlan } from '../export/table-plan.ts';
import { livesHere, type Resident } from '../life/resident.ts';
import { endOfMonth, written } from '../wall-clock.ts';
import { damagePersons } from './people/damage.ts';
import { type PersonColumn, type PersonRow, personLabels, soundPerson } from './people/row.ts';
import type { SampleGenerator } from './source.ts';

/** The months whose lists of persons the police have handed over, with the form each came in. */
const lists: readonly { month: number; name: string; form: Form }[] = [
  {
    month: 8,
    name: 'dan-cu-2026-08.csv',
    form: { kind: 'delimited', delimiter: ',', encoding: 'utf-8' },
  },
  {
    month: 9,
    name: 'dan-cu-2026-09.csv',
    form: { kind: 'delimited', delimiter: ';', encoding: 'nfd' },
  },
  { month: 10, name: 'dan-cu-2026-10.xlsx', form: { kind: 'xlsx', sheet: 'Dân cư' } },
];

const heads = {
  person: 'THÔNG TIN CÁ NHÂN',
  home: 'NƠI CƯ TRÚ',
  identity: 'ĐỊNH DANH ĐIỆN TỬ',
  services: 'TIỆN ÍCH SỐ',
};

/** The list of the end of each month, damaged as it is delivered. */
export function* describePopulation(
  seed: number,
  residents: readonly Resident[],
): Generator<TablePlan<PersonColumn, PersonRow>> {
  for (const { month, name, form } of lists) {
    const at = endOfMonth(2026, month);
    const sound = residents
      .filter((resident) => livesHere(resident, at))
      .map((resident) => soundPerson(resident, at));
    yield {
      name,
      form,
      titles:
        form.kind === 'xlsx'
          ? [
              'DANH SÁCH CÔNG DÂN CƯ TRÚ TRÊN ĐỊA BÀN XÃ RẠNG ĐÔNG',
              `(Số liệu đến ngày ${written(at, 'day')})`,
            ]
          : [],
      labels: personLabels,
      groups: {
        personalId: heads.person,
        name: heads.person,
        born: heads.person,
        sex: heads.person,
        hamlet: heads.home,
        household: heads.home,
        relation: heads.home,
        residence: heads.home,
        level: heads.identity,
        activatedOn: heads.identity,
        signature: heads.services,
        account: heads.services,
        healthBook: heads.services,
      },
      rows: damagePersons(new Random(seed, `population ${month}`), form, sound),
      ...(form.kind === 'xlsx' && { total: (count) => ({ personalId: count }) }),
      signature: ['CÁN BỘ TỔNG HỢP'],
      signedUnder: 'activatedOn',
      made: at,
    };
  }
}

/** Residents, one row a person, at the end of August, September and October: each file is the whole list. */
export const population: SampleGenerator = (seed, { residents }) => ({
  source: 'population',
  files: Array.from(describePopulation(seed, residents), tableFile),
  persons: { names: residents.map(({ name }) => name), ids: residents.map(({ id }) => id) },
});
