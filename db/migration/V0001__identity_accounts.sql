create schema identity;

create table identity.account (
    id integer generated always as identity primary key,
    name text not null check (name = lower(name) and name <> ''),
    display_name text not null,
    password_hash text not null,
    role text not null check (role in ('ADMIN', 'MANAGER', 'OPERATOR')),
    enabled boolean not null default true,
    must_change_password boolean not null default false,
    failed_sign_ins integer not null default 0,
    locked_until timestamptz,
    created_at timestamptz not null,
    constraint account_name_unique unique (name)
);
