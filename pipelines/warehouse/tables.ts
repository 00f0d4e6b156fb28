import { stateVersion } from './state-version.ts';

/**
 * Schemas and the program's own bookkeeping. Everything else is made by contracts and models. A table that changes its
 * shape makes another state version, and one that is memory is told to `run/carry-over.ts`.
 */
export const tables = /* sql */ `
  create schema if not exists ops;
  create schema if not exists landing;
  create schema if not exists refused;
  create schema if not exists current;
  create schema if not exists staging;
  create schema if not exists fact;
  create schema if not exists plan;
  create schema if not exists measure;
  create schema if not exists mart;

  -- Which version of the program's state this is: one row.
  create table if not exists ops.state (version integer not null);
  insert into ops.state (version) select ${stateVersion} where not exists (from ops.state);

  -- One row a file taken from an inbox; the bytes lie in the archive under their hash.
  create table if not exists ops.file (
    source varchar not null,
    sha256 varchar not null,
    name varchar not null,
    bytes bigint not null,
    pulled_at timestamp not null,
    primary key (source, sha256)
  );

  -- Files of the archive that were removed on purpose: they stay known, but cannot be landed again.
  create table if not exists ops.pruned (
    source varchar not null,
    sha256 varchar not null,
    name varchar not null,
    bytes bigint not null,
    pulled_at timestamp not null,
    pruned_at timestamp not null,
    primary key (source, sha256)
  );

  -- What an inbox file looked like when it was last hashed, so that a night with nothing new reads no file again.
  create table if not exists ops.seen (
    path varchar primary key,
    bytes bigint not null,
    modified_ms double not null,
    source varchar not null,
    sha256 varchar not null
  );

  -- What the other side said of a file on another machine when it was last taken.
  create table if not exists ops.remote (
    source varchar not null,
    resource varchar not null,
    etag varchar,
    last_modified varchar,
    bytes bigint,
    modified_ms double,
    sha256 varchar not null,
    primary key (source, resource)
  );

  -- One row for each attempt to land a file under one version of its contract, refused files included.
  create table if not exists ops.load (
    load_id integer primary key,
    source varchar not null,
    sha256 varchar not null,
    contract_hash varchar not null,
    file_name varchar not null,
    loaded_at timestamp not null,
    verdict varchar not null,
    format varchar,
    encoding varchar,
    sheet varchar,
    header_row integer,
    -- Lines of the file = set aside + read; rows read = accepted + refused + superseded.
    lines bigint not null default 0,
    lines_set_aside bigint not null default 0,
    rows_read bigint not null,
    rows_accepted bigint not null,
    rows_refused bigint not null,
    rows_superseded bigint not null default 0,
    rows_repaired bigint not null,
    rows_warned bigint not null,
    data_from date,
    data_until date,
    message varchar,
    -- How columns were read as a whole: JSON, a list of land/decision.ts.
    decided varchar not null default '[]',
    unique (source, sha256, contract_hash)
  );

  -- Lines that are in neither landing nor quarantine, as ranges: what is no record, with its kind (land/line-ranges.ts), and
  -- records that are refused with their file only.
  create table if not exists ops.line_range (
    load_id integer not null,
    sheet varchar,
    first_row bigint not null,
    last_row bigint not null,
    fate varchar not null,
    kind varchar
  );

  -- Why a row (or, without a row, a file) was refused, superseded or warned about. No value of a person stands here.
  create table if not exists ops.quarantine (
    load_id integer not null,
    source varchar not null,
    sheet varchar,
    row_number bigint,
    column_name varchar,
    label varchar,
    value varchar,
    code varchar not null,
    severity varchar not null,
    message varchar not null
  );

  -- How cells were mended on landing: how often in each column and in which rows first. No value stands here.
  create table if not exists ops.repair (
    load_id integer not null,
    source varchar not null,
    sheet varchar,
    column_name varchar,
    label varchar,
    code varchar not null,
    message varchar not null,
    rows bigint not null,
    first_rows integer[] not null
  );

  -- Headers of the loads, folded: to see when an export changes its columns.
  create table if not exists ops.header (load_id integer not null, label varchar not null, column_name varchar);

  -- The pseudonym of a fixed text: another key gives another.
  create table if not exists ops.pseudonym_key (fingerprint varchar primary key);

  -- The contract version under which a landing table stands.
  create table if not exists ops.landing_table (source varchar primary key, contract_hash varchar not null);

  -- Loads under the contract that is in force: what an earlier version of it made of the same files counts nowhere.
  create or replace view ops.load_in_force as
    select l.* from ops.load l semi join ops.landing_table t using (source, contract_hash);

  -- One row a run, which stays as running where it was killed.
  create table if not exists ops.run (
    run_id varchar primary key,
    started_at timestamp not null,
    ended_at timestamp,
    outcome varchar,
    as_of date,
    exit_code integer,
    message varchar
  );

  -- What each check of the models found when it was last run.
  create table if not exists ops.model_check (
    name varchar primary key,
    run_id varchar not null,
    offending bigint not null,
    example varchar
  );

  -- A period whose published readings stand, with who said so; an unlocked one stays as a record.
  create table if not exists ops.period_lock (
    lock_id integer primary key,
    period varchar not null,
    locked_at timestamp not null,
    locked_by varchar not null,
    unlocked_at timestamp,
    unlocked_by varchar
  );

  -- The readings as they were published when the period was locked.
  create table if not exists ops.locked_reading (
    lock_id integer not null,
    indicator varchar not null,
    breakdown varchar,
    key varchar,
    numerator double,
    denominator double,
    value double,
    target double,
    target_confirmed boolean,
    baseline double,
    status varchar not null,
    points double,
    is_above_all boolean,
    rule varchar,
    loads varchar,
    as_of date
  );

  -- What the marts were computed from, to know when nothing has changed.
  create table if not exists ops.marts_inputs (inputs varchar not null, run_id varchar not null, computed_at timestamp not null);
`;
