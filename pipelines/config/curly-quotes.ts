/** The quotes that word processors put in place of straight ones; to YAML and SQL they are letters. */
const curly = /[“”„‘’‚]/u;

/** A value or key of YAML that begins with one: a text that only quotes a word within does not. */
const opening = /(?:^|[:,[{-])\s*[“”„‘’‚]/u;

/** Lines of a YAML file, from 1, on which a value or a key begins with a curly quote. */
export function linesWithCurlyQuotes(text: string): number[] {
  return text
    .split('\n')
    .flatMap((line, at) => (opening.test(line.replace(/(^|\s)#.*$/, '')) ? [at + 1] : []));
}

/** Whether an expression of SQL has curly quotes outside its texts, where they can only be meant as straight ones. */
export const hasCurlyQuotes = (sql: string): boolean => curly.test(sql.replace(/'(?:[^']|'')*'/g, "''"));
