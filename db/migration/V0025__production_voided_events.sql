-- What is not as it was told: whose word it is, and what is no fact any more.

-- Whoever told us of a word that somebody else is said to have said stands beside the name.
update production.classification c
set recorded_by = case when c.recorded_by = 'mqtt' then s.name else c.recorded_by || ', by ' || s.name end
from production.event_source s
where s.id = c.source_id and s.name <> c.recorded_by;

-- What its sender took back: no fact any more, but one until then. The event stays as it was told, under a kind that
-- nothing reads, 10 above its own. So reading facts costs nothing more, and told again it counts as known.
create table production.voided_event (
    line_id integer not null,
    at timestamptz not null,
    source_id integer not null,
    key bigint not null,
    kind smallint not null check (kind between 1 and 4),
    voided_at timestamptz not null,
    voided_by text not null,
    primary key (line_id, at, source_id, key)
);
create index voided_event_by_time on production.voided_event (line_id, voided_at);
alter table production.event drop constraint event_kind_check;
alter table production.event
    add constraint event_kind_check check (kind between 1 and 4 or kind between 11 and 14);
