import { stringify } from 'yaml';

/** A column of a contract as far as its labels go. */
interface Labelled {
  name: string;
  labels: readonly string[];
}

/** The line of a contract by which a column is known by one more label, as it is to be written. */
export const lineWithLabel = ({ name, labels }: Labelled, label: string): string =>
  `columns.${name}.labels: ${stringify([...labels, label], { collectionStyle: 'flow', lineWidth: 0 }).trim()}`;
