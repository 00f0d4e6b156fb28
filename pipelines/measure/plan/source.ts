import { days } from '../../config/days.ts';
import { planTable } from './plan-table.ts';

/** Months that one file of a source is of, by how often files come: what comes more often than monthly is looked at by months. */
function slotMonths(every: number): number {
  if (every <= 45) return 1;
  if (every <= 135) return 3;
  return every <= 270 ? 6 : 12;
}

/**
 * The sources; `contract_hash` is the version of the contract that is in force. `slot_months`: how many months a file is of;
 * `due_days`: how many days after their end it is due.
 */
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
    delivery: 'varchar',
    slot_months: 'integer',
    due_days: 'integer',
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
      delivery: contract.record.delivery,
      slot_months: slotMonths(days(contract.expect.every)),
      due_days:
        contract.expect.due_day ??
        Math.max(1, Math.ceil(days(contract.expect.warn_after) - days(contract.expect.every))),
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
