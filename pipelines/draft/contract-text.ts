import { Document, isMap, isScalar, isSeq, type Scalar, type YAMLMap } from 'yaml';
import { fold } from '../config/fold.ts';
import { storedMessages } from '../messages/index.ts';
import type { DraftColumn, SampleColumn } from './guess-column.ts';
import { type DraftRecord, wholeList } from './guess-record.ts';

/** All that a drafted contract is written from. */
export interface Draft {
  id: string;
  title: string;
  /** Names of the sample files. */
  files: readonly string[];
  columns: readonly DraftColumn[];
  record: DraftRecord;
  /** The labels of a form's two columns, if the samples are forms. */
  form: { label: string; value: string; labelColumn: string } | undefined;
  /** Whether there are Word documents among the samples, which are read only where a contract says so. */
  hasDocuments: boolean;
  /** The columns as the files have them. */
  sample: readonly SampleColumn[];
  /** Sheets of another form, which are not read. */
  left: readonly { name: string; sheet: string }[];
  /** By column: the files that have it, where not all do. */
  onlyIn: ReadonlyMap<string, readonly string[]>;
}

/** Columns that are of use: not those that only count the rows. */
export const used = (columns: readonly DraftColumn[]): DraftColumn[] =>
  columns.filter(({ remark }) => remark !== 'ordinal');

/** Where the text of a column stands in a file, as a contract says it. */
function placeFields({ context, across, profile }: DraftColumn): Record<string, unknown> {
  if (context) {
    const [first] = context.from;
    const from = context.from.length === 1 ? first : context.from;
    return { title: profile.label, from, ...(context.find === undefined ? {} : { find: context.find }) };
  }
  if (across) return { title: profile.label, across };
  const isFirst = (label: string, at: number, all: readonly string[]) =>
    all.findIndex((its) => fold(its) === fold(label)) === at;
  return { labels: profile.labels.filter(isFirst) };
}

function columnFields(column: DraftColumn, { record }: Draft): Record<string, unknown> {
  const { name, type, personal, codes, profile, dimension, context } = column;
  const isDating = record.dataDates.includes(name) && context === undefined;
  return {
    ...placeFields(column),
    type,
    ...(record.key[0] === name ? { required: true } : isDating ? { required: 'header' } : {}),
    ...(profile.dashes.length > 0 && personal !== 'drop' ? { blank: profile.dashes } : {}),
    ...(personal ? { personal } : {}),
    ...(dimension ? { dimension } : {}),
    ...(codes ? { unknown: 'keep', codes } : {}),
  };
}

function remarks(column: DraftColumn, draft: Draft): string[] {
  const text = storedMessages().draft;
  const { remark, fits, profile, context, across } = column;
  const files = draft.onlyIn.get(profile.label);
  return [
    ...(context?.seen ?? []),
    ...(across ? [text.across] : []),
    ...(remark && remark !== 'some_unfit' ? [text.remark[remark]] : []),
    ...(fits < 1 ? [text.unfit(1 - fits)] : []),
    ...(files ? [text.onlyIn(files.join(', '))] : []),
    ...(profile.labels.length > 1 ? [text.severalNames] : []),
  ];
}

function recordFields({ record }: Draft): Record<string, unknown> {
  const isSnapshot = record.returning !== undefined && record.returning >= wholeList;
  return {
    key: record.key,
    ...(record.isUnique ? {} : { rows: 'many' }),
    delivery: record.isOfPeriod ? 'period' : isSnapshot ? 'snapshot' : 'increment',
  };
}

function deliveryRemark({ record: { returning, isOfPeriod } }: Draft): string {
  const { delivery } = storedMessages().draft;
  if (isOfPeriod) return delivery.period;
  if (returning === undefined) return delivery.one;
  return returning >= wholeList ? delivery.snapshot(returning) : delivery.increment(returning);
}

const keyOf = (map: unknown, field: string): Scalar | undefined => {
  const pair = isMap(map) ? map.items.find(({ key }) => isScalar(key) && key.value === field) : undefined;
  return pair && isScalar(pair.key) ? pair.key : undefined;
};

/** Puts a comment before a field. */
function before(map: unknown, field: string, comment: string): void {
  const key = keyOf(map, field);
  if (key) key.commentBefore = comment;
}

