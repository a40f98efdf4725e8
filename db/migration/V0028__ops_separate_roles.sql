-- Since when a stretch waits for its figures.
alter table production.changed_range add column marked_at timestamptz not null default now();

-- What each backup left behind, for the alarm when the last good one is too old.
create table ops.backup (
    id integer generated always as identity primary key,
    finished_at timestamptz not null default now(),
    file text not null,
    bytes bigint not null check (bytes >= 0),
    sha256 text not null,
    outcome text not null check (outcome in ('stored', 'failed')),
    detail text not null default ''
);
create index backup_latest on ops.backup (finished_at) where outcome = 'stored';

-- The application's own role changes rows, never tables. The two changes of tables that go on by themselves, a month
-- of events that comes and one that goes, are made by the tables' owner in these two functions.
create function production.make_event_month(month date) returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    month := date_trunc('month', month::timestamp)::date;
    execute format(
        'create table if not exists production.%I partition of production.event for values from (%L) to (%L)',
        'event_' || to_char(month, 'YYYY_MM'),
        to_char(month, 'YYYY-MM-DD') || 'T00:00:00Z',
        to_char(month + interval '1 month', 'YYYY-MM-DD') || 'T00:00:00Z');
end
$$;

-- All of a month and before but what lines did and made last, which may hold for long after: it goes into a partition
-- for all that is older.
create function production.remove_event_month(month date) returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    following timestamptz := (date_trunc('month', month::timestamp) + interval '1 month') at time zone 'UTC';
begin
    if following > now() - interval '2 months' then
        raise exception 'the events of % are too young to be removed', to_char(month, 'YYYY-MM');
    end if;
    create temporary table carried on commit drop as
    select distinct on (line_id, kind) *
    from production.event
    where at < following and kind in (1, 4)
    order by line_id, kind, at desc, until desc nulls last, key;
    execute format('drop table if exists production.%I', 'event_' || to_char(month, 'YYYY_MM'));
    delete from production.voided_event where at < following;
    drop table if exists production.carried_event;
    execute format(
        'create table production.carried_event partition of production.event for values from (minvalue) to (%L)',
        to_char(following at time zone 'UTC', 'YYYY-MM-DD') || 'T00:00:00Z');
    insert into production.event select * from pg_temp.carried;
    drop table pg_temp.carried;
end
$$;

revoke execute on function production.make_event_month(date) from public;
revoke execute on function production.remove_event_month(date) from public;

-- After an installation or update a line of its own is told of one event, to see it arrive in the figures. This takes
-- that line and all that was made of it away again; no other line can be named.
create function ops.remove_installation_check() returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    site integer := (select id from plant.site where name = 'Installation check');
    lines integer[] := array(select id from plant.line l where l.site_id = site);
    left_over text[];
    again text[];
    statement text;
begin
    if exists (select from plant.line l where l.site_id = site and l.code <> 'OEE-CHECK') then
        raise exception 'the site ''Installation check'' has lines of a plant; give it another name';
    end if;
    -- Every table that knows lines or sites, whatever room it belongs to, children as soon as they can go.
    left_over := array(
        select format(
            'delete from %I.%I where %I = any (%L)',
            n.nspname, c.relname, a.attname,
            case a.attname when 'line_id' then lines else array[site] end)
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid
        join pg_namespace n on n.oid = c.relnamespace
        where a.attname in ('line_id', 'site_id')
            and c.relkind in ('r', 'p') and not c.relispartition
            and n.nspname in ('plant', 'production', 'oee', 'forecast'))
        || format('delete from plant.line where id = any (%L)', lines)
        || format('delete from plant.site where id = %L', site);
    for attempt in 1..10 loop
        again := '{}';
        foreach statement in array left_over loop
            begin
                execute statement;
            exception when foreign_key_violation then
                again := again || statement;
            end;
        end loop;
        exit when again = '{}';
        left_over := again;
    end loop;
    if again <> '{}' then
        raise exception 'the installation check cannot be taken away: %', again[1];
    end if;
    delete from production.event_source s
    where s.name = 'installation check'
        and not exists (select from production.event e where e.source_id = s.id);
end
$$;
revoke execute on function ops.remove_installation_check() from public;
