import { en } from './en/index.ts';
import { vi } from './vi/index.ts';

/** Every text for people. Vietnamese is the original; the other languages have its shape. */
export type Catalogue = typeof vi;
type Language = 'vi' | 'en';

const catalogues: Record<Language, Catalogue> = { vi, en };
let language: Language = 'vi';

/** Called once, by `cli.ts`, with what KPI_LANG says. */
export function setLanguage(wanted: string | undefined): void {
  language = wanted === 'en' ? 'en' : 'vi';
}

/** The texts for whoever sits before the screen. What is kept anywhere is said by `storedMessages`. */
export function messages(): Catalogue {
  return catalogues[language];
}

let storedLanguage: Language = 'vi';

/**
 * The texts of all that is kept and of the site: of tables, files and pages. They speak Vietnamese whatever KPI_LANG says, because who reads them
 * is not who started the program.
 */
export function storedMessages(): Catalogue {
  return catalogues[storedLanguage];
}

/** Does work of which nothing is kept: what it would write down is only shown, and so is told in the reader's language. */
export async function onlyShown<T>(work: () => Promise<T>): Promise<T> {
  storedLanguage = language;
  try {
    return await work();
  } finally {
    storedLanguage = 'vi';
  }
}

/** A sentence that is told to the reader and kept as well: each in its own language. */
export type Sentence = (text: Catalogue) => string;