/** Writes the number of rows beside each code. */
function countCodes(map: YAMLMap, column: DraftColumn): void {
  const codes = map.get('codes', true);
  if (!isMap(codes)) return;
  const counts = new Map(column.profile.values?.map(({ value, rows }) => [value, rows]));
  for (const { key, value } of codes.items) {
    const rows = isScalar(key) ? counts.get(String(key.value)) : undefined;
    if (isScalar(value) && rows !== undefined) value.comment = storedMessages().draft.rows(rows);
  }
}

/** How often a file comes; a list stands for its period and, until the next is late, for the one after it. */
const cadences = {
  month: { every: '30d', warn_after: '40d', stale_after: '62d' },
  quarter: { every: '91d', warn_after: '110d', stale_after: '200d' },
  year: { every: '365d', warn_after: '400d', stale_after: '760d' },
};

/** What the periods of the samples are: "quy iii/2026", "nam 2026"; without any, months are the rule. */
function cadenceOf({ columns }: Draft): keyof typeof cadences {
  const period = columns.find(({ context }) => context?.role === 'period');
  const texts = period?.profile.values?.map(({ value }) => fold(value)) ?? [];
  const isAll = (pattern: RegExp) => texts.length > 0 && texts.every((text) => pattern.test(text));
  if (isAll(/^quy\b/)) return 'quarter';
  return isAll(/^nam\b/) ? 'year' : 'month';
}

const endings = [
  'csv',
  'txt',
  'xls',
  'xlsx',
  'xlsm',
  'xlsb',
  'ods',
  'html',
  'htm',
  'mht',
  'json',
  'zip',
  'gz',
];

/** What the contract says of its files, where it says anything. */
function fileFields({ form, hasDocuments }: Draft): Record<string, unknown> {
  const fields = {
    ...(hasDocuments ? { formats: ['docx'] } : {}),
    ...(form ? { form: { label: form.label, value: form.value } } : {}),
  };
  return Object.keys(fields).length === 0 ? {} : { file: fields };
}

/** The contract of a drafted source as YAML, with comments where a person must know or decide something. */
export function contractText(draft: Draft): string {
  const text = storedMessages().draft;
  const columns = used(draft.columns);
  const document = new Document({
    id: draft.id,
    title: draft.title,
    publisher: text.unknown,
    steward: text.unknown,
    pull: { kind: 'folder', files: `*.{${[...endings, ...(draft.hasDocuments ? ['docx'] : [])].join(',')}}` },
    expect: {
      ...cadences[cadenceOf(draft)],
      ...(draft.record.dataDates.length > 0 ? { data_date: draft.record.dataDates } : {}),
    },
    ...fileFields(draft),
    record: recordFields(draft),
    columns: Object.fromEntries(columns.map((column) => [column.name, columnFields(column, draft)])),
  });
  document.commentBefore = ` yaml-language-server: $schema=../source.schema.json\n${text.head(draft.files.join(', '))}${draft.left.map(({ name, sheet }) => `\n${text.leftSheet(name, sheet)}`).join('')}`;
  const { contents } = document;
  before(contents, 'title', text.title);
  before(contents, 'publisher', text.publisher);
  before(contents, 'steward', text.steward);
  before(
    contents,
    'expect',
    `${text.expect}.\n${draft.record.dataDates.length > 0 ? text.dataDate : text.noDataDate}`,
  );
  if (draft.form) before(contents, 'file', text.form);
  const keyRemark = draft.record.isUnique ? text.key(draft.record.key.join(' + ')) : text.noKey;
  before(contents, 'record', `${keyRemark}.\n${deliveryRemark(draft)}.`);
  for (const field of ['pull', 'expect', 'file', 'record', 'columns']) {
    const node = document.get(field, true);
    if (isMap(node)) node.flow = field !== 'columns';
    const key = keyOf(contents, field);
    if (key) key.spaceBefore = true;
  }
  const list = document.get('columns', true);
  for (const column of columns) {
    const node = isMap(list) ? list.get(column.name, true) : undefined;
    if (!isMap(node)) continue;
    const said = remarks(column, draft).join('. ');
    if (said !== '') before(list, column.name, ` ${said}.`);
    if (column.codes) {
      countCodes(node, column);
      const labels = node.get('labels', true);
      if (isSeq(labels)) labels.flow = true;
    } else node.flow = true;
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
