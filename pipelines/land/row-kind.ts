import { literal } from '../warehouse/warehouse.ts';
import { hidden } from './hidden.ts';

/*
 * What a row that is no record says of itself, as SQL over `texts` (what is filled of its cells, in their order). Patterns
 * are RE2 over folded text: small letters without marks.
 */

/** A number, a share or a date: what stands in a row of data, and in no signature. */
const figure = '[-+(]?[0-9][0-9.,:/ -]*%?[)]?';

/** SQL: whether a row holds values as data do. */
export const holdsFigures = `len(list_filter(texts, lambda text: regexp_full_match(text, '${figure}'))) > 0`;

/** SQL: whether a list of texts holds nothing but numbers, shares and dates. */
export const figuresOnly = (texts: string): string =>
  `len(list_filter(${texts}, lambda text: not regexp_full_match(text, '${figure}'))) = 0`;

/** Under a table stand who made it and who answers for it, when, and notes on it. */
const signing = [
  'nguoi (lap|ky|tong hop|bao cao|kiem tra|duyet|phe duyet|thuc hien|nhap|in|xuat)( bieu| bang| bao cao| phieu| so lieu| du lieu)?( .*|:.*)?',
  '(can bo|cong chuc|vien chuc|chuyen vien)( .+|:.*)',
  'lap (bieu|bang|bao cao)( .*|:.*)?',
  '(ke toan|ke toan truong|thu quy|thu ky|thu truong|thu truong (don vi|co quan)|van thu)[ .:]*',
  '(tm|kt|tl|tuq|q)[.] ?.*',
  '(tm|kt|tl|tuq) (uy ban|ubnd|chu tich|hdnd|ban|thu truong).*',
  '(pho )?(chu tich|bi thu|giam doc|truong phong|chanh van phong|truong ban|truong thon|truong cong an|chi huy truong)( (xa|phuong|ubnd|hdnd|thon|cong an|uy ban).*)?[ .:]*',
  '(uy ban nhan dan|ubnd)( .*)?',
  '(xac nhan|phe duyet|kiem tra|duyet)( cua .*)?[ .:]*',
  '[(]?(da )?ky([ ,].*(ho ten|ho va ten|dong dau).*|[ ,]+ten.*)?[)]?',
  '[(].*(ho ten|ky ten|dong dau).*[)]',
  '[(]?[*]*[)]? ?(ghi chu|chu thich|luu y|chu y|nguon|nguon so lieu|noi nhan|notes?|source)( ?[:.].*)?',
  '(.*, ?)?ngay ([0-9.…_ ]+|[^ ]+) thang ([0-9.…_ ]+) nam ([0-9.…_ ]+)',
  '(ngay (lap|in|xuat|ky|bao cao|ket xuat)|(in|xuat|ket xuat|lap) (luc|ngay)|thoi gian (in|xuat|lap)|don vi (lap|bao cao))( bieu| bao cao)? ?[:]?.*',
  '(trang|page) [0-9]+( ?(/|tren|of) ?[0-9]+)?',
  '[-=_* ]*het[-=_* .]*',
].join('|');

/** SQL: whether a text is one that stands in a signature block or in the notes below a table. */
export const signs = (text: string): string => `regexp_full_match(fold(${text}), '(?:${signing})')`;

/** SQL: whether any text of a row is. */
export const isSigning = `len(list_filter(texts, lambda text: ${signs('text')})) > 0`;

const group =
  'thon|xom|to dan pho|tdp|to|khu pho|khu|ap|ban|lang|xa|phuong|linh vuc|nhom|phan|muc|chuong|loai|khoi|nganh|don vi|co quan|thang|quy|ky|nam|trang';

/** A title of a section by its number: "I. Hộ tịch", "A - Đất đai", "1.2. Chứng thực". */
const numberedSection =
  '(?:(?:[ivxlc]+|[a-z])[.)]?(?: ?[-–:.)]|[.)]? ) ?[^ ].*|[0-9]+([.][0-9]+)*[.)] ?[^0-9 ].*|[ivxlc]+[.)])';

/** SQL over the one text of a row: whether it is the title of a section by how it begins. */
export const namesSection = (text: string): string =>
  `regexp_full_match(fold(${text}), '(?:${numberedSection}|(?:${group})(?: .*|[:.].*)?)')`;

/** SQL: whether a row is a number or letter of a section, and its title. */
export const isSection = (key: string): string => `
  filled between 2 and 3 and regexp_full_match(texts[1], '([IVXLC]+|[A-ZĐ])[.)]?') and texts[1] <> coalesce(${key}, '')`;

/** What one cell of a row that numbers the columns says: its letter, or the number before what it is made of ("3=4+5"). */
const place = `regexp_extract(lower(text), '^[(\\[]?([a-zđ]|[0-9]{1,3})[)\\]]?( ?= ?[-+*/x:() 0-9a-zđ.%]+)?$', 1)`;

/**
 * SQL: whether a row numbers the columns: 1, 2, 3 or (1), (2) or A, B, C, and letters before numbers, each next to the
 * one before it. Of a hidden cell nothing is known.
 */
export const isNumbering = `filled >= 3 and ${(() => {
  const places = `list_transform(texts, lambda text: case when text = ${literal(hidden)} then '?' else ${place} end)`;
  const isNext = (a: string, b: string) => `
    ${a} = '?' or ${b} = '?' or try_cast(${b} as integer) = coalesce(try_cast(${a} as integer) + 1, 1)
    or (try_cast(${b} as integer) is null and try_cast(${a} as integer) is null and unicode(${b}) = unicode(${a}) + 1)`;
  return `list_filter(${places}, lambda its: its = '') = [] and list_filter(${places}, lambda its: its <> '?')[1] in ('1', 'a', '2', 'b', '3')
    and len(list_filter(list_zip(${places}[:-2], ${places}[2:]), lambda its: not coalesce(${isNext('its[1]', 'its[2]')}, false))) = 0`;
})()}`;
