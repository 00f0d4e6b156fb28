import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { makeContext } from '../../pipelines/commands/context.ts';
import { knownPassphrase, newPassphrase } from '../../pipelines/commands/passphrase.ts';

const passphrase = 'năm từ không liên quan';
const said: string[] = [];
const context = { ...makeContext({}), say: (text: string) => said.push(text) };

/** A terminal at which somebody types one line after the other. */
function at(...lines: string[]) {
  const left = [...lines];
  const input = Object.assign(new Readable({ read: () => undefined }), {
    isTTY: true,
    setRawMode: (on: boolean) => {
      // Typed when it is asked for.
      if (on) input.push(`${left.shift() ?? ''}\r`);
    },
  });
  return { file: undefined, env: {}, input };
}

test('at a terminal a new passphrase is typed twice, and not shown', async () => {
  expect(await newPassphrase(context, at(passphrase, passphrase.normalize('NFD')))).toBe(passphrase);
  expect(said.join('')).not.toContain(passphrase);
  await expect(newPassphrase(context, at(passphrase, `${passphrase}!`))).rejects.toMatchObject({
    code: 'passphrase_differs',
    exitCode: 2,
  });
  await expect(newPassphrase(context, at('ngắn', 'ngắn'))).rejects.toMatchObject({
    code: 'passphrase_short',
  });
});

test('one that is known is typed once, whatever its length', async () => {
  expect(await knownPassphrase(context, at('ngắn'))).toBe('ngắn');
});
