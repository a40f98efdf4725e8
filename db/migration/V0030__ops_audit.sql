-- Who did or tried what, and from where. Entries are only ever added, each sealed with the one before it, so that a
-- changed one, or a missing one with any after it, shows; where the trail ends is said in the log every day.
create table ops.audit_entry (
    id bigint primary key,
    at timestamptz not null,
    who text not null,
    -- Where from: an address, or what told it (a command, a broker).
    origin text not null,
    action text not null,
    -- What it was about.
    object text not null,
    before text,
    after text,
    refused boolean not null,
    -- The seal of the entry before; of the first: nothing.
    previous bytea not null,
    seal bytea not null
);
create index audit_entry_at on ops.audit_entry (at);

-- Every field with its length in front, so that no two entries read alike; null is told apart from nothing.
create function ops.audit_text(entry ops.audit_entry) returns text
    language sql immutable
    set search_path = pg_catalog
as $$
    select string_agg(case when field is null then '-' else length(field) || ':' || field end, '|' order by place)
    from unnest(array[
        entry.id::text,
        to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        entry.who, entry.origin, entry.action, entry.object, entry.before, entry.after, entry.refused::text])
        with ordinality as fields (field, place)
$$;

-- One after the other, whoever writes: numbers have no gaps and each seal covers the last.
create function ops.seal_audit_entry() returns trigger
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    last ops.audit_entry;
begin
    perform pg_advisory_xact_lock(5060030);
    select * into last from ops.audit_entry order by id desc limit 1;
    new.id := coalesce(last.id, 0) + 1;
    new.previous := coalesce(last.seal, ''::bytea);
    new.seal := sha256(new.previous || convert_to(ops.audit_text(new), 'UTF8'));
    return new;
end
$$;
create trigger sealed before insert on ops.audit_entry
    for each row execute function ops.seal_audit_entry();

create function ops.refuse_audit_change() returns trigger
    language plpgsql
    set search_path = pg_catalog
as $$
begin
    raise exception 'the audit trail is only ever added to' using errcode = 'insufficient_privilege';
end
$$;
create trigger unchanged before update or delete on ops.audit_entry
    for each row execute function ops.refuse_audit_change();
create trigger kept before truncate on ops.audit_entry
    for each statement execute function ops.refuse_audit_change();

-- The first entry that is not as it was written, or that follows a missing one; none: all are sound.
create function ops.broken_audit_entry() returns bigint
    language sql stable
    set search_path = pg_catalog
as $$
    select min(id)
    from (
        select e.id,
            e.id = lag(e.id, 1, 0::bigint) over (order by e.id) + 1
                and e.previous = lag(e.seal, 1, ''::bytea) over (order by e.id)
                and e.seal = sha256(e.previous || convert_to(ops.audit_text(e), 'UTF8')) as sound
        from ops.audit_entry e) checked
    where not sound
$$;
