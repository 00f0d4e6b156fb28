import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Parser } from 'htmlparser2';
import type { Fault } from '../../config/fault.ts';
import { nearest } from '../../config/nearest.ts';
import type { ProjectFile } from '../../config/project-files.ts';
import { messages } from '../../messages/index.ts';

/** Elements that arrange text and pictures. What runs, fetches or leads elsewhere by itself is not among them. */
const elements = new Set(
  (
    'a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins ' +
    'kbd li mark ol p q s section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr'
  ).split(' '),
);
const attributes =
  /^(?:alt|class|colspan|datetime|headers|height|href|id|lang|loading|open|rowspan|scope|span|src|start|title|width|aria-[a-z]+)$/;

/** `a`, `a.b`, `a[0].b`: what a name leads to. */
const path = String.raw`[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d+\])*`;
const literal = String.raw`(?:true|false|null|-?\d+(?:\.\d+)?|'[^'\\]*'|"[^"\\]*")`;
const list = String.raw`\[(?:\s*${literal}\s*,?)*\]`;
/** Names whose own insides could run something. */
const reaching =
  /\b(?:__proto__|prototype|constructor|globalThis|window|document|self|top|parent|import|fetch|eval|Function|process|require)\b/;
const named = new RegExp(String.raw`^\s*(?:${path}|${literal}|${list})\s*$`);
const block = new RegExp(
  String.raw`^\s*(?:#each\s+${path}\s+as\s+[A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)?(?:\s*\(${path}\))?|#if\s+!?${path}|:else(?:\s+if\s+!?${path})?|/each|/if)\s*$`,
);
const isHarmless = (inside: string): boolean =>
  !reaching.test(inside) && (named.test(inside) || block.test(inside));

interface Piece {
  line: number;
  text: string;
}

/**
 * A page in parts: what is shown, and what stands in blocks of code (the SQL of its queries among them); the head (`---`) is settings.
 * `unclear`: lines at which a block begins behind text, where the renderer may take it for a part of that text.
 */
function partsOf(page: string): { shown: string; blocks: Piece[]; unclear: number[] } {
  const lines = page.replaceAll('\r\n', '\n').split('\n');
  const shown: string[] = [];
  const blocks: Piece[] = [];
  const unclear: number[] = [];
  let fence: string | undefined;
  const headEnd = lines[0]?.trim() === '---' ? lines.indexOf('---', 1) : -1;
  lines.forEach((text, at) => {
    // Backticks behind its own make a line no beginning of a block.
    const [, mark, behind = ''] = /^\s{0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(text) ?? [];
    const isSettings = at <= headEnd;
    if (fence !== undefined && mark?.startsWith(fence) && behind.trim() === '') fence = undefined;
    else if (fence !== undefined) blocks.push({ line: at + 1, text });
    else if (!isSettings && mark !== undefined) {
      fence = mark;
      if (at - 1 > headEnd && (lines[at - 1] ?? '').trim() !== '') unclear.push(at + 1);
    } else if (!isSettings) {
      shown.push(text);
      return;
    }
    // Lines keep their numbers.
    shown.push('');
  });
  return { shown: shown.join('\n'), blocks, unclear };
}

/** Where each expression stands, with what is within its braces; one that does not end reaches to the end of the page. */
function expressionsIn(text: string): { from: number; to: number; inside: string; isClosed: boolean }[] {
  const found = [];
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at)) {
    let depth = 0;
    let end = at;
    for (; end < text.length; end++) {
      if (text[end] === '{') depth += 1;
      if (text[end] === '}' && --depth === 0) break;
    }
    found.push({ from: at, to: end + 1, inside: text.slice(at + 1, end), isClosed: depth === 0 });
    at = end + 1;
  }
  return found;
}

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;

