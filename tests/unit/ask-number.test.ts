import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { askNumber } from '../../pipelines/commands/ask-number.ts';
import { makeContext } from '../../pipelines/commands/context.ts';

const person = '036123456789';
const said: string[] = [];
const context = { ...makeContext({}), say: (text: string) => said.push(text) };

/** A terminal at which somebody types: it is told whether what is typed is shown. */
function terminal(...typed: string[]) {
  const raw: boolean[] = [];
  const input = Object.assign(Readable.from(typed), {
    isTTY: true,
    setRawMode: (on: boolean) => raw.push(on),
  });
  return { input, raw };
}

test('at a terminal what is typed is not shown, may be mended, and ends with Enter', async () => {
  const { input, raw } = terminal('03', '61', '\u007f', '123456', '789', '\r', 'more');
  expect(await askNumber(context, input)).toBe(person);
  expect(raw).toEqual([true, false]);
  expect(said.join('')).not.toMatch(/\d/);
});

test('who leaves has done nothing, and sees again what they type', async () => {
  const { input, raw } = terminal('0361', '\u0003');
  await expect(askNumber(context, input)).rejects.toMatchObject({ code: 'cancelled', exitCode: 2 });
  expect(raw).toEqual([true, false]);
});

test('what is handed over without end is not waited for', async () => {
  const endless = Readable.from(
    (function* () {
      for (;;) yield '036123456789'.repeat(100);
    })(),
  );
  await expect(askNumber(context, endless)).rejects.toMatchObject({
    code: 'bad_personal_number',
    exitCode: 2,
  });
});
