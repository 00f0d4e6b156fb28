/**
 * Personal data as people write them, to be planted and looked for again. Nothing here is shared with the program: own lists of names, own
 * ways to write numbers, own search. All persons are invented.
 */

/** A person of the list of residents. */
export interface Person {
  name: string;
  id: string;
  phone: string;
  year: number;
}

const families = ['Nguyễn', 'Trần', 'Đỗ', 'Vũ', 'Quàng', 'Lềnh', 'Ðinh', 'Ksor', 'Âu', 'Chẩu', 'Tòng', 'Bế'];
const middles = ['Thị Bích', 'Văn', 'Thuỵ Hoà', 'Đức', 'Thị Mỹ Xuân', 'Quỳnh', 'Hữu Khoẻ'];
const given = ['Ngọc', 'Ước', 'Quế', 'Đượm', 'Thuỷ', 'Loan', 'Kỳ', 'Huệ', 'Giỏi', 'Yến', 'Ỷ'];

const shortFamilies = ['Giàng', 'Sùng', 'Lềnh', 'Rơ', 'Quàng', 'Chẩu', 'Hoàng'];
const shortGiven = ['Páo', 'Chẩn', 'Xỉn', 'Vừ', 'Hlun', 'Mỷ', 'Dợ', 'Nhịa', 'Pịa', 'Lử', 'Sẻo'];

/** The n-th person: a name of three to five words, every number another. */
export function person(n: number): Person {
  const at = (n * 331) % (families.length * middles.length * given.length);
  const byFamily = Math.floor(at / families.length);
  const name = [
    families[at % families.length],
    middles[byFamily % middles.length],
    given[Math.floor(byFamily / middles.length)],
  ];
  const tail = String((n * 7919 + 104_729) % 1_000_000).padStart(6, '0');
  return {
    name: name.join(' '),
    id: `0${37 + (n % 3)}${n % 2}${String(50 + (n % 49))}${tail}`.padEnd(12, '8').slice(0, 12),
    phone: `0${[3, 5, 7, 8, 9][n % 5]}${6 + (n % 3)}${String((n * 15_485_863 + 1_299_709) % 10_000_000).padStart(7, '0')}`,
    year: 1941 + (n % 60),
  };
}

/** One with a name of two words: it says somebody only beside a year or a number. */
const shortNamed = (n: number, at: number): Person => ({
  ...person(n),
  name: `${shortFamilies[at % shortFamilies.length]} ${shortGiven[at % shortGiven.length]}`,
});

type Form = readonly [what: string, written: (its: Person) => string];

const grouped = (digits: string, sizes: readonly number[], between: string): string => {
  const groups: string[] = [];
  let at = 0;
  for (const size of sizes) {
    groups.push(digits.slice(at, at + size));
    at += size;
  }
  return groups.join(between);
};
const wide = (digits: string): string =>
  [...digits].map((digit) => '０１２３４５６７８９'[Number(digit)] ?? digit).join('');
const bare = (text: string): string =>
  [...text.normalize('NFD')]
    .filter((sign) => !/\p{Mn}/u.test(sign))
    .join('')
    .replace(/[đð]/g, 'd')
    .replace(/[ĐÐ]/g, 'D');

/** Letters in place of digits: a word that stands nowhere else. */
const lettered = (id: string): string =>
  [...id.slice(6)].map((digit) => 'bcdghklmnt'[Number(digit)]).join('');

