-- Whoever told us of a word that somebody else is said to have said stands beside the name.
update production.classification c
set recorded_by = case when c.recorded_by = 'mqtt' then s.name else c.recorded_by || ', by ' || s.name end
from production.event_source s
where s.id = c.source_id and s.name <> c.recorded_by;
