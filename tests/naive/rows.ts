/** Columns of the fact tables that indicators speak of, as they come out of models/facts. */
export const factColumns = {
  dossier: {
    procedure_code: 'varchar',
    field: 'varchar',
    channel: 'varchar',
    service_level: 'varchar',
    received_at: 'timestamp',
    finished: 'boolean',
    ended_at: 'timestamp',
    waiting_since: 'timestamp',
    supplement_count: 'bigint',
    supplement_requested_at: 'timestamp',
    supplemented_at: 'timestamp',
    due_at: 'timestamp',
    fee: 'bigint',
    payment: 'varchar',
    needs_written_result: 'boolean',
    electronic_result: 'boolean',
    digitised: 'boolean',
    refused_columns: 'varchar[]',
  },
  procedure: {
    procedure_code: 'varchar',
    field: 'varchar',
    listed_on: 'date',
    has_fee: 'boolean',
    is_online: 'boolean',
    is_full: 'boolean',
    fit_for_full: 'boolean',
    online_payment: 'boolean',
    days_cut: 'double',
    time_limit_days: 'double',
    published_on: 'date',
    content_complete: 'boolean',
    refused_columns: 'varchar[]',
  },
  procedure_duty: {
    field: 'varchar',
    announced_on: 'date',
    announce_due: 'date',
    published_on: 'date',
    publish_due: 'date',
    refused_columns: 'varchar[]',
  },
  petition: {
    received_at: 'timestamp',
    due_at: 'timestamp',
    answered_at: 'timestamp',
    field: 'varchar',
    unit: 'varchar',
    hamlet: 'varchar',
    satisfaction: 'varchar',
    is_satisfied: 'boolean',
    working_days: 'bigint',
    refused_columns: 'varchar[]',
  },
  population: {
    counted_on: 'date',
    hamlet: 'varchar',
    residents: 'bigint',
    adults_14: 'bigint',
    adults_15: 'bigint',
    adults_18: 'bigint',
    level_2: 'bigint',
    signatures: 'bigint',
    accounts: 'bigint',
    health_books: 'bigint',
    clean: 'bigint',
    refused_columns: 'varchar[]',
  },
  parcel: {
    listed_on: 'date',
    has_certificate: 'boolean',
    is_complete: 'boolean',
    owners_are_residents: 'boolean',
    scan_filled: 'boolean',
    refused_columns: 'varchar[]',
  },
  payment: {
    paid_for: 'date',
    amount: 'bigint',
    is_cashless: 'boolean',
    programme: 'varchar',
    hamlet: 'varchar',
    refused_columns: 'varchar[]',
  },
  document: {
    issued_on: 'date',
    direction: 'varchar',
    kind: 'varchar',
    issued_digitally: 'boolean',
    opens_work_file: 'boolean',
    file_handled_online: 'boolean',
    refused_columns: 'varchar[]',
  },
  session: {
    planned_on: 'date',
    held_on: 'date',
    due_on: 'date',
    is_planned: 'boolean',
    is_held: 'boolean',
    audience: 'varchar',
    hamlet: 'varchar',
    unit: 'varchar',
    attended: 'bigint',
    passed: 'bigint',
    by_community_team: 'boolean',
    refused_columns: 'varchar[]',
  },
  unit_return: {
    indicator: 'varchar',
    unit_code: 'varchar',
    unit: 'varchar',
    period_start: 'date',
    numerator: 'double',
    denominator: 'double',
    value: 'double',
    quantity: 'double',
    refused_columns: 'varchar[]',
  },
} as const;

interface Read {
  varchar: string;
  /** Its values with commas between. */
  'varchar[]': string;
  /** `2026-03-31`, and with ` 23:59:59` behind it: as text they stand in the order of time. */
  date: string;
  timestamp: string;
  boolean: boolean;
  bigint: number;
  double: number;
}

export type FactName = keyof typeof factColumns;
type Columns<F extends FactName> = (typeof factColumns)[F];
/** A row of a fact table; any cell may be blank. */
export type Row<F extends FactName> = {
  [C in keyof Columns<F>]: Columns<F>[C] extends keyof Read ? Read[Columns<F>[C]] | null : never;
};
export type Facts = { [F in FactName]: Row<F>[] };

export const factNames = Object.keys(factColumns) as FactName[];
