import { days } from '../../config/days.ts';
import { planTable } from './plan-table.ts';

/** The sources; `contract_hash` is the version of the contract that is in force. */
export const source = planTable({
  name: 'source',
  columns: {
    source: 'varchar',
    title: 'varchar',
    publisher: 'varchar',
    steward: 'varchar',
    contract_hash: 'varchar',
    every: 'varchar',
    warn_after_days: 'double',
    stale_after_days: 'double',
    has_data_date: 'boolean',
    sort_key: 'integer',
  },
  rows: ({ project }) =>
    project.contracts.map((contract, at) => ({
      source: contract.id,
      title: contract.title,
      publisher: contract.publisher,
      steward: contract.steward,
      contract_hash: contract.hash,
      every: contract.expect.every,
      warn_after_days: days(contract.expect.warn_after),
      stale_after_days: days(contract.expect.stale_after),
      has_data_date: contract.expect.data_date.length > 0,
      sort_key: at,
    })),
});

/** A contract's own checks, which bring their own title. */
export const contractCheck = planTable({
  name: 'contract_check',
  columns: { source: 'varchar', name: 'varchar', title: 'varchar' },
  rows: ({ project }) =>
    project.contracts.flatMap(({ id, checks }) =>
      checks.map(({ name, title }) => ({ source: id, name, title })),
    ),
});
