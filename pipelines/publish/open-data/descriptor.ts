import { statuses } from '../../config/status.ts';
import { storedMessages } from '../../messages/index.ts';
import { mediaTypes, type OpenFormat } from './media-types.ts';
import { type OpenColumn, type OpenTable, typeOf } from './tables.ts';

/** One file of open data, as it was written. */
export interface OpenFile {
  table: OpenTable;
  format: OpenFormat;
  /** Name within the folder. */
  name: string;
  bytes: number;
  /** SHA-256 in hexadecimal. */
  sha256: string;
  rows: number;
}

/** What the marts say of whose data they are. */
export interface OpenAbout {
  commune: string;
  province: string;
  commune_code: string;
  plan_title: string;
  plan_year: string;
  /** ISO day. */
  as_of: string;
  as_of_text: string;
  is_sample: boolean;
  /** How readings are broken down, with the word for it. */
  breakdowns: readonly Category[];
}

/** A value that stands for something, and what people call it. */
export interface Category {
  value: string;
  label: string;
}

const categories: Partial<Record<OpenColumn, (about: OpenAbout) => readonly Category[]>> = {
  status: () => statuses.map((value) => ({ value, label: storedMessages().label.status[value] })),
  kind: () => Object.entries(storedMessages().label.kind).map(([value, label]) => ({ value, label })),
  breakdown: ({ breakdowns }) => breakdowns,
};

function fieldOf(name: OpenColumn, about: OpenAbout) {
  const type = typeOf(name);
  return {
    name,
    type,
    ...(type === 'date' ? { format: '%d/%m/%Y' } : {}),
    ...storedMessages().openData.fields[name],
    ...(categories[name] ? { categories: categories[name](about) } : {}),
  };
}

const dialects: Partial<Record<OpenFormat, (table: OpenTable) => object>> = {
  csv: () => ({ delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true, header: true }),
  xlsx: ({ name }) => ({ sheetName: name, header: true }),
};

/** The descriptor of all files (Data Package, version 2). Under which licence they may be used is the commune's to say. */
export function descriptorOf(files: readonly OpenFile[], about: OpenAbout): object {
  const text = storedMessages().openData;
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: `chi-tieu-${about.commune_code}-${about.plan_year}`,
    title: `${text.title(about.plan_title)}, ${about.commune}, ${about.province}`,
    description: `${about.is_sample ? `${text.sample} ` : ''}${text.description(about.as_of_text)}`,
    version: about.as_of,
    created: `${about.as_of}T00:00:00+07:00`,
    contributors: [{ title: `${about.commune}, ${about.province}`, roles: ['publisher'] }],
    resources: files.map(({ table, format, name, bytes, sha256 }) => ({
      name: `${table.name}-${format}`,
      path: name,
      ...text.tables[table.name],
      format,
      mediatype: mediaTypes[format],
      ...(format === 'csv' ? { encoding: 'utf-8' } : {}),
      bytes,
      hash: `sha256:${sha256}`,
      ...(dialects[format] ? { dialect: dialects[format](table) } : {}),
      schema: {
        fields: table.fields.map((its) => fieldOf(its, about)),
        primaryKey: table.key,
        missingValues: [''],
      },
    })),
  };
}