/** Addresses within the site; a link may lead to another one, for that is opened by whoever clicks. */
const isAddress = (name: string, value: string): boolean =>
  name !== 'src'
    ? /^(?:https?:\/\/|\/(?!\/)|#|\.{1,2}\/|[\w-]+\/|$)/i.test(value.trim())
    : /^(?!\/\/)[/\w._-]/.test(value.trim()) && !value.includes(':');

/**
 * Why a page that a commune has written may not be built: a page is text, queries and the program's components, and no program. Judged
 * by its tags and expressions, each with its line: no element that runs or fetches something, no handler, no expression
 * beyond names and plain values.
 *
 * @param components names of the components that may stand in a page
 */
export function pageFaults(file: string, page: string, components: ReadonlySet<string>): Fault[] {
  const text = messages().publish.page;
  const faults: Fault[] = [];
  const say = (line: number, message: string) => faults.push({ file, line, field: '', message });
  const { shown, blocks, unclear } = partsOf(page);
  for (const line of unclear) say(line, text.block);
  for (const { line, text: code } of blocks) {
    for (const { inside, isClosed } of expressionsIn(code))
      if (!isClosed || !isHarmless(inside)) say(line, text.expression(inside.trim()));
    // Were the block none for the renderer, these would run.
    const [, running] = /<\s*(script|svelte:\w+|style|iframe)\b/i.exec(code) ?? [];
    if (running !== undefined) say(line, text.element(running, undefined));
  }
  let markup = '';
  let at = 0;
  for (const { from, to, inside, isClosed } of expressionsIn(shown)) {
    if (!isClosed || !isHarmless(inside))
      say(lineAt(shown, from), text.expression(inside.trim().slice(0, 60)));
    // As many signs as before, none of which a tag could end at.
    markup += shown.slice(at, from) + shown.slice(from, to).replace(/[^\n]/g, '_');
    at = to;
  }
  markup += shown.slice(at);
  const parser = new Parser(
    {
      onopentag(name, given) {
        const line = lineAt(markup, parser.startIndex);
        const isComponent = /^[A-Z]/.test(name);
        if (isComponent ? !components.has(name) : !elements.has(name.toLowerCase()))
          say(line, text.element(name, isComponent ? nearest(name, [...components]) : undefined));
        for (const [attribute, value] of Object.entries(given)) {
          const isPlain =
            /^_+$/.test(attribute) ||
            (isComponent
              ? /^[A-Za-z_][\w-]*$/.test(attribute) && !/^on/i.test(attribute)
              : attributes.test(attribute));
          if (!isPlain) say(line, text.attribute(name, attribute));
          else if (
            ['href', 'link', 'src', 'url'].includes(attribute) &&
            !/^_+$/.test(value) &&
            !isAddress(attribute, value)
          )
            say(line, text.address(name, value.slice(0, 60)));
        }
      },
      oncomment() {
        say(lineAt(markup, parser.startIndex), text.comment);
      },
      onprocessinginstruction() {
        say(lineAt(markup, parser.startIndex), text.comment);
      },
    },
    {
      lowerCaseTags: false,
      lowerCaseAttributeNames: false,
      recognizeSelfClosing: true,
      decodeEntities: true,
    },
  );
  parser.end(markup);
  return faults;
}

/** A drawing is shown as a picture, but opened by itself it is a page: it may not run anything either. */
function isStill(svg: string): boolean {
  let still = true;
  const parser = new Parser(
    {
      onopentag(name, given) {
        if (/^(?:script|foreignobject|iframe|embed|object|handler|set|animate)/.test(name)) still = false;
        for (const [attribute, value] of Object.entries(given))
          if (/^on/.test(attribute) || /^\s*(?:javascript|data:text)/i.test(value)) still = false;
      },
      onprocessinginstruction(name) {
        if (/^[!?](?:entity|xml-stylesheet)/i.test(name)) still = false;
      },
    },
    { decodeEntities: true },
  );
  parser.end(svg);
  return still;
}

/** Every fault of a commune's own pages and drawings; the program's are its own affair. */
export async function ownPageFaults(files: readonly ProjectFile[], program: string): Promise<Fault[]> {
  const own = files.filter(({ owner }) => owner === 'commune');
  if (own.length === 0) return [];
  const components = await componentNames(files, program);
  const found = await Promise.all(
    own.map(async ({ at, path: stands, shown }): Promise<Fault[]> => {
      if (stands.endsWith('.md')) return pageFaults(shown, await readFile(at, 'utf8'), components);
      if (!stands.endsWith('.svg') || isStill(await readFile(at, 'utf8'))) return [];
      return [{ file: shown, line: 1, field: '', message: messages().publish.page.picture }];
    }),
  );
  return found.flat();
}

/** Names of the program's components, and of the renderer's that pages may use. */
async function componentNames(files: readonly ProjectFile[], program: string): Promise<Set<string>> {
  const shipped = join(program, 'node_modules', '@evidence-dev', 'core-components', 'dist');
  const theirs = await readdir(shipped, { recursive: true });
  const ours = files.map((file) => file.path).filter((its) => its.startsWith('reports/components/'));
  return new Set(
    [...ours, ...theirs].filter((its) => its.endsWith('.svelte')).map((its) => basename(its, '.svelte')),
  );
}
