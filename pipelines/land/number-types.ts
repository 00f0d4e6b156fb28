import type { ContractColumn } from '../config/contract.ts';
import type { CompiledType, Compiler } from './compiled-type.ts';

type Decimals = ContractColumn['decimals'];
/** The two signs that stand before decimals or between thousands, as a pattern has them. */
type Mark = '\\.' | ',';
const otherMark = (mark: Mark): Mark => (mark === ',' ? '\\.' : ',');
const markOf = { comma: ',', point: '\\.' } as const;

/**
 * A number that is written as the engine writes it: the cheap way to know most cells for digits alone, at a third of a
 * pattern's price. A cast by itself says nothing: the engine would take 1.245 for 1.
 */
const plain = (raw: string): string =>
  `try_cast(${raw} as bigint)::varchar = ${raw} or regexp_full_match(${raw}, '[-+]?\\d+')`;

const matches = (text: string, ...forms: string[]): string =>
  `regexp_full_match(${text}, '[-+]?(?:${forms.join('|')})')`;

/** The text of a number as the engine reads it, where `mark` stands before the decimals. */
const unmarked = (text: string, mark: Mark): string =>
  mark === ',' ? `replace(replace(${text}, '.', ''), ',', '.')` : `replace(${text}, ',', '')`;

/**
 * A whole number: 1.245 and 1,245 are thousands, 12.0 and 12,00 what a program makes of 12. 1500.000 is fifteen hundred
 * or a million and a half: only the column as a whole, or its contract, can tell (`decimals`).
 */
function whole(text: string, decimals: Decimals): string {
  const thousands = (mark: Mark): string[] => {
    if (decimals === undefined) return [`\\d{1,3}(?:${mark}\\d{3})+`];
    return markOf[decimals] === mark
      ? [`\\d{1,3}(?:${mark}\\d{3}){2,}`]
      : [`\\d+${mark}\\d{3}`, `\\d{1,3}(?:${mark}\\d{3})+`];
  };
  const zeros = (mark: Mark): string[] => {
    const none = decimals !== undefined && markOf[decimals] === mark ? '0+' : '0{1,2}';
    return [`\\d+${mark}${none}`, `\\d{1,3}(?:${otherMark(mark)}\\d{3})+${mark}${none}`];
  };
  const wholePart = (mark: Mark) => `try_cast(split_part(${unmarked(text, mark)}, '.', 1) as bigint)`;
  return `when ${matches(text, ...thousands('\\.'))} then try_cast(replace(${text}, '.', '') as bigint)
       when ${matches(text, ...thousands(','))} then try_cast(replace(${text}, ',', '') as bigint)
       when ${matches(text, ...zeros('\\.'))} then ${wholePart('\\.')}
       when ${matches(text, ...zeros(','))} then ${wholePart(',')}`;
}

const wholeNumber =
  (bare: 'bare_number' | 'bare_money'): Compiler =>
  (raw, { decimals }) => ({
    sqlType: 'bigint',
    value: `
  case when ${plain(raw)} then try_cast(${raw} as bigint)
       ${whole(raw, decimals)}
       else list_transform([${bare}(${raw})], lambda number:
         case when ${plain('number')} then try_cast(number as bigint) ${whole('number', decimals)} end)[1] end`,
    fault: 'bad_number',
    exactFaults: [
      { code: 'unclear_number', when: matches(`${bare}(${raw})`, '\\d{4,}[.,]000') },
      {
        code: 'not_whole',
        when: matches(`${bare}(${raw})`, '\\d+[.,]\\d+', '\\d{1,3}(?:[.,]\\d{3})+[.,]\\d+'),
      },
    ],
  });

export const integer = wholeNumber('bare_number');

/** Whole đồng; the currency may be written before or behind the number. */
export const money = wholeNumber('bare_money');

/** Numbers that can only be read with `mark` before their decimals, whatever the rest of the column says. */
export function unequivocal(mark: Mark): string[] {
  const group = otherMark(mark);
  return [
    `\\d+${mark}(?:\\d{1,2}|\\d{4,})`,
    `0${mark}\\d{3}`,
    `\\d{4,}${mark}(?:\\d\\d[1-9]|\\d[1-9]\\d|[1-9]\\d\\d)`,
    `\\d{1,3}(?:${group}\\d{3})+${mark}\\d+`,
    `\\d{1,3}(?:${group}\\d{3}){2,}`,
  ];
}

/** Thousands in one way of writing and decimals in the other. */
const equivocal = '\\d+[.,]\\d{3}';

function fraction(text: string, decimals: Decimals): string {
  const forms = (mark: Mark): string[] => {
    if (decimals === undefined || markOf[decimals] !== mark) return unequivocal(mark);
    return [...unequivocal(mark), `\\d+${mark}\\d{3}`, `\\d{1,3}${otherMark(mark)}\\d{3}`];
  };
  return (['\\.', ','] as const)
    .map((mark) => `when ${matches(text, ...forms(mark))} then try_cast(${unmarked(text, mark)} as double)`)
    .join('\n       ');
}

/** 96,1 as people write it, 96.1 as a spreadsheet keeps it, 1.245,5 with thousands; what 1.234 is, `decimals` says. */
export const decimal: Compiler = (raw, { decimals }) => ({
  sqlType: 'double',
  value: `
  case when ${plain(raw)} then try_cast(${raw} as double)
       ${fraction(raw, decimals)}
       else list_transform([bare_number(${raw})], lambda number:
         case when ${plain('number')} then try_cast(number as double) ${fraction('number', decimals)} end)[1] end`,
  fault: 'bad_number',
  exactFaults: [{ code: 'unclear_number', when: matches(raw, equivocal) }],
});

/** 96,1 · 96,1% · 98.5 %: the number in percent (0–100), which has no thousands. A spreadsheet's own percentages are read as such text. */
export const percent: Compiler = (raw): CompiledType => {
  const number = `trim(rtrim(${raw}, '% '))`;
  return {
    sqlType: 'double',
    value: `case when ${matches(number, '\\d+(?:[.,]\\d+)?')} then try_cast(replace(${number}, ',', '.') as double) end`,
    fault: 'bad_number',
  };
};