export const nameForms: readonly Form[] = [
  ['a name', ({ name }) => name],
  ['a name in a sentence', ({ name }) => `Đã báo ông ${name}, tổ trưởng.`],
  ['a name in capitals', ({ name }) => name.toUpperCase()],
  ['a name taken apart', ({ name }) => name.normalize('NFD')],
  ['a name without marks', ({ name }) => `ho so cua ${bare(name)}`],
  ['a name joined by signs', ({ name }) => bare(name).split(' ').join('_').toLowerCase()],
];
export const idForms: readonly Form[] = [
  ['an identity number', ({ id }) => id],
  ['an identity number in threes', ({ id }) => grouped(id, [3, 3, 3, 3], ' ')],
  ['an identity number with dots', ({ id }) => grouped(id, [3, 3, 3, 3], '.')],
  ['an identity number with dashes', ({ id }) => grouped(id, [4, 4, 4], '-')],
  ['an identity number in fours', ({ id }) => `CCCD: ${grouped(id, [4, 4, 4], '\u00a0')}`],
  ['an identity number of full width', ({ id }) => wide(id)],
  ['an identity number with unseen blanks', ({ id }) => grouped(id, [6, 6], '\u200b')],
  ['an identity number beside words', ({ id }) => `thẻ số${id}của bà`],
];
/** Of nine digits; a word says that they are a card. */
export const cardForms: readonly Form[] = [
  ['an old card', ({ id }) => `CMND ${id.slice(3)}`],
  ['an old card in threes', ({ id }) => `CMT số: ${grouped(id.slice(3), [3, 3, 3], ' ')}`],
  ['an old card with dots', ({ id }) => `chứng minh nhân dân ${grouped(id.slice(3), [3, 3, 3], '.')}`],
];
export const phoneForms: readonly Form[] = [
  ['a phone', ({ phone }) => phone],
  ['a phone in groups', ({ phone }) => `gọi ${grouped(phone, [4, 3, 3], ' ')}`],
  ['a phone with dots', ({ phone }) => grouped(phone, [4, 3, 3], '.')],
  ['a phone in brackets', ({ phone }) => `(${phone.slice(0, 4)}) ${grouped(phone.slice(4), [3, 3], '-')}`],
  ['a phone with its country', ({ phone }) => `+84 ${grouped(phone.slice(1), [3, 3, 3], ' ')}`],
  ['a phone with its country at once', ({ phone }) => `+84${phone.slice(1)}`],
  ['a phone as dialled from abroad', ({ phone }) => `0084 ${phone.slice(1)}`],
  ['a phone in pairs', ({ phone }) => grouped(phone, [2, 2, 2, 2, 2], ' ')],
];
export const otherForms: readonly Form[] = [
  ['an address of mail', ({ id }) => `thu.${id.slice(6)}@thu-dien-tu.vn`],
  ['a code of a dossier', ({ id }) => `hồ sơ H42.15.01-261008-${id.slice(8)}`],
  ['an old code of a dossier', ({ id }) => `000.00.15.H42-261008-${id.slice(8)}`],
  ['a remark on health', ({ id }) => `nhiễm HIV ${lettered(id)}, ${grouped(id, [3, 3, 3, 3], ' ')}`],
];
export const pairForms: readonly Form[] = [
  ['a short name with the year of birth', ({ name, year }) => `${name}, sinh năm ${year}`],
  ['a short name with a phone', ({ name, phone }) => `${name} (${grouped(phone, [4, 3, 3], ' ')})`],
];

/** Something of a person in one written form, and what must be found of it nowhere. */
export interface Planted {
  what: string;
  person: Person;
  written: string;
  isPlantedIn(read: Read): boolean;
}

/** A text made ready to be searched: once for all that is planted. */
export interface Read {
  words: string;
  digits: string;
  plain: string;
}

/** In whatever form it is written: letters without marks as words, digits with the signs between them left out. */
export function read(text: string): Read {
  const plain = bare(text.replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '').normalize('NFKC')).toLowerCase();
  return {
    plain,
    words: ` ${plain.replace(/[^\p{L}]+/gu, ' ')} `,
    digits: plain.replace(/(?<=\d)[^\p{L}\p{N}]{1,3}(?=\d)/gu, ''),
  };
}

const holdsWords = (text: string) => (its: Read) => its.words.includes(` ${read(text).words.trim()} `);
const holdsDigits = (digits: string) => (its: Read) => its.digits.includes(digits);
const holdsText = (text: string) => (its: Read) => its.plain.includes(read(text).plain);

function searchFor(what: string, written: string, its: Person): Planted['isPlantedIn'] {
  if (what.includes('health'))
    return (text) => holdsWords(`nhiễm HIV ${lettered(its.id)}`)(text) || holdsDigits(its.id)(text);
  if (what.includes('name')) return holdsWords(its.name);
  if (what.includes('identity')) return holdsDigits(its.id);
  if (what.includes('card')) return holdsDigits(its.id.slice(3));
  // Without the zero or the country before it.
  if (what.includes('phone')) return holdsDigits(its.phone.slice(1));
  return holdsText(written.split(' ').at(-1) ?? written);
}

const planted = ([what, write]: Form, its: Person): Planted => {
  const written = write(its);
  return { what, person: its, written, isPlantedIn: searchFor(what, written, its) };
};

const single = [...nameForms, ...idForms, ...cardForms, ...phoneForms, ...otherForms];
export const howManyForms = single.length + pairForms.length;

/** Every form in turn, each of a person of its own; `first`, a multiple of `howManyForms`, begins the count of persons. */
export function everyForm(first: number): Planted[] {
  return [
    ...single.map((form, at) => planted(form, person(first + at))),
    ...pairForms.map((form, at) =>
      planted(form, shortNamed(first + single.length + at, (2 * first) / howManyForms + at)),
    ),
  ];
}
