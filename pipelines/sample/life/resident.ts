import { Random } from '../../config/random.ts';
import { type Hamlet, hamlets } from '../data/hamlets.ts';
import { day, startOfMonth, type Wall, wall } from '../wall-clock.ts';
import { inventName, inventNumber, inventProvince, type Person, type Sex } from './person.ts';

export type Relation = 'Chủ hộ' | 'Vợ' | 'Chồng' | 'Con' | 'Bố' | 'Mẹ' | 'Cháu';
export type Residence = 'Thường trú' | 'Tạm trú' | 'Tạm vắng';

/** An invented inhabitant, with what the year brings. A moment that is null never comes. */
export interface Resident {
  id: string;
  name: string;
  sex: Sex;
  born: Wall;
  bornYear: number;
  /** Of many old people only the year is known. */
  yearOnly: boolean;
  hamlet: Hamlet;
  /** Number of the household, counted over the commune. */
  household: number;
  relation: Relation;
  residence: Residence;
  /** Counts from then on; everybody who was there before the year has the first moment of it. */
  from: Wall;
  /** Died or moved away. */
  until: Wall | null;
  level1: Wall | null;
  level2: Wall | null;
  signature: Wall | null;
  account: Wall | null;
  healthBook: Wall | null;
  /** Đúng, đủ, sạch, sống. */
  clean: Wall | null;
}

const yearStart = startOfMonth(2026, 1);
const yearDays = 304;
const householdCount = 9000;

/** Shares at the start of the year and at the end of October; hamlets differ by up to `spread` either way. */
const story = {
  level2: { from: 0.7, to: 0.92 },
  signature: { from: 0.08, to: 0.37 },
  account: { from: 0.72, to: 0.86 },
  healthBook: { from: 0.5, to: 0.84 },
  clean: { from: 0.87, to: 0.975 },
} as const;
const spread = 0.05;

/** When somebody gets a thing: some had it before the year, some get it in it, the rest never. */
function whenGot(random: Random, share: { from: number; to: number }, lead: number): Wall | null {
  const luck = random.next();
  const when = random.next();
  if (luck < share.from + lead) return wall(2022, 6, 1) + Math.floor(when * 1300) * day;
  return luck < share.to + lead ? yearStart + Math.floor(when * yearDays) * day : null;
}

let known = { at: Number.NaN, year: 0 };

/** Asked a million times for the same few moments. */
function yearOf(at: Wall): number {
  if (known.at !== at) known = { at, year: new Date(at * 1000).getUTCFullYear() };
  return known.year;
}

/** Whole years by the year of birth alone, as the sheets by hamlet count them: of many only the year is known. */
export const ageIn = ({ bornYear }: Pick<Resident, 'bornYear'>, at: Wall): number => yearOf(at) - bornYear;

export const livesHere = ({ from, until }: Resident, at: Wall): boolean =>
  from <= at && (until === null || until > at);

/** The people of the commune: those who file dossiers and their families, 9,000 households. Pure. */
export function settle(seed: number, persons: readonly Person[]): Resident[] {
  const random = new Random(seed, 'residents');
  const taken = new Set(persons.map(({ id }) => id));
  const residents: Resident[] = [];
  const total = hamlets.reduce((sum, { weight }) => sum + weight, 0);
  let household = 0;
  for (const hamlet of hamlets) {
    const lead = random.between(-spread, spread);
    const known = persons.filter((person) => person.hamlet === hamlet.name);
    const add = (person: Identity, relation: Relation) =>
      residents.push(inhabitant(random, person, { hamlet, household, relation, lead }));
    const count = Math.round((householdCount * hamlet.weight) / total);
    for (let n = 0; n < count; n += 1) {
      household += 1;
      const applicant = known.pop();
      const head = applicant
        ? identityOf(random, applicant)
        : stranger(random, taken, random.chance(0.75) ? 'male' : 'female', random.int(1940, 1998));
      add(head, 'Chủ hộ');
      addFamily(random, taken, head, add);
    }
    // More of them file than there are households: they live with others.
    for (const person of known) {
      household -= random.int(0, 1);
      add(identityOf(random, person), 'Con');
    }
  }
  return residents;
}

