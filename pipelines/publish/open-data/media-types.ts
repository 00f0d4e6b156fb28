/** Folder of a release in which its open data lie. */
export const openDataFolder = 'du-lieu';

export type OpenFormat = 'csv' | 'xlsx' | 'parquet' | 'arrow';

export const mediaTypes: Readonly<Record<OpenFormat, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
  arrow: 'application/vnd.apache.arrow.file',
};
