-- Manuals and other documents of people, and the passages answers cite. Every instance makes its own index of the
-- passages and follows what the others change here.
create schema advisor;

-- Counts changes of documents: who knows a document as of a lower number reads it again.
create sequence advisor.document_change;

create table advisor.document (
    id integer generated always as identity primary key,
    title text not null check (title <> ''),
    -- GUIDE ships with the product, UPLOAD was added in the browser, FOLDER lay in the folder that is watched.
    source text not null check (source in ('GUIDE', 'UPLOAD', 'FOLDER')),
    -- What names it there: the language of the guide, the path in the folder; empty for uploads.
    origin text not null default '',
    -- Who may read it.
    roles text[] not null check (cardinality(roles) > 0),
    -- Of no line in particular; otherwise of those below, and of none where they are gone.
    every_line boolean not null,
    -- The revision whose passages stand below; null until the first was read.
    revision integer,
    change bigint not null default nextval('advisor.document_change'),
    added_at timestamptz not null,
    added_by text not null,
    -- Since when nobody finds it; it can be brought back for some days.
    removed_at timestamptz
);
create unique index document_of_origin on advisor.document (source, origin) where origin <> '';

create table advisor.document_line (
    document_id integer not null references advisor.document on delete cascade,
    line_id integer not null references plant.line on delete cascade,
    primary key (document_id, line_id)
);

-- Each file that was ever given for a document. They are kept until the document is purged.
create table advisor.revision (
    document_id integer not null references advisor.document on delete cascade,
    number integer not null,
    file_name text not null,
    sha256 text not null,
    bytes bigint not null check (bytes >= 0),
    state text not null default 'WAITING' check (state in ('WAITING', 'READY', 'REFUSED')),
    -- Why it was refused; empty where it was not.
    refusal text not null default '',
    pages integer not null default 0,
    pages_without_text integer not null default 0,
    added_at timestamptz not null,
    added_by text not null,
    primary key (document_id, number),
    check ((state = 'REFUSED') = (refusal <> ''))
);
create index revision_of_bytes on advisor.revision (sha256);

create table advisor.revision_piece (
    document_id integer not null,
    number integer not null,
    position integer not null,
    bytes bytea not null,
    primary key (document_id, number, position),
    foreign key (document_id, number) references advisor.revision on delete cascade
);
alter table advisor.revision_piece alter column bytes set storage external;

create table advisor.passage (
    document_id integer not null references advisor.document on delete cascade,
    number integer not null,
    page integer not null,
    heading text not null,
    text text not null,
    -- Floats, big-endian, of the embedding model that is named.
    vector bytea not null,
    model text not null,
    primary key (document_id, number)
);
