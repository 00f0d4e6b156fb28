import type { FindingKind } from './finding.ts';

export interface Match {
  kind: FindingKind;
  value: string;
}

/**
 * In data, any run of exactly twelve digits is suspect. Only the digits of a decimal fraction are let be: a rate such as
 * 84.333333333333 is nobody's number.
 */
const personalNumber = /(?<!\d)(?<!\d[.,])\d{12}(?!\d)/g;

/** In pages and scripts names of files and classes hold digits too: there the run must stand alone as a word. */
const personalNumberAsWord = /(?<![\p{L}\p{N}_])(?<!\d[.,])\d{12}(?![\p{L}\p{N}_])(?![.,]\d)/gu;

/** Mobile (03, 05, 07, 08, 09) and fixed (02) lines, written together or in groups, with 0 or +84. */
const phone =
  /(?<![\p{L}\p{N}_+])(?<!\d[.,])(?:(?:\+84[ .-]?|0)(?:[35789]\d{8}|[35789]\d[ .-]?\d{3}[ .-]?\d{2}[ .-]?\d{2}|[35789]\d{2}[ .-]\d{3}[ .-]\d{3}|2\d{9})|84[35789]\d{8})(?![\p{L}\p{N}_])(?![.,]\d)/gu;

/** Codes of dossiers, new (H37.13894-260930-0012) and old (000.00.01.H26-260930-0012). */
const dossierCode =
  /(?<![\p{L}\p{N}])(?:[HG]\d{2}(?:\.\d{1,5}){0,4}|\d{3}\.\d{2}\.\d{2}\.[HG]\d{2})-\d{6}-\d{4,7}(?!\d)/gu;

const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/** Nine digits are anything, unless a word says that they are an old identity card. */
const oldCard = /(?:cmnd|cmt|cccd|ccdc|căn cước|chứng minh)[^\d\n]{0,30}(\d(?:[ .-]?\d){8})(?![ .-]?\d)/giu;

/** Digits in groups as people write numbers: one sign or a bracket between two groups. */
const grouped =
  /(?<![\p{L}\p{N}/:])(?<!\d[.,])\(?\+?\d+(?:[ .()-]{1,2}\d+){1,5}(?![\p{L}\p{N}/:])(?![.,]\d)/gu;
const date = /(?<!\d)(?:0?[1-9]|[12]\d|3[01])[ .-](?:0?[1-9]|1[0-2])[ .-](?:19|20)\d\d(?!\d)/;
const mostGroups = 5;
/** The province in which somebody was entered (001 to 096, QĐ 124/2004/QĐ-TTg) begins the number of twelve digits. */
const personal = /^0(?:0[1-9]|[1-8]\d|9[0-6])\d{9}$/;
const mobile = /^0[35789]\d{8}$/;
const fixed = /^02\d{9}$/;

/** What numbers in groups are: 037 090 001 234, (0912) 345 678, +84 912 345 678. A date, or a time beside it, is none. */
function groupedMatches(text: string): Match[] {
  return [...text.matchAll(grouped)].flatMap(([value]): Match[] => {
    const groups = value.match(/\d+/g) ?? [];
    const digits = groups.join('');
    if (groups.length > mostGroups || date.test(value)) return [];
    if (personal.test(digits)) return [{ kind: 'personal_number', value }];
    const national = digits.replace(/^(?:00)?84(?=\d{9,10}$)/, '0');
    // A phone's first group is its code: a decimal (0.912345678) has one digit there.
    const isPhone = (groups[0]?.length ?? 0) > 1 && (mobile.test(national) || fixed.test(national));
    return isPhone ? [{ kind: 'phone_number', value }] : [];
  });
}

/** Values that have the shape of somebody's number, whether or not anybody knows them. */
export function personalMatches(text: string, place: 'data' | 'page'): Match[] {
  return [
    ...matches(text, place === 'data' ? personalNumber : personalNumberAsWord, 'personal_number'),
    ...matches(text, phone, 'phone_number'),
    ...matches(text, dossierCode, 'dossier_code'),
  ];
}

/** The same in a text that people read (`asRead`), in whatever form they write: in groups, with brackets, with the word before it. */
export function writtenMatches(text: string, place: 'data' | 'page'): Match[] {
  return [
    ...personalMatches(text, place),
    ...groupedMatches(text),
    ...matches(text, oldCard, 'personal_number'),
    ...matches(text, email, 'email'),
  ];
}

function matches(text: string, pattern: RegExp, kind: FindingKind): Match[] {
  return [...text.matchAll(pattern)].map(([value]) => ({ kind, value }));
}
