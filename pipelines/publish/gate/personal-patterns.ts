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

/** Values that have the shape of somebody's number, whether or not anybody knows them. */
export function personalMatches(text: string, place: 'data' | 'page'): Match[] {
  return [
    ...matches(text, place === 'data' ? personalNumber : personalNumberAsWord, 'personal_number'),
    ...matches(text, phone, 'phone_number'),
    ...matches(text, dossierCode, 'dossier_code'),
  ];
}

function matches(text: string, pattern: RegExp, kind: FindingKind): Match[] {
  return [...text.matchAll(pattern)].map(([value]) => ({ kind, value }));
}
