import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonOnScreen, onScreen } from '../../pipelines/messages/on-screen.ts';

test('a name neither clears the screen, nor rewrites its line, nor turns the direction of writing', () => {
  expect(onScreen('\u001b[2J\u001b[31mho so\u0007.csv')).toBe('[2J[31mho so.csv');
  expect(onScreen('\u009b2Jx')).toBe('2Jx');
  expect(onScreen('XONG\rLỖI')).toBe('XONGLỖI');
  expect(onScreen('bao cao \u202efdp.exe')).toBe('bao cao fdp.exe');
  expect(onScreen('dòng 1\r\n\tdòng 2\n')).toBe('dòng 1\n\tdòng 2\n');
});

test('JSON says the same with signs that a program reads and a screen shows', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = jsonOnScreen(JSON.stringify({ text }));
      expect(JSON.parse(shown)).toEqual({ text });
      expect(onScreen(shown)).toBe(shown);
    }),
  );
});
