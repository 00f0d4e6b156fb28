import { expect, test } from 'vitest';
import { withoutFormula } from '../../pipelines/config/no-formula.ts';

test.each(['=1+1', '+84 912', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '=\n1'])(
  '%j is written as text',
  (text) => expect(withoutFormula(text)).toBe(`'${text}`),
);

test.each(['-5', '+3.5', '-1e3', '-', '=', 'a=b', "'=1", '', 'Mã số'])('%j stays as it is', (text) =>
  expect(withoutFormula(text)).toBe(text),
);
