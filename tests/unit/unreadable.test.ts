import { describe, expect, test } from 'vitest';
import { KpiError } from '../../pipelines/error.ts';
import { refusalOf, UnreadableFile } from '../../pipelines/read/unreadable.ts';

const system = (code: string) => Object.assign(new Error(`${code}: write`), { code, syscall: 'write' });

describe('whose fault it is when a reader throws', () => {
  test.each([
    ['the call stack', new RangeError('Maximum call stack size exceeded')],
    ['a library', new TypeError('x is not a function')],
    ['no error at all', 'bad'],
    ['damaged bytes', Object.assign(new Error('incorrect data check'), { code: 'Z_DATA_ERROR', errno: -3 })],
    ['what the engine cannot take', new Error('Invalid Input Error: CSV Error on Line: 3')],
  ])('%s: of the file', (_, cause) => {
    expect(refusalOf(cause)?.code).toBe('reader_failed');
  });

  test('a refusal stays what it is', () => {
    const refusal = new UnreadableFile('empty_file');
    expect(refusalOf(refusal)).toBe(refusal);
  });

  test.each([
    ['no space left', system('ENOSPC')],
    ['too many open files', system('EMFILE')],
    ['an error of ours', new KpiError('rows_lost', 'x')],
    ['memory', new Error('Out of Memory Error: could not allocate block')],
    ['the disk under the engine', new Error('IO Error: Could not write file')],
    ['a broken engine', new Error('FATAL Error: Failed: database has been invalidated')],
    ['the program’s own SQL', new Error('Binder Error: Referenced column "x" not found')],
  ])('%s: not of the file', (_, cause) => {
    expect(refusalOf(cause)).toBeUndefined();
  });

  test.each([
    ["Could not convert string 'Nguyễn Văn O'Anh' to INT32", 'Could not convert string … to INT32'],
    ['invalid date: "12"\nnext line', 'invalid date: …'],
    ['no such thing as 036199000123', 'no such thing as •'],
    ['an open quotation "Trần', 'an open quotation …'],
  ])('no value of a cell is said: %s', (message, said) => {
    expect(refusalOf(new Error(message))?.message).toContain(`: ${said}.`);
    expect(refusalOf(new Error(message))?.message).not.toMatch(/Nguyễn|Anh|036|next|Trần/);
  });
});
