-- What the intervals of a published day rest on, and its 50 % interval; days published before have
-- none.
alter table forecast.published
    add column lower50 double precision,
    add column upper50 double precision,
    add column evidence50 text,
    add column evidence80 text not null default 'OWN_HORIZON',
    add column evidence95 text not null default 'OWN_HORIZON',
    add constraint published_half check (
        (lower50 is null) = (upper50 is null) and (lower50 is null) = (evidence50 is null));
alter table forecast.published
    alter column evidence80 drop default,
    alter column evidence95 drop default;
