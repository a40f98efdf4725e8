-- Imports people asked for in the browser. They stand here and not in an instance, so that any may load them, another
-- goes on where one dies, and everybody who may import sees them wherever he is signed in.
create table production.asked_import (
    id integer generated always as identity primary key,
    asked_at timestamptz not null,
    asked_by text not null,
    file_name text not null,
    bytes bigint not null check (bytes >= 0),
    -- How the file is to be read and loaded, as its owner decided.
    choices jsonb not null,
    stage text not null default 'WAITING' check (stage in ('WAITING', 'READING', 'STORING', 'ENDED')),
    bytes_read bigint not null default 0,
    cancelled boolean not null default false,
    -- The attempt at work, then what became of it. An attempt whose instance died is removed.
    import_id integer references production.file_import on delete set null,
    -- Why it ended without becoming an import.
    failure text not null default '',
    ended_at timestamptz,
    check ((stage = 'ENDED') = (ended_at is not null))
);
create index asked_import_at_work on production.asked_import (id) where stage <> 'ENDED';
create index asked_import_of_import on production.asked_import (import_id);

-- The bytes of its file, until it is loaded or nobody wants it any more. Pieces, because neither side can hold a large
-- file as one value, and rows instead of large objects, because they go with their import, are written in its
-- transaction and need no rights of their own.
create table production.upload_piece (
    asked_id integer not null references production.asked_import on delete cascade,
    position integer not null,
    bytes bytea not null,
    primary key (asked_id, position)
);
-- Written while somebody waits for it, which is twice as fast as compressed, and gone soon.
alter table production.upload_piece alter column bytes set storage external;

-- Somebody looks at a page until his file is loaded, so that goes before forecasts of the night. What is put by an older
-- version stands in the middle, as db-scheduler puts it.
update ops.scheduled_task set priority = 50 where priority is null;
alter table ops.scheduled_task alter column priority set default 50;
