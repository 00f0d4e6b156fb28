import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { linesWithCurlyQuotes } from './curly-quotes.ts';
import type { Fault } from './fault.ts';
import { nearest } from './nearest.ts';
import type { ProjectFile } from './project-files.ts';
import { sayIssue } from './schema-fault.ts';

export type FieldPath = readonly (string | number)[];

/** Where in a file a field of a part of it stands. */
type PlaceOf = (field: FieldPath) => FieldPath;

/** A YAML file read, with its faults gathered rather than thrown: the reader sees all of them at once. */
export interface YamlFile<T> {
  file: string;
  /** The normalised value, undefined when the schema refused it. */
  value: T | undefined;
  /** What the file says, unchecked: for rules across fields that should speak up even beside other faults. */
  raw: unknown;
  faults: Fault[];
  /** Says it once, however many meet it there; of a line that curly quotes have spoilt only that. */
  fault(path: FieldPath, message: string): void;
  /**
   * Checks a part of the file on its own, filled in from elsewhere; its faults are said where the part stands, or where
   * `place` says that a field of it does.
   */
  check<P>(place: FieldPath | PlaceOf, part: unknown, schema: z.ZodType<P>): P | undefined;
  /** How faults call a field. */
  fieldName(path: FieldPath): string;
  /** A field of the file as it is written; an empty object where there is none. */
  given(field: string): object;
  /** Line on which a field stands, from 1. */
  line(path: FieldPath): number;
}

function lineOf(document: Document, lines: LineCounter, path: FieldPath): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const parent = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    const key = path[depth - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (pair && isScalar(pair.key) && pair.key.range) return lines.linePos(pair.key.range[0]).line;
    }
    const node = document.getIn(path.slice(0, depth), true);
    if (node && typeof node === 'object' && 'range' in node && Array.isArray(node.range)) {
      return lines.linePos(Number(node.range[0])).line;
    }
  }
  return 1;
}

function describe(
  issue: z.core.$ZodIssue,
  known: (path: FieldPath) => readonly string[],
  given: (path: FieldPath) => unknown,
): [FieldPath, string][] {
  const path = issue.path.filter((step): step is string | number => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const suggestion = nearest(key, known(path));
      return [[...path, key], messages().config.unknownField(key, suggestion)];
    });
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const said = given(path);
    const near = said === undefined || said === null ? undefined : nearest(String(said), values);
    return [[path, messages().config.notOneOf(values, near)]];
  }
  return [[path, issue.message]];
}

/** The keys an object of the schema may have at a path, for "did you mean". */
function knownKeys(schema: z.ZodType, path: FieldPath): readonly string[] {
  let json: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  const into = (step: string | number): unknown => {
    if (json === null || typeof json !== 'object') return undefined;
    if ('properties' in json && json.properties && typeof json.properties === 'object') {
      const child = (json.properties as Record<string, unknown>)[String(step)];
      if (child !== undefined) return child;
    }
    if ('additionalProperties' in json) return json.additionalProperties;
    if ('items' in json) return json.items;
    return undefined;
  };
  for (const step of path) json = into(step);
  const properties = (json as { properties?: Record<string, unknown> } | undefined)?.properties;
  return Object.keys(properties ?? {});
}

/** What is wrong with a text as YAML. Of several things on one line the first: the others come of it. */
function syntaxFaults(document: Document, lineAt: (offset: number) => number): Omit<Fault, 'file'>[] {
  const { yamlSyntax, yamlFault } = messages().config;
  const byLine = new Map<number, Omit<Fault, 'file'>>();
  for (const { code, message, pos } of document.errors) {
    const line = lineAt(pos[0]);
    if (!byLine.has(line))
      byLine.set(line, { line, field: '', message: yamlSyntax(yamlFault[code] ?? message) });
  }
  return [...byLine.values()];
}

/** The first line that is no UTF-8: an old editor saves Vietnamese in a code page of its own. */
function lineNotUtf8(bytes: Buffer): number {
  const lines = bytes.toString('latin1').split('\n');
  return lines.findIndex((line) => !isUtf8(Buffer.from(line, 'latin1'))) + 1;
}

/** The faults of one file as they are found: a cause that many meet is told once. */
class Gathered {
  readonly faults: Fault[] = [];
  readonly #file: string;
  readonly #curly: readonly number[];
  #isCurly = false;

  constructor(file: string, curly: readonly number[]) {
    this.#file = file;
    this.#curly = curly;
  }

  add(fault: Omit<Fault, 'file'>): void {
    if (this.#curly.includes(fault.line)) this.#addCurly();
    else if (!this.faults.some((its) => its.line === fault.line && its.message === fault.message))
      this.faults.push({ file: this.#file, ...fault });
  }

  /** Faults of the text as such. Where curly quotes have spoilt a line, what comes after it comes of that. */
  addSyntax(faults: readonly Omit<Fault, 'file'>[]): void {
    const spoilt = faults.filter(({ line }) => this.#curly.includes(line));
    for (const fault of spoilt.length > 0 ? spoilt : faults) this.add(fault);
  }

  #addCurly(): void {
    const [line = 1] = this.#curly;
    const message = messages().config.curlyQuotes(this.#curly);
    if (!this.#isCurly) this.faults.push({ file: this.#file, line, field: '', message });
    this.#isCurly = true;
  }
}

/**
 * Reads and checks one YAML file against a schema. Never throws for what the file says, only if it cannot be read.
 * `fieldName` says how faults call a field; unless told, by its dotted path.
 */
export async function readYaml<T>(
  { at, shown: file }: Pick<ProjectFile, 'at' | 'shown'>,
  schema: z.ZodType<T>,
  nameOf: (path: FieldPath, raw: unknown) => string = (path) => path.join('.'),
): Promise<YamlFile<T>> {
  const bytes = await readFile(at).catch((cause) => {
    throw new KpiError('config_missing', messages().config.fileMissing(file), { exitCode: 2, cause });
  });
  const text = bytes.toString('utf8');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const gathered = new Gathered(file, linesWithCurlyQuotes(text));
  const { faults } = gathered;
  if (isUtf8(bytes)) gathered.addSyntax(syntaxFaults(document, (offset) => lines.linePos(offset).line));
  else gathered.add({ line: lineNotUtf8(bytes), field: '', message: messages().config.notUtf8 });
  const raw: unknown = faults.length > 0 ? undefined : document.toJS();
  const line = (at: FieldPath) => lineOf(document, lines, at);
  const fieldName = (path: FieldPath) => nameOf(path, raw);
  const fault = (at: FieldPath, message: string) =>
    gathered.add({ line: line(at), field: fieldName(at), message });
  const check: YamlFile<T>['check'] = (place, part, its) => {
    const parsed = its.safeParse(part, { error: sayIssue });
    if (parsed.success) return parsed.data;
    const known = (where: FieldPath) => knownKeys(its, where);
    const said = (where: FieldPath) => where.reduce<unknown>((node, step) => Object(node)[step], part);
    for (const issue of parsed.error.issues)
      for (const [where, message] of describe(issue, known, said))
        fault(typeof place === 'function' ? place(where) : [...place, ...where], message);
    return undefined;
  };
  const given = (field: string) => Object(Object(raw)[field]);
  const value = faults.length > 0 ? undefined : check([], raw, schema);
  return { file, value, raw, faults, fault, line, check, given, fieldName };
}
