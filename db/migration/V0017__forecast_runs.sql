create schema forecast;

-- A round of forecasts for all lines, made chunk by chunk by as many workers as there are.
create table forecast.run (
    id integer generated always as identity primary key,
    started_at timestamptz not null,
    finished_at timestamptz,
    -- Working days ahead.
    horizon integer not null check (horizon > 0)
);

create table forecast.run_line (
    run_id integer not null references forecast.run on delete cascade,
    line_id integer not null references plant.line on delete cascade,
    chunk integer not null,
    state text not null check (state in ('PENDING', 'PUBLISHED', 'NONE', 'FAILED')),
    -- Why there is no forecast.
    reason text,
    method text,
    published_at timestamptz,
    primary key (run_id, line_id)
);
create index run_line_of_line on forecast.run_line (line_id, run_id);

-- What was said of each day ahead. OEE as fractions of 1; never changed.
create table forecast.published (
    run_id integer not null,
    line_id integer not null,
    step integer not null check (step > 0),
    business_date date not null,
    -- The last date that was known.
    origin date not null,
    mean double precision not null,
    lower80 double precision not null,
    upper80 double precision not null,
    lower95 double precision not null,
    upper95 double precision not null,
    -- What repeating the last sound day would say.
    naive double precision not null,
    primary key (run_id, line_id, step),
    foreign key (run_id, line_id) references forecast.run_line on delete cascade
);
create index published_for_date on forecast.published (line_id, business_date);
