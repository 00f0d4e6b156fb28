import { fold } from '../config/fold.ts';
import { nearest } from '../config/nearest.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';

interface Named {
  id: string;
  name: string;
}

/** So many are read at a glance. */
const mostProposed = 5;

/** Those in whose id or title the word stands, else the one whose id or title most resembles it. */
function proposed(word: string, indicators: readonly Named[]): Named[] {
  const wanted = fold(word);
  const within = indicators.filter(
    ({ id, name }) => id.includes(wanted.replaceAll(' ', '-')) || fold(name).includes(wanted),
  );
  if (wanted !== '' && within.length > 0) return within.slice(0, mostProposed);
  const byId = nearest(
    word,
    indicators.map(({ id }) => id),
  );
  const byName = nearest(
    wanted,
    indicators.map(({ name }) => fold(name)),
  );
  return indicators.filter(({ id, name }) => id === byId || fold(name) === byName).slice(0, mostProposed);
}

/** The indicator that a person names, by its id or its title. Throws `unknown_indicator` (exit code 2) with the nearest. */
export function knownIndicator<T extends Named>(word: string, indicators: readonly T[]): T {
  const exact = indicators.find(({ id }) => id === word);
  if (exact) return exact;
  const titled = indicators.filter(({ name }) => fold(name) === fold(word));
  const [its] = titled;
  if (its && titled.length === 1) return its;
  const near = proposed(word, indicators).map(({ id, name }) => `"${id}" (${name})`);
  throw new KpiError('unknown_indicator', messages().cli.unknownIndicator(word, near), { exitCode: 2 });
}
