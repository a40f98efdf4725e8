-- Whose status log a line reads is a rule like the others: it says from when it holds in the plant and from when to when
-- it was known here. No row yet: its own.
create table plant.shared_log (
    id integer generated always as identity primary key,
    line_id integer not null references plant.line on delete cascade,
    -- The other track of the same machine; none: its own again.
    source_id integer references plant.line on delete cascade,
    valid_from timestamptz not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    superseded_at timestamptz,
    superseded_by text,
    constraint shared_log_source_is_another check (source_id <> line_id)
);
create unique index shared_log_now on plant.shared_log (line_id, valid_from) where superseded_at is null;
create index shared_log_source_now on plant.shared_log (source_id) where superseded_at is null;

insert into plant.shared_log (line_id, source_id, valid_from, recorded_at, recorded_by)
select id, status_line_id, timestamptz 'epoch', timestamptz 'epoch', ''
from plant.line
where status_line_id is not null;
alter table plant.line drop column status_line_id;
