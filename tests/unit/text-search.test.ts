import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ForbiddenValues } from '../../pipelines/publish/gate/forbidden-values.ts';
import { linesOf, markupOf, TextSearch } from '../../pipelines/publish/gate/text-search.ts';

const forbidden = ['pseudo-77aa', 'Nguyễn Thị Mẫu', '3f9a77'];

test('a text is searched once for each kind of place, for known values once at all, and answered each time', () => {
  const asked: string[] = [];
  class Counting extends ForbiddenValues {
    override find(text: string): string[] {
      asked.push(text);
      return super.find(text);
    }
  }
  const search = new TextSearch(new Counting(forbidden));
  const text = 'pseudo-77aa, 037090001234';
  const kinds = (place: 'data' | 'page' | 'source' | 'hash') =>
    search.in(text, place, 'a').map(({ kind }) => kind);
  for (let times = 0; times < 3; times++) {
    expect(kinds('data')).toEqual(['personal_number', 'forbidden_value']);
    expect(kinds('page')).toEqual(['personal_number', 'forbidden_value']);
    expect(kinds('source')).toEqual(['personal_number', 'forbidden_value']);
    expect(kinds('hash')).toEqual(['forbidden_value']);
  }
  expect(asked).toEqual([text]);
  expect(search.in(text, 'data', 'a')).toBe(search.in(text, 'data', 'a'));
});

test('found is told masked', () => {
  expect(new TextSearch(new ForbiddenValues(forbidden)).in('Bà nguyễn thị mẫu', 'page', 'a')).toEqual([
    { kind: 'forbidden_value', value: 'ngu•••••••••••' },
  ]);
});

/** Texts made of what is looked for, of what looks like it and of what stands between. */
const text = fc
  .array(
    fc.constantFrom(
      ...forbidden,
      '037090001234',
      '037 090',
      '001 234',
      '(0912)',
      '345 678',
      'CMND số 162 345 678',
      'a@b.vn',
      'H37.13894-260930-0012',
      '1.234',
      'ngày',
      'Nguyễn',
      '１２',
      '\n',
      ' ',
      '.',
      '<b>',
      '</p>',
      '"',
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));
const told = (pieces: readonly string[], place: 'page' | 'source'): string[] => {
  const search = new TextSearch(new ForbiddenValues(forbidden));
  const found = pieces.flatMap((piece) => search.in(piece, place, 'a'));
  return [...new Set(found.map(({ kind, value }) => `${kind} ${value}`))].sort();
};

test('in pieces a text tells what it tells as a whole', () => {
  fc.assert(
    fc.property(text, (whole) => {
      expect(told(linesOf(whole), 'page')).toEqual(told([whole], 'page'));
      expect(told(markupOf(whole), 'source')).toEqual(told([whole], 'source'));
    }),
    { numRuns: 1000 },
  );
});
