-- Counts over stretches and counter readings are looked for beside millions of plain counts.
create index event_stretch on production.event (line_id, at)
    where kind = 2 and (until is not null or rework is not null or total is not null);
create index event_reading on production.event (line_id, at) where kind = 3;
