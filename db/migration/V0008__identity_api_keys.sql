-- Keys other systems come in with; only their digest is kept, so nobody can read one out of here.
create table identity.api_key (
    id integer generated always as identity primary key,
    name text not null,
    digest bytea not null constraint api_key_digest_unique unique,
    scopes text[] not null,
    created_at timestamptz not null,
    created_by text not null,
    revoked_at timestamptz
);
create unique index api_key_name_once on identity.api_key (name) where revoked_at is null;
