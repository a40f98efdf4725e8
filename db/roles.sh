#!/usr/bin/env bash
# Makes the roles and the database, as often as it is run: oee_owner owns the tables and migrates, oee_app reads and
# writes rows, oee_read reads. The image of PostgreSQL runs it once by itself (/docker-entrypoint-initdb.d); for a
# managed database it is run by hand, with PGHOST, PGUSER and PGPASSWORD of a role that may create roles and databases.
#
# Passwords come from files, never from the command line: DATABASE_MIGRATE_PASSWORD, DATABASE_PASSWORD and, when there
# is to be a sign-in for reports, DATABASE_READ_PASSWORD in /run/secrets, or in the folder OEE_SECRETS names.
set -euo pipefail

secrets=${OEE_SECRETS:-/run/secrets}
database=${OEE_DATABASE:-oee_analytics}
user=${PGUSER:-${POSTGRES_USER:-postgres}}

problem() {
  echo "roles: $1" >&2
  exit 1
}

for needed in DATABASE_MIGRATE_PASSWORD DATABASE_PASSWORD; do
  [ -r "$secrets/$needed" ] || problem "$secrets/$needed cannot be read; it must hold the password of a role."
  [ -s "$secrets/$needed" ] || problem "$secrets/$needed is empty; it must hold the password of a role."
done
export OEE_OWNER_FILE=$secrets/DATABASE_MIGRATE_PASSWORD OEE_APP_FILE=$secrets/DATABASE_PASSWORD
export OEE_READ_FILE=/dev/null
if [ -r "$secrets/DATABASE_READ_PASSWORD" ]; then
  OEE_READ_FILE=$secrets/DATABASE_READ_PASSWORD
fi

# psql reads the files itself, so no password stands in a list of processes; the server is told not to log them.
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --set database="$database" \
  --username "$user" --dbname "${OEE_ROLES_DATABASE:-postgres}" >/dev/null <<'SQL'
\set owner_password `cat "$OEE_OWNER_FILE"`
\set app_password `cat "$OEE_APP_FILE"`
\set read_password `cat "$OEE_READ_FILE"`
set password_encryption = 'scram-sha-256';
select rolsuper as of_superuser from pg_roles where rolname = current_user \gset
\if :of_superuser
set log_statement = 'none';
set log_min_duration_statement = -1;
set log_min_error_statement = 'panic';
\endif
set client_min_messages = 'warning';
select pg_advisory_lock(5060051);

select format('create role %I nologin', name)
from unnest(array['oee_owner', 'oee_app', 'oee_read']) name
where not exists (select from pg_roles where rolname = name)
\gexec

alter role oee_owner with login password :'owner_password';
alter role oee_app with login password :'app_password';
select :'read_password' <> '' as reads \gset
\if :reads
alter role oee_read with login password :'read_password';
\else
alter role oee_read with nologin;
\endif
alter role oee_read set default_transaction_read_only = on;
alter role oee_read set statement_timeout = '60s';

-- A role that is no superuser may only give things to roles it belongs to.
select format('grant oee_owner to %I', current_user)
where not :'of_superuser'::boolean and not pg_has_role(current_user, 'oee_owner', 'member')
\gexec

select format('create database %I owner oee_owner encoding ''UTF8'' template template0', :'database')
where not exists (select from pg_database where datname = :'database')
\gexec
select format('alter database %I owner to oee_owner', :'database')
from pg_database where datname = :'database' and pg_get_userbyid(datdba) <> 'oee_owner'
\gexec

revoke all on database :"database" from public;
grant connect, temporary on database :"database" to oee_app;
grant connect on database :"database" to oee_read;

select 1 / (count(*) = 0)::int as "oee_app and oee_read must not be superusers, nor create roles or databases"
from pg_roles
where rolname in ('oee_app', 'oee_read') and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls);
SQL
echo "Roles oee_owner, oee_app and oee_read and database $database are there."
