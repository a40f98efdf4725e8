-- What a line made last is asked for every account of it, and most lines are never told: without an
-- index of its own the answer "nothing" costs a walk over all of its states.
create index event_product on production.event (line_id, at) where kind = 4;
