-- What the newest forecast of a line would have said of the last days that are over, each from what
-- was known before: its accuracy, and how lines err together. Made anew with every forecast.
create table forecast.trial (
    line_id integer not null references plant.line on delete cascade,
    step integer not null check (step > 0),
    business_date date not null,
    -- Planned busy time of that date.
    planned_ms bigint not null,
    actual double precision not null,
    mean double precision not null,
    lower50 double precision not null,
    upper50 double precision not null,
    evidence50 text not null,
    lower80 double precision not null,
    upper80 double precision not null,
    evidence80 text not null,
    lower95 double precision not null,
    upper95 double precision not null,
    evidence95 text not null,
    naive double precision not null,
    primary key (line_id, step, business_date)
);
-- Planned busy time that goes with a published day, by the calendar of the line.
alter table forecast.published add column planned_ms bigint;
