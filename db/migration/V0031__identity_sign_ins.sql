-- A sign-in outlives the instance it was made on: whoever comes to another one with this secret goes on there. Only
-- its digest is kept.
create table identity.remembered_sign_in (
    digest bytea primary key,
    account_id integer not null references identity.account on delete cascade,
    began_at timestamptz not null,
    -- However busy the person is.
    ends_at timestamptz not null,
    -- When the person last did something.
    used_at timestamptz not null
);
create index remembered_sign_in_of on identity.remembered_sign_in (account_id);

-- What our own tokens are signed with; sealed with SECRET_KEY where there is one.
create table identity.signing_key (
    id text primary key,
    secret bytea not null,
    created_at timestamptz not null
);

create table identity.revoked_token (
    id text primary key,
    expires_at timestamptz not null
);

-- Tokens issued before are void: the password was changed, or the account disabled.
alter table identity.account add column tokens_from timestamptz not null default '1970-01-01T00:00:00Z';
