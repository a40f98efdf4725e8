-- Rights of the roles that do not own the tables, after every migration; where a role does not exist, nothing. Roles
-- are made by db/roles.sh, before the first migration.
do $$
declare
    own text[] := array(
        select n.nspname
        from pg_namespace n
        where n.nspname in ('identity', 'plant', 'production', 'oee', 'demo', 'registry', 'ops', 'forecast', 'alerts', 'advisor'));
    room text;
begin
    foreach room in array own loop
        if exists (select from pg_roles where rolname = 'oee_app') then
            execute format('grant usage on schema %I to oee_app', room);
            execute format('grant select, insert, update, delete on all tables in schema %I to oee_app', room);
            execute format('grant usage, select on all sequences in schema %I to oee_app', room);
            execute format('grant execute on all functions in schema %I to oee_app', room);
            -- Of the months of events that will come.
            execute format('alter default privileges in schema %I grant select, insert, update, delete on tables to oee_app', room);
        end if;
        -- For reports: everything but who may come in, and what people were asked and told in confidence.
        if room not in ('identity', 'advisor') and exists (select from pg_roles where rolname = 'oee_read') then
            execute format('grant usage on schema %I to oee_read', room);
            execute format('grant select on all tables in schema %I to oee_read', room);
            execute format('alter default privileges in schema %I grant select on tables to oee_read', room);
        end if;
    end loop;
    -- Nobody who comes in by the application can change what was done.
    if exists (select from pg_roles where rolname = 'oee_app') then
        execute 'revoke update, delete on ops.audit_entry from oee_app';
    end if;
    -- The application asks whether the database is of its version.
    if exists (select from pg_roles where rolname = 'oee_app') then
        execute 'grant select on table flyway_schema_history to oee_app';
    end if;
end
$$;
