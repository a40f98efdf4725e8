#!/usr/bin/env bats
# db/roles.sh against a real PostgreSQL.
load helpers

setup_file() {
  FILE=$(mktemp -d /tmp/oee-roles.XXXXXX)
  export FILE
  start_postgres "$FILE/postgres"
  make_installation "$FILE/oee"
  fill_database "$FILE/oee"
}

teardown_file() {
  stop_postgres
  rm -rf "$FILE"
}

roles() {
  PATH=$PG_BIN:$PATH PGHOST=127.0.0.1 PGPORT=$PG_PORT PGUSER=${1:-postgres} OEE_SECRETS=${2:-$FILE/oee/secrets} bash "$PROJECT_ROOT/db/roles.sh"
}

@test "roles and database are made, and made again without a change but the salt of passwords" {
  state="select rolname, rolsuper, rolcreatedb, rolcreaterole, rolcanlogin, rolconfig from pg_roles where rolname like 'oee%' order by 1;
    select datname, pg_get_userbyid(datdba), datacl from pg_database where datname = 'oee_analytics'"
  before=$(query postgres "$state")
  run roles
  [ "$status" = 0 ]
  [ "$(query postgres "$state")" = "$before" ]
  [[ $before == *"oee_analytics|oee_owner|"* ]]
}

@test "passwords are kept as scram-sha-256" {
  [ "$(query postgres "select count(*) from pg_authid where rolname in ('oee_owner', 'oee_app') and rolpassword like 'SCRAM-SHA-256\$%'")" = 2 ]
}

@test "the application's role reads and writes rows, and can neither drop, alter nor make tables" {
  [ "$(as_role oee_app app-password "select count(*) from production.line")" = 20 ]
  as_role oee_app app-password "update production.line set name = name where id = 1"
  run as_role oee_app app-password "drop table production.line"
  [ "$status" != 0 ]
  run as_role oee_app app-password "alter table production.line add column x int"
  [ "$status" != 0 ]
  run as_role oee_app app-password "create table public.x (y int)"
  [ "$status" != 0 ]
  run as_role oee_app app-password "create schema x"
  [ "$status" != 0 ]
}

@test "the role for reports gets in only when it has a password, and only reads" {
  run as_role oee_read read-password "select 1"
  [ "$status" != 0 ]
  cp -r "$FILE/oee/secrets" "$FILE/with-read"
  printf 'read-password' >"$FILE/with-read/DATABASE_READ_PASSWORD"
  roles postgres "$FILE/with-read"
  [ "$(as_role oee_read read-password "select count(*) from production.line")" = 20 ]
  run as_role oee_read read-password "insert into production.line values (99, 'x')"
  [[ $output == *"read-only transaction"* ]]
  roles
  run as_role oee_read read-password "select 1"
  [ "$status" != 0 ]
}

@test "a changed password file changes the password, also one with quotes and backslashes" {
  cp -r "$FILE/oee/secrets" "$FILE/changed"
  # shellcheck disable=SC1003
  printf '%s\n' 'a'\''b"c\d $e' >"$FILE/changed/DATABASE_PASSWORD"
  roles postgres "$FILE/changed"
  [ "$(as_role oee_app 'a'\''b"c\d $e' 'select 1')" = 1 ]
  roles
  [ "$(as_role oee_app app-password 'select 1')" = 1 ]
}

@test "no password reaches the server's log, though it logs every statement" {
  refute as_postgres grep -F -e owner-password -e app-password -e read-password "$PG_BASE/data/log"
}

@test "a missing or empty password file is named, and nothing is made" {
  mkdir -p "$FILE/none"
  run roles postgres "$FILE/none"
  [ "$status" = 1 ]
  [[ $output == *"$FILE/none/DATABASE_MIGRATE_PASSWORD cannot be read"* ]]
  : >"$FILE/none/DATABASE_MIGRATE_PASSWORD"
  run roles postgres "$FILE/none"
  [[ $output == *"is empty"* ]]
}

@test "an administrator of a managed database, who is no superuser, makes them as well" {
  query postgres "create role manager login createdb createrole password 'superuser-of-the-tests'"
  query postgres "grant oee_owner to manager" # as PostgreSQL 16 does by itself for who made it
  run env OEE_DATABASE=managed OEE_ROLES_DATABASE=postgres PATH="$PG_BIN:$PATH" PGHOST=127.0.0.1 PGPORT="$PG_PORT" PGUSER=manager \
    OEE_SECRETS="$FILE/oee/secrets" bash "$PROJECT_ROOT/db/roles.sh"
  echo "$output"
  [ "$status" = 0 ]
  [ "$(query postgres "select pg_get_userbyid(datdba) from pg_database where datname = 'managed'")" = oee_owner ]
}

@test "an application's role that is a superuser is refused" {
  query postgres "alter role oee_app superuser"
  run roles
  query postgres "alter role oee_app nosuperuser"
  [ "$status" != 0 ]
  run roles
  [ "$status" = 0 ]
}
