-- What an account signs in with besides its password: the codes an app makes every half minute from this secret, which
-- is sealed with SECRET_KEY.
create table identity.second_factor (
    account_id integer primary key references identity.account on delete cascade,
    secret bytea not null,
    -- The half minute whose code was taken last: neither it nor an older one is taken again.
    last_step bigint not null,
    created_at timestamptz not null
);

-- Codes on paper for whoever lost the app; each is gone when it was used. Only digests are kept.
create table identity.recovery_code (
    account_id integer not null references identity.second_factor on delete cascade,
    digest bytea not null,
    primary key (account_id, digest)
);

-- Who it is for the identity provider that opened it (issuer and subject); such an account has no password here.
alter table identity.account add column subject text constraint account_subject_unique unique;
