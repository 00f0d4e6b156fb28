import type { Random } from '../../config/random.ts';
import { hamlets } from '../data/hamlets.ts';
import { familyNames, givenNames, middleNames } from '../data/person-names.ts';

/** An invented person. None of the values belongs to anybody. */
export interface Person {
  name: string;
  /** 12 digits in the structure of a personal number. */
  id: string;
  phone: string;
  hamlet: string;
}

const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.int(0, 9)).join('');

export type Sex = 'male' | 'female';

/** Province in which a birth was registered: the first three digits of the number. */
export const inventProvince = (random: Random): string =>
  random.weighted([
    { code: '036', weight: 86 },
    { code: '037', weight: 9 },
    { code: '034', weight: 3 },
    { code: '001', weight: 2 },
  ]).code;

export const inventName = (random: Random, sex: Sex): string =>
  [random.weighted(familyNames).name, random.pick(middleNames[sex]), random.pick(givenNames[sex])].join(' ');

/** Province, century and sex, year of birth, six digits by chance. */
export function inventNumber(random: Random, province: string, sex: Sex, born: number): string {
  const century = born < 2000 ? 0 : 2;
  return `${province}${century + (sex === 'female' ? 1 : 0)}${String(born % 100).padStart(2, '0')}${digits(random, 6)}`;
}

function inventPerson(random: Random): Person {
  const sex = random.chance(0.52) ? 'female' : 'male';
  const born = random.int(1946, 2007);
  const province = inventProvince(random);
  return {
    name: inventName(random, sex),
    id: inventNumber(random, province, sex, born),
    // 095 belonged to a network that closed: nobody is called by mistake.
    phone: `095${digits(random, 7)}`,
    hamlet: random.weighted(hamlets).name,
  };
}

/** So many persons, no two with the same number or phone. */
export function inventPersons(random: Random, count: number): Person[] {
  const taken = new Set<string>();
  const persons: Person[] = [];
  while (persons.length < count) {
    const person = inventPerson(random);
    if (taken.has(person.id) || taken.has(person.phone)) continue;
    taken.add(person.id).add(person.phone);
    persons.push(person);
  }
  return persons;
}