type Identity = Pick<Resident, 'id' | 'name' | 'sex' | 'born' | 'bornYear'>;

/** Sex and year of birth stand in the number. */
function identityOf(random: Random, { id, name }: Person): Identity {
  const century = Number(id[3]);
  const bornYear = 1900 + Math.floor(century / 2) * 100 + Number(id.slice(4, 6));
  return {
    id,
    name,
    sex: century % 2 === 0 ? 'male' : 'female',
    born: birthday(random, bornYear),
    bornYear,
  };
}

const birthday = (random: Random, year: number): Wall => wall(year, random.int(1, 12), random.int(1, 28));

function stranger(random: Random, taken: Set<string>, sex: Sex, year: number): Identity {
  for (;;) {
    const id = inventNumber(random, inventProvince(random), sex, year);
    if (taken.has(id)) continue;
    taken.add(id);
    return { id, name: inventName(random, sex), sex, born: birthday(random, year), bornYear: year };
  }
}

function addFamily(
  random: Random,
  taken: Set<string>,
  head: Identity,
  add: (person: Identity, relation: Relation) => void,
): void {
  const year = head.bornYear;
  const either = (): Sex => (random.chance(0.52) ? 'male' : 'female');
  if (year < 2001 && random.chance(0.78)) {
    const sex = head.sex === 'male' ? 'female' : 'male';
    add(stranger(random, taken, sex, year + random.int(-4, 4)), sex === 'female' ? 'Vợ' : 'Chồng');
  }
  const children = year < 2003 ? random.weighted(childCounts).count : 0;
  for (let n = 0; n < children; n += 1) {
    const born = year + random.int(22, 36);
    if (born <= 2026) add(stranger(random, taken, either(), born), 'Con');
    if (born < 2000 && random.chance(0.3))
      add(stranger(random, taken, either(), random.int(2012, 2025)), 'Cháu');
  }
  if (year > 1965 && year < 1998 && random.chance(0.3)) {
    const sex = random.chance(0.35) ? 'male' : 'female';
    add(stranger(random, taken, sex, year - random.int(22, 30)), sex === 'male' ? 'Bố' : 'Mẹ');
  }
}

const childCounts = [
  { count: 0, weight: 14 },
  { count: 1, weight: 24 },
  { count: 2, weight: 42 },
  { count: 3, weight: 20 },
];

function inhabitant(
  random: Random,
  person: Identity,
  place: { hamlet: Hamlet; household: number; relation: Relation; lead: number },
): Resident {
  const { lead, hamlet, household, relation } = place;
  const age = ageIn(person, yearStart);
  // Only what was born this year begins in it; a few hundred move in.
  const bornThisYear = age === 0;
  const movesIn = !bornThisYear && random.chance(0.006);
  const from = bornThisYear ? person.born : movesIn ? yearStart + random.int(1, yearDays) * day : yearStart;
  const leaves = random.chance(age > 75 ? 0.04 : 0.007);
  const got = (share: keyof typeof story, least: number) =>
    age >= least ? whenGot(random, story[share], lead) : null;
  const level2 = got('level2', 14);
  // Written out: the engine keeps objects that were spread together in a slow form, and these are asked often.
  return {
    id: person.id,
    name: person.name,
    sex: person.sex,
    born: person.born,
    bornYear: person.bornYear,
    hamlet,
    household,
    relation,
    yearOnly: age > 60 && random.chance(0.18),
    residence: random.chance(0.94) ? 'Thường trú' : random.chance(0.6) ? 'Tạm trú' : 'Tạm vắng',
    from,
    until: leaves ? Math.max(from, yearStart) + random.int(1, yearDays) * day : null,
    level1:
      level2 === null && age >= 14 && random.chance(0.4) ? yearStart + random.int(1, yearDays) * day : null,
    level2,
    signature: got('signature', 18),
    account: got('account', 15),
    healthBook: got('healthBook', 0),
    clean: whenGot(random, story.clean, 0),
  };
}
