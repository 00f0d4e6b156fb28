import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import subsetFont from 'subset-font';

/**
 * Signs of the Latin part of the letters: those on a Vietnamese keyboard without the marked vowels that the Vietnamese part has, and the
 * signs of the pages. Any other sign is taken from a font of the reader's machine.
 */
const latin = [
  Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCodePoint(0x20 + at)).join(''),
  'ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý',
  '\u00a0°²³·×÷–—‘’“”•…→←↑↓−≤≥▾',
].join('');

/**
 * Puts the letters of the pages (Be Vietnam Pro, SIL Open Font License 1.1) where `app.css` finds them: `<work>/components/fonts/latin-400.woff2`
 * and so on, as small as the pages allow.
 */
export async function writeFonts(work: string, program: string): Promise<void> {
  const files = join(program, 'node_modules', '@fontsource', 'be-vietnam-pro', 'files');
  const to = join(work, 'components', 'fonts');
  await mkdir(to, { recursive: true });
  for (const weight of [400, 700]) {
    const part = (name: string) => join(files, `be-vietnam-pro-${name}-${weight}-normal.woff2`);
    await copyFile(part('vietnamese'), join(to, `vietnamese-${weight}.woff2`));
    const small = await subsetFont(await readFile(part('latin')), latin, { targetFormat: 'woff2' });
    await writeFile(join(to, `latin-${weight}.woff2`), small);
  }
}
