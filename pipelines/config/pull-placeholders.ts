/** A date that a setting asks for: `{today}`, `{month_start}`, `{year_start}`, with a format after a colon if wanted. */
interface DatePlaceholder {
  name: 'today' | 'month_start' | 'year_start';
  format: string;
}

const date = /(?<!\$)\{(today|month_start|year_start)(?::([^{}]*))?\}/g;
const secret = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** `dd/MM/yyyy` and its like: two or four letters a part, single signs between. */
export const dateFormat = /^(dd|MM|yyyy)([-/. ]?(dd|MM|yyyy))*$/;

/** The dates a text asks for; without a format they are ISO. */
export const datePlaceholders = (text: string): DatePlaceholder[] =>
  [...text.matchAll(date)].map(([, name, format]) => ({
    name: name as DatePlaceholder['name'],
    format: format ?? 'yyyy-MM-dd',
  }));

/** Names of the secrets a text asks for: `${name}`. */
export const secretNames = (text: string): string[] =>
  [...text.matchAll(secret)].map(([, name]) => name ?? '');

/** What looks like a placeholder for a date, and is none we know. */
export const unknownPlaceholders = (text: string): string[] =>
  [...text.replaceAll(date, '').matchAll(/(?<!\$)\{([^{}]*)\}/g)].map(([, name]) => name ?? '');

/** Puts dates in place of their placeholders. `localDate` is the ISO date of the pull in Việt Nam. */
export function fillDates(text: string, localDate: string, encode: (value: string) => string): string {
  return text.replaceAll(date, (_, name: DatePlaceholder['name'], format = 'yyyy-MM-dd') => {
    const day = {
      today: localDate,
      month_start: `${localDate.slice(0, 7)}-01`,
      year_start: `${localDate.slice(0, 4)}-01-01`,
    }[name];
    return encode(
      (format as string)
        .replaceAll('yyyy', day.slice(0, 4))
        .replaceAll('MM', day.slice(5, 7))
        .replaceAll('dd', day.slice(8, 10)),
    );
  });
}

/** Puts secrets in place of their placeholders. */
export const fillSecrets = (
  text: string,
  secrets: ReadonlyMap<string, string>,
  encode: (value: string) => string,
): string => text.replaceAll(secret, (whole, name: string) => encode(secrets.get(name) ?? whole));
