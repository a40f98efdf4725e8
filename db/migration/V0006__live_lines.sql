-- Lines whose machines tell what happens as it happens: their silence is news, that of a loaded file is not.
create table production.live_line (
    line_id integer primary key references plant.line on delete cascade,
    since timestamptz not null,
    heard_at timestamptz not null
);

-- How far time itself is accounted for: a stop goes on although nobody says anything.
create table oee.time_passed (
    line_id integer primary key references plant.line on delete cascade,
    until timestamptz not null
);
