-- Up to where facts have been given up by policy. A row as soon as the policy first gave some up.
create table production.retention (
    only_row boolean primary key default true check (only_row),
    -- Nothing that happened before is taken any more.
    taken_from timestamptz not null,
    announced_at timestamptz not null,
    -- Figures before it stay as they are; no later than taken_from.
    settled_before timestamptz not null default '-infinity'
);
