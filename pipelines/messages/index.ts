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

export function messages(): Catalogue {
  return catalogues[language];
}
