-- What became different about a line, from the night that found it to the first that found it no more.
create table forecast.drift (
    line_id integer not null references plant.line on delete cascade,
    kind text not null check (kind in ('ERROR', 'OEE', 'AVAILABILITY', 'EFFECTIVENESS', 'QUALITY')),
    found_at timestamptz not null,
    seen_at timestamptz not null,
    ended_at timestamptz,
    since date not null,
    days integer not null,
    before_mean double precision not null,
    recent_mean double precision not null,
    chance double precision not null,
    primary key (line_id, kind, found_at)
);
comment on column forecast.drift.before_mean is 'fraction of 1; of ERROR the mean absolute error';
create unique index drift_going_on on forecast.drift (line_id, kind) where ended_at is null;
