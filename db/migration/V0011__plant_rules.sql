-- Rules are bitemporal: each says from when it holds in the plant and from when to when it was known here. A row is
-- never changed, only superseded; known at T are rows with recorded_at <= T and (superseded_at is null or > T).

create table plant.area (
    id integer generated always as identity primary key,
    site_id integer not null references plant.site,
    name text not null check (name <> ''),
    position integer not null default 0,
    constraint area_name_unique unique (site_id, name)
);

alter table plant.line
    add column area_id integer references plant.area,
    -- The line whose status log this one shares: two tracks of one machine.
    add column status_line_id integer references plant.line on delete set null
        constraint line_status_line_is_another check (status_line_id <> id);

create table plant.work_unit (
    id integer generated always as identity primary key,
    line_id integer not null references plant.line on delete cascade,
    code text not null check (code <> ''),
    name text not null,
    position integer not null default 0,
    constraint work_unit_code_unique unique (line_id, code)
);

-- The unit that sets the pace of a series line; no unit: declared to have none any more.
create table plant.line_constraint (
    id integer generated always as identity primary key,
    line_id integer not null references plant.line on delete cascade,
    unit_id integer references plant.work_unit on delete cascade,
    recorded_at timestamptz not null,
    recorded_by text not null,
    superseded_at timestamptz,
    superseded_by text
);
create unique index line_constraint_now on plant.line_constraint (line_id) where superseded_at is null;

-- Already appended and never edited; among rows for the same instant the last one recorded holds.
alter table plant.ideal_cycle add column unit_id integer references plant.work_unit on delete cascade;

alter table plant.status
    drop constraint status_pkey,
    add column id integer generated always as identity primary key,
    add column valid_from timestamptz not null default 'epoch',
    add column recorded_at timestamptz not null default 'epoch',
    add column recorded_by text not null default '',
    add column superseded_at timestamptz,
    add column superseded_by text;
alter table plant.status
    alter column valid_from drop default,
    alter column recorded_at drop default,
    alter column recorded_by drop default;
comment on column plant.status.loss_group is 'path in the reason tree, levels parted by /';
create unique index status_now on plant.status (site_id, code, valid_from) where superseded_at is null;

create table plant.site_setting (
    id integer generated always as identity primary key,
    site_id integer not null references plant.site,
    valid_from timestamptz not null,
    -- Delays shorter than this are micro-stops; 0 is ISO 22400 to the letter.
    micro_stop_ms bigint not null check (micro_stop_ms >= 0),
    micro_stop_bucket text not null check (micro_stop_bucket in ('PERFORMANCE', 'AVAILABILITY')),
    start_up_ms bigint not null check (start_up_ms >= 0),
    definition text not null check (definition in
        ('ISO_22400', 'SIX_BIG_LOSSES', 'PLANNED_STOPS_INSIDE', 'SEMI_E79')),
    recorded_at timestamptz not null,
    recorded_by text not null,
    superseded_at timestamptz,
    superseded_by text
);
create unique index site_setting_now on plant.site_setting (site_id, valid_from) where superseded_at is null;
insert into plant.site_setting
    (site_id, valid_from, micro_stop_ms, micro_stop_bucket, start_up_ms, definition, recorded_at, recorded_by)
select id, timestamptz 'epoch', micro_stop_ms, 'PERFORMANCE', 0, 'ISO_22400', timestamptz 'epoch', '' from plant.site;
alter table plant.site drop column micro_stop_ms;

alter table plant.target
    drop constraint target_pkey,
    add column id integer generated always as identity primary key,
    add column recorded_at timestamptz not null default 'epoch',
    add column recorded_by text not null default '',
    add column superseded_at timestamptz,
    add column superseded_by text;
alter table plant.target
    alter column recorded_at drop default,
    alter column recorded_by drop default;
create unique index target_now on plant.target (line_id, valid_from) where superseded_at is null;

alter table plant.holiday
    drop constraint holiday_pkey,
    add column id integer generated always as identity primary key,
    add column recorded_at timestamptz not null default 'epoch',
    add column recorded_by text not null default '',
    add column superseded_at timestamptz,
    add column superseded_by text;
alter table plant.holiday
    alter column recorded_at drop default,
    alter column recorded_by drop default;
create unique index holiday_now on plant.holiday (site_id, day) where superseded_at is null;

-- A pattern is one row that is replaced as a whole; its shifts stand in a table of their own.
alter table plant.shift_pattern rename to planned_shift;
alter table plant.planned_shift rename constraint shift_pattern_pkey to planned_shift_pkey;
alter sequence plant.shift_pattern_id_seq rename to planned_shift_id_seq;
alter table plant.planned_shift rename column weekday to day;
alter table plant.planned_shift drop constraint shift_pattern_weekday_check;

-- Shifts of a cycle of days from a date on, until the owner's next pattern; without shifts: no calendar from there on.
-- A week begins on Monday, any other cycle on valid_from.
create table plant.shift_pattern (
    id integer generated always as identity primary key,
    site_id integer not null references plant.site,
    line_id integer references plant.line on delete cascade,
    valid_from date not null,
    cycle_days integer not null check (cycle_days between 1 and 366),
    recorded_at timestamptz not null,
    recorded_by text not null,
    superseded_at timestamptz,
    superseded_by text
);
create unique index shift_pattern_now on plant.shift_pattern (site_id, line_id, valid_from)
    nulls not distinct where superseded_at is null;
insert into plant.shift_pattern (site_id, line_id, valid_from, cycle_days, recorded_at, recorded_by)
select distinct site_id, line_id, valid_from, 7, timestamptz 'epoch', '' from plant.planned_shift;

-- One day of a site or a line that differs from its pattern; a line's comes before its site's.
create table plant.calendar_exception (
    id integer generated always as identity primary key,
    site_id integer not null references plant.site,
    line_id integer references plant.line on delete cascade,
    day date not null,
    kind text not null check (kind in ('CLOSED', 'INSTEAD', 'EXTRA')),
    reason text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    superseded_at timestamptz,
    superseded_by text
);
create unique index calendar_exception_now on plant.calendar_exception (site_id, line_id, day)
    nulls not distinct where superseded_at is null;

alter table plant.planned_shift
    add column pattern_id integer references plant.shift_pattern on delete cascade,
    add column exception_id integer references plant.calendar_exception on delete cascade,
    add column team text;
update plant.planned_shift s set pattern_id = p.id
from plant.shift_pattern p
where p.site_id = s.site_id and p.line_id is not distinct from s.line_id and p.valid_from = s.valid_from;
alter table plant.planned_shift
    drop column site_id,
    drop column line_id,
    drop column valid_from,
    add constraint planned_shift_day_check check (day between 1 and 366),
    add constraint planned_shift_of_one check ((pattern_id is null) <> (exception_id is null));
create unique index planned_shift_of_pattern on plant.planned_shift (pattern_id, day, number);
create unique index planned_shift_of_exception on plant.planned_shift (exception_id, number);

alter table plant.shift_break rename column pattern_id to shift_id;
