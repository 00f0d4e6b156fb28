/** What a page's start is written as: whom it imports is told apart, the rest is the same in every page. */
const start = new RegExp(
  String.raw`^\{ __sveltekit_[a-z0-9]+ = \{ base: "" \}; const element = document\.currentScript\.parentElement; ` +
    String.raw`const data = \[null(?:,null)*\]; Promise\.all\(\[ import\("(?<kit>[^"\\]+)"\), import\("(?<app>[^"\\]+)"\) \]\)` +
    String.raw`\.then\(\(\[kit, app\]\) => \{ kit\.start\(app, element, \{ ` +
    String.raw`node_ids: \[\d+(?:, \d+)*\], data, form: null, error: null \}\); \}\); \}$`,
);

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/**
 * Whether a script in a page is one that the renderer writes itself: an empty one, a file that was built, the answers of the build as
 * JSON (which runs nothing), and the start of a page of Evidence's, in exactly that form, which imports two of the files that were built.
 *
 * @param isBuilt whether an address is that of a script file that was built
 */
export function isRenderersScript(
  { attributes, text }: { attributes: Readonly<Record<string, string>>; text: string },
  isBuilt: (address: string) => boolean,
): boolean {
  // What is told to a script runs nothing by itself; Svelte, too, marks what never changes.
  const names = Object.keys(attributes).filter((name) => !name.startsWith('data-'));
  if (attributes.type === 'application/json') return names.join() === 'type' && isJson(text);
  const flat = text.replace(/\s+/g, ' ').trim();
  if (names.filter((name) => name !== 'type' || attributes.type !== 'module').join() === 'src')
    return flat === '' && isBuilt(attributes.src ?? '');
  if (names.length > 0) return false;
  const { kit, app } = start.exec(flat)?.groups ?? {};
  return flat === '' || (kit !== undefined && app !== undefined && isBuilt(kit) && isBuilt(app));
}
