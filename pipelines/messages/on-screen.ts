/**
 * Signs that a screen obeys instead of showing them: control characters (line breaks and tabs stay) and marks that turn the
 * direction of writing. In a name or a cell they could hide or rewrite what stands around them (CVE-2021-42574).
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach the screen
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text without them. */
export const onScreen = (text: string): string => text.replace(/\r\n/g, '\n').replace(obeyed, '');

/** JSON that says the same and shows them as `\u202e`: whoever reads it by a program loses nothing. */
export const jsonOnScreen = (json: string): string =>
  json.replace(obeyed, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
