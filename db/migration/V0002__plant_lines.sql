create schema plant;

create table plant.site (
    id integer generated always as identity primary key,
    name text not null constraint site_name_unique unique,
    zone text not null,
    -- Delays shorter than this count as production time; 0 is ISO 22400 to the letter.
    micro_stop_ms bigint not null default 0 check (micro_stop_ms >= 0)
);

create table plant.line (
    id integer generated always as identity primary key,
    site_id integer not null references plant.site,
    code text not null check (code <> ''),
    name text not null,
    position integer not null default 0,
    constraint line_code_unique unique (code)
);

create table plant.product (
    id integer generated always as identity primary key,
    site_id integer not null references plant.site,
    code text not null,
    name text not null,
    constraint product_code_unique unique (site_id, code)
);

-- Appended, never edited: past figures keep the cycle that held then.
create table plant.ideal_cycle (
    id integer generated always as identity primary key,
    line_id integer not null references plant.line on delete cascade,
    product_id integer references plant.product,
    valid_from timestamptz not null,
    millis bigint not null check (millis > 0),
    recorded_at timestamptz not null,
    recorded_by text not null
);
create index ideal_cycle_of_line on plant.ideal_cycle (line_id);

create table plant.status (
    site_id integer not null references plant.site,
    code integer not null,
    name text not null,
    category text not null check (category in
        ('PRODUCTION', 'SET_UP', 'DELAY', 'WAITING', 'PLANNED_STOP', 'NO_PLAN', 'UNKNOWN')),
    loss_group text not null,
    primary key (site_id, code)
);

create table plant.target (
    line_id integer not null references plant.line on delete cascade,
    valid_from date not null,
    oee double precision not null check (oee > 0 and oee <= 1),
    primary key (line_id, valid_from)
);

-- A week of shifts, valid from a date until the next date; a line's own rows replace its site's.
create table plant.shift_pattern (
    id integer generated always as identity primary key,
    site_id integer not null references plant.site,
    line_id integer references plant.line on delete cascade,
    valid_from date not null,
    weekday integer not null check (weekday between 1 and 7),
    number integer not null check (number between 1 and 9),
    starts_at time not null,
    ends_at time not null,
    constraint shift_pattern_unique unique nulls not distinct (site_id, line_id, valid_from, weekday, number)
);

create table plant.shift_break (
    pattern_id integer not null references plant.shift_pattern on delete cascade,
    starts_at time not null,
    ends_at time not null,
    primary key (pattern_id, starts_at)
);

create table plant.holiday (
    site_id integer not null references plant.site,
    day date not null,
    name text not null,
    primary key (site_id, day)
);
