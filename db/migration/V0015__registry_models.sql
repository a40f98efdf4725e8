-- Models, their numbered versions, and which version serves which line. What says how a version came to be, its files,
-- how it was judged and where an alias stood is written once and never changed; words and tags may be.
create schema registry;

create table registry.model (
    id integer generated always as identity primary key,
    name text not null constraint model_name_unique unique
        check (name ~ '^[A-Za-z0-9_][A-Za-z0-9_ .-]{0,119}$' and name !~ '[ .]$'),
    created_at timestamptz not null,
    created_by text not null,
    changed_at timestamptz not null,
    notes text not null default '',
    withdrawn_at timestamptz,
    withdrawn_by text
);

create table registry.model_tag (
    model_id integer not null references registry.model,
    key text not null check (key <> ''),
    value text not null,
    primary key (model_id, key)
);

create table registry.version (
    id integer generated always as identity primary key,
    model_id integer not null references registry.model,
    number integer not null check (number > 0),
    created_at timestamptz not null,
    created_by text not null,
    method text not null,
    parameters jsonb not null,
    trained_from date,
    trained_to date check (trained_to >= trained_from),
    data_fingerprint text not null,
    seed bigint,
    code_version text not null,
    input_schema text not null,
    -- Where its files were said to be when it came in through a door.
    source text not null,
    run_id text not null,
    constraint version_number_unique unique (model_id, number)
);

-- What of a version may change.
create table registry.version_note (
    version_id integer primary key references registry.version,
    changed_at timestamptz not null,
    changed_by text not null,
    notes text not null
);

create table registry.version_tag (
    version_id integer not null references registry.version,
    key text not null check (key <> ''),
    value text not null,
    primary key (version_id, key)
);

-- No longer listed; what it was stays.
create table registry.version_withdrawal (
    version_id integer primary key references registry.version,
    withdrawn_at timestamptz not null,
    withdrawn_by text not null
);

create table registry.artefact (
    digest bytea primary key check (length(digest) = 32),
    size bigint not null check (size >= 0),
    created_at timestamptz not null
);
comment on column registry.artefact.digest is 'SHA-256 of the bytes';

create table registry.artefact_chunk (
    digest bytea not null references registry.artefact on delete cascade,
    position integer not null,
    bytes bytea not null,
    primary key (digest, position)
);
-- Model files are packed already, or short.
alter table registry.artefact_chunk alter column bytes set storage external;

create table registry.version_file (
    version_id integer not null references registry.version,
    path text not null check (path <> ''),
    digest bytea not null references registry.artefact,
    primary key (version_id, path)
);

-- Files that came in ahead of the version they will belong to.
create table registry.upload (
    path text primary key check (path <> ''),
    digest bytea not null references registry.artefact,
    uploaded_at timestamptz not null,
    uploaded_by text not null
);

create table registry.evaluation (
    id integer generated always as identity primary key,
    version_id integer not null references registry.version,
    evaluated_at timestamptz not null,
    evaluated_by text not null
);
create index evaluation_of_version on registry.evaluation (version_id, id);

create table registry.leakage_check (
    evaluation_id integer not null references registry.evaluation,
    name text not null check (name <> ''),
    passed boolean not null,
    detail text not null,
    primary key (evaluation_id, name)
);

-- Forecasts of one line, one horizon, from one origin after the other; arrays of equal length, a row's baselines one
-- after the other in the order of their names.
create table registry.backtest (
    evaluation_id integer not null references registry.evaluation,
    line text not null,
    horizon integer not null check (horizon > 0),
    origins date[] not null,
    days date[] not null,
    actual double precision[] not null,
    forecast double precision[] not null,
    lower80 double precision[] not null,
    upper80 double precision[] not null,
    lower95 double precision[] not null,
    upper95 double precision[] not null,
    baseline_names text[] not null,
    baselines double precision[] not null,
    primary key (evaluation_id, line, horizon),
    check (cardinality(baselines) = cardinality(baseline_names) * cardinality(days))
);
comment on column registry.backtest.line is 'code of the line; empty for the whole plant';

create table registry.metric (
    evaluation_id integer not null references registry.evaluation,
    line text not null,
    horizon integer not null check (horizon > 0),
    name text not null check (name <> ''),
    value double precision not null,
    baselines jsonb not null,
    primary key (evaluation_id, line, horizon, name)
);

create table registry.alias_move (
    id bigint generated always as identity primary key,
    model_id integer not null references registry.model,
    line text not null,
    alias text not null check (alias <> ''),
    position integer not null check (position > 0),
    -- None: nothing bears the alias from here on.
    version_id integer references registry.version,
    moved_at timestamptz not null,
    moved_by text not null,
    kind text not null check (kind in ('GATES', 'OVERRIDE', 'FREE', 'ROLLBACK', 'UNDO', 'WITHDRAWAL')),
    reason text not null,
    -- Position of the move whose outcome a roll-back or its undoing goes back to.
    restores integer check (restores < position),
    gates jsonb,
    check (kind <> 'OVERRIDE' or reason <> ''),
    check ((kind in ('ROLLBACK', 'UNDO')) = (restores is not null)),
    check ((kind = 'WITHDRAWAL') <= (version_id is null)),
    -- Of two at once one fails, whatever the program did.
    constraint alias_move_position_unique unique (model_id, line, alias, position),
    constraint alias_move_restores_one foreign key (model_id, line, alias, restores)
        references registry.alias_move (model_id, line, alias, position)
);

create function registry.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '%.% is only ever added to', tg_table_schema, tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger version_stays before update or delete or truncate on registry.version
    for each statement execute function registry.refuse_change();
create trigger version_file_stays before update or delete or truncate on registry.version_file
    for each statement execute function registry.refuse_change();
create trigger artefact_stays before update or truncate on registry.artefact
    for each statement execute function registry.refuse_change();
create trigger artefact_chunk_stays before update or truncate on registry.artefact_chunk
    for each statement execute function registry.refuse_change();
create trigger evaluation_stays before update or delete or truncate on registry.evaluation
    for each statement execute function registry.refuse_change();
create trigger leakage_check_stays before update or delete or truncate on registry.leakage_check
    for each statement execute function registry.refuse_change();
create trigger backtest_stays before update or delete or truncate on registry.backtest
    for each statement execute function registry.refuse_change();
create trigger metric_stays before update or delete or truncate on registry.metric
    for each statement execute function registry.refuse_change();
create trigger alias_move_stays before update or delete or truncate on registry.alias_move
    for each statement execute function registry.refuse_change();
