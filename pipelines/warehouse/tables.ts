import { naturalOrder } from './natural-order.ts';
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
  create schema if not exists names;
  create schema if not exists written;
  create schema if not exists matched;
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
    -- Rows of persons who were forgotten, of whatever fate: such a row that had been accepted is refused (land/forget-rows.ts).
    rows_forgotten bigint not null default 0,
    data_from date,
    data_until date,
    -- The day and the period that the file says it is of, and where it says so: title, name or data (land/dated.ts).
    own_day date,
    period_from date,
    period_until date,
    dated_by varchar,
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

  -- What people have decided on deliveries, in that order within a source: withdraw, restore, accept. Nothing is taken out.
  create table if not exists ops.delivery_decision (
    source varchar not null,
    number integer not null,
    sha256 varchar not null,
    decision varchar not null,
    decided_at timestamp not null,
    decided_by varchar not null,
    primary key (source, number)
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
    message varchar not null,
    -- The message without the cell that it quotes; null where it quotes none. It stands in its place once the value must go.
    without_value varchar
  );

  -- Persons of rows that are not in landing (refused, superseded, of a file that did not land), by pseudonym: what quarantine
  -- quotes of a row must be found when its person is forgotten. Of a row that was taken out for one person those who stood in it besides.
  create table if not exists ops.person_row (
    load_id integer not null,
    sheet varchar,
    row_number bigint not null,
    pseudonym varchar not null,
    is_forgotten boolean not null default false
  );

  -- Persons who were forgotten, by pseudonym, as far as this warehouse has been rid of them; the archive has the list too.
  create table if not exists ops.forgotten (pseudonym varchar primary key, forgotten_at timestamp not null);

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

  -- How many rows of each load stand in current.*, as of the last computation.
  create table if not exists ops.standing_rows (load_id integer primary key, source varchar not null, rows bigint not null);

  -- Files that a person has taken back and not given again: they count nowhere and are not read.
  create or replace view ops.withdrawn as
    select source, sha256, arg_max(decided_at, number) as decided_at, arg_max(decided_by, number) as decided_by
    from ops.delivery_decision where decision not in ('accept', 'doubt')
    group by source, sha256 having arg_max(decision, number) = 'withdraw';

  -- Loads under the contract that is in force: what an earlier version of it made of the same files counts nowhere, and
  -- nothing does of files that were withdrawn.
  create or replace view ops.load_in_force as
    select l.* from ops.load l semi join ops.landing_table t using (source, contract_hash) anti join ops.withdrawn using (source, sha256);

  -- Held files that a person has accepted: what they were held for is not asked again.
  create or replace view ops.accepted_file as
    select source, sha256, arg_max(decided_at, number) as decided_at, arg_max(decided_by, number) as decided_by
    from ops.delivery_decision where decision = 'accept' group by source, sha256;

  -- The one place that says which loads count: in force, landed, and not later than the day that is looked at (run/lists-as-of.ts:
  -- in a session that looks at an earlier day the variable later_lists has the loads of lists that came after it). In the order of deliveries (place, from 1
  -- in each source): their own day, which is never after that of taking; the time of taking; their names as people count.
  create or replace view ops.standing_load as
    select *, row_number() over (partition by source order by own_date, pulled_at, ${naturalOrder('stem')}, sha256) as place
    from (
      select l.*, coalesce(f.pulled_at, l.loaded_at) as pulled_at,
        least(l.own_day, cast(coalesce(f.pulled_at, l.loaded_at) as date)) as own_date,
        -- "thang-9.csv" comes before "thang-9-sua.csv".
        regexp_replace(l.file_name, '\\.[^.]*$', '') as stem
      from ops.load_in_force l left join ops.file f on f.source = l.source and f.sha256 = l.sha256
      where l.verdict in ('accepted', 'accepted_with_refusals')
        and not coalesce(list_contains(cast(getvariable('later_lists') as integer[]), l.load_id), false)
    );

  -- Every file that was handed in, with what became of it: it stands; a later one has all its records (superseded); it waits
  -- for a person (held); it was refused, taken back (withdrawn), or waits for the next refresh (pending).
  create or replace view ops.delivery as
    select f.source, f.sha256, f.name, f.pulled_at, least(l.own_day, cast(f.pulled_at as date)) as own_date,
      l.* exclude (source, sha256, file_name),
      case when w.sha256 is not null then 'withdrawn' when l.load_id is null then 'pending'
           when l.verdict in ('held', 'refused') then l.verdict
           -- Landed and not looked at by the last computation: it did not come so far, or was made as of an earlier day.
           when r.load_id is null and exists (from ops.standing_rows) then 'pending'
           when r.rows = 0 and l.rows_accepted > 0 then 'superseded' else 'standing' end as state,
      case when w.sha256 is null then r.rows end as rows_standing,
      coalesce(w.decided_by, a.decided_by) as decided_by, coalesce(w.decided_at, a.decided_at) as decided_at
    from ops.file f
    left join (from ops.load semi join ops.landing_table using (source, contract_hash)) l on l.source = f.source and l.sha256 = f.sha256
    left join ops.standing_rows r on r.load_id = l.load_id
    left join ops.withdrawn w on w.source = f.source and w.sha256 = f.sha256
    left join ops.accepted_file a on a.source = f.source and a.sha256 = f.sha256;

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
    judged_value double,
    judged_target double,
    status varchar not null,
    points double,
    is_above_all boolean,
    rule varchar,
    loads varchar,
    as_of date
  );

  -- Parts of protected breakdowns as they were last told; one that is hidden since keeps its row (measure/told-reading.ts).
  create table if not exists ops.told_part (
    indicator varchar not null,
    period varchar not null,
    breakdown varchar not null,
    key varchar not null,
    numerator double,
    denominator double,
    -- The period had ended then: its numbers were no longer growing in everybody's view.
    was_closed boolean not null,
    primary key (indicator, period, breakdown, key)
  );

  -- The readings of the last computation that finished: why a number changed is told against them.
  create table if not exists ops.finished_reading (
    indicator varchar not null,
    period varchar not null,
    breakdown varchar,
    key varchar,
    numerator double,
    denominator double,
    value double,
    target double,
    judged_value double,
    status varchar not null,
    rule varchar,
    loads varchar,
    as_of date
  );

  -- What the pages do not show, since something of a person stands in it: where on the site, which kind, whence it came (a row of a
  -- delivery or a line of a file of the project) and in which record the person is known. Of the value itself only its beginning.
  create table if not exists ops.masked_value (
    mart varchar not null,
    column_name varchar not null,
    kind varchar not null,
    shown varchar not null,
    source varchar,
    sha256 varchar,
    sheet varchar,
    row_number bigint,
    file varchar,
    line integer,
    person_source varchar,
    person_sha256 varchar,
    person_row bigint
  );

  -- The audit trail: who has asked for the rows behind a number (rows), for what there is of a person (report), or had a person
  -- forgotten (forget), when and what for; nothing of the rows or the person.
  create table if not exists ops.access (
    number integer primary key,
    kind varchar not null default 'rows',
    accessed_at timestamp not null,
    by_whom varchar not null,
    purpose varchar not null,
    indicator varchar,
    period varchar,
    breakdown varchar,
    key varchar,
    rows bigint not null,
    shown_as varchar
  );

  -- What each table of current, staging and fact was made from (warehouse/made.ts); one that is being made has no row.
  create table if not exists ops.made (name varchar primary key, definition varchar not null, inputs varchar[] not null);

  -- What the marts were computed from, to know when nothing has changed.
  create table if not exists ops.marts_inputs (inputs varchar not null, run_id varchar not null, computed_at timestamp not null);
`;
