-- Who tells us of the lines: the name of an API key, a broker, the demo plant.
create table production.event_source (
    id integer generated always as identity primary key,
    name text not null constraint event_source_name_unique unique,
    first_heard_at timestamptz not null
);

-- What machines told, as it came: appended, never edited. Its key makes an event count once however often it is sent.
create table production.event (
    line_id integer not null,
    at timestamptz not null,
    source_id integer not null,
    -- The first eight bytes of the SHA-256 of the sender's key.
    key bigint not null,
    arrived_at timestamptz not null,
    -- 1 state, 2 pieces counted, 3 cumulative counters read, 4 product started
    kind smallint not null check (kind between 1 and 4),
    -- Of a state: its end, where the event states it. Of pieces: the start of the stretch they were counted over.
    until timestamptz,
    status integer,
    product_id integer,
    good bigint,
    scrap bigint,
    rework bigint,
    total bigint,
    -- Counters begin again at 0 after this many; none: they never do.
    width bigint
) partition by range (at);

create unique index event_once on production.event (line_id, at, source_id, key);

-- States and products are few among many counts.
create index event_told on production.event (line_id, at) where kind in (1, 4);
