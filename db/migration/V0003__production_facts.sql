create schema production;

create table production.file_import (
    id integer generated always as identity primary key,
    kind text not null,
    file_name text not null,
    -- Of the file and of how it was read: the same bytes read in another zone are other facts.
    fingerprint text not null default '',
    state text not null check (state in
        ('RUNNING', 'LOADED', 'KNOWN', 'REFUSED', 'CANCELLED', 'INTERRUPTED', 'UNDONE')),
    zone text not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    imported_by text not null,
    rows_read bigint not null default 0,
    rows_loaded bigint not null default 0,
    rows_known bigint not null default 0,
    rows_rejected bigint not null default 0,
    message text not null default ''
);
create unique index file_import_loaded_once on production.file_import (fingerprint) where state = 'LOADED';

-- What the import did with single rows: refused, left out or changed, and by which rule.
create table production.import_finding (
    import_id integer not null references production.file_import on delete cascade,
    position bigint not null,
    line_number bigint not null,
    outcome text not null,
    rule text not null,
    message text not null,
    raw text not null default '',
    primary key (import_id, position)
);

-- What each rule did to the file as a whole.
create table production.import_rule (
    import_id integer not null references production.file_import on delete cascade,
    rule text not null,
    enabled boolean not null,
    rows bigint not null,
    seconds bigint not null,
    primary key (import_id, rule)
);

-- Which stretch of which line an import touched; finds its rows again when it is taken back.
create table production.import_extent (
    import_id integer not null references production.file_import on delete cascade,
    line_id integer not null references plant.line on delete cascade,
    first_at timestamptz not null,
    last_at timestamptz not null,
    rows bigint not null,
    primary key (import_id, line_id)
);

-- A machine state as logged. No finish: it lasts until the line's next start.
create table production.machine_state (
    -- Rows of a line the same import opens come before it.
    line_id integer not null references plant.line on delete cascade deferrable initially deferred,
    started_at timestamptz not null,
    finished_at timestamptz,
    status integer not null,
    shift integer,
    import_id integer references production.file_import,
    check (finished_at is null or finished_at >= started_at)
);
create unique index machine_state_once on production.machine_state (line_id, started_at, status);

-- One finished piece or a few finished together. Its natural key counts it once, however often it is sent.
create table production.piece (
    finished_at timestamptz not null,
    started_at timestamptz not null,
    line_id integer not null,
    product_id integer,
    import_id integer,
    good integer not null,
    scrap integer not null
);
create unique index piece_once on production.piece (line_id, finished_at, started_at);

-- A day as somebody else's report states it. The newest import speaks; taking it back lets the one before speak again.
create table production.daily_report (
    line_id integer not null references plant.line on delete cascade deferrable initially deferred,
    day date not null,
    import_id integer not null references production.file_import,
    planned_ms bigint not null,
    run_ms bigint not null,
    output bigint not null,
    ideal_cycle_ms bigint,
    availability double precision,
    performance double precision,
    quality double precision,
    oee double precision,
    primary key (line_id, day, import_id)
);

-- What operators say of a stop: a layer above the log, taken back by revoking, never by deleting.
create table production.classification (
    id integer generated always as identity primary key,
    line_id integer not null references plant.line on delete cascade,
    started_at timestamptz not null,
    finished_at timestamptz,
    status integer not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    revoked_at timestamptz,
    check (finished_at is null or finished_at > started_at)
);
create index classification_of_line on production.classification (line_id, started_at);

-- Pieces reported by hand; scrap reported of pieces the machine counted takes them from the good ones.
create table production.manual_count (
    id integer generated always as identity primary key,
    line_id integer not null references plant.line on delete cascade,
    counted_at timestamptz not null,
    good integer not null check (good between 0 and 100000),
    scrap integer not null check (scrap between 0 and 100000),
    recorded_at timestamptz not null,
    recorded_by text not null,
    revoked_at timestamptz,
    check (good + scrap > 0)
);
create index manual_count_of_line on production.manual_count (line_id, counted_at);

-- Stretches whose figures are out of date: written with the facts, removed when the figures are.
create table production.changed_range (
    id bigint generated always as identity primary key,
    line_id integer not null references plant.line on delete cascade,
    from_at timestamptz not null,
    to_at timestamptz not null
);
