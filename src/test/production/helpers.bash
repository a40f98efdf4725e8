# shellcheck shell=bash
# What the tests of the scripts share: a PostgreSQL of their own, an installation folder, a list of programs.
PROJECT_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
export STUBS=$PROJECT_ROOT/src/test/production/stubs

find_postgres() {
  PG_BIN=$(find /usr/lib/postgresql /usr/pgsql* /opt/homebrew/opt/postgresql* -maxdepth 2 -name bin -type d 2>/dev/null | sort -V | tail -n 1)
  [ -x "$PG_BIN/initdb" ] || PG_BIN=$(dirname "$(command -v initdb)")
  export PG_BIN
}

# free_ports COUNT: each on a line, all different. From below the range of which Linux takes the near ends of
# connections: a port of that range that is free now may be a connection's by the time its server starts.
free_ports() {
  python3 - "$1" <<'PYTHON'
import random, socket, sys
found = {}
for port in random.sample(range(12000, 32000), 400):
    held = socket.socket()
    try:
        held.bind(("", port))
        found[port] = held
    except OSError:
        held.close()
    if len(found) == int(sys.argv[1]):
        break
print(*found, sep="\n")
PYTHON
}

# PostgreSQL never runs as root.
as_postgres() { ${POSTGRES_AS:-} "$@"; }

# What PostgreSQL of an installation is told about archiving, with another folder for the WAL.
archive_command() {
  python3 - "$PROJECT_ROOT/docker-compose.production.yml" "$1" <<'PYTHON'
import sys, yaml
words = yaml.safe_load(open(sys.argv[1]))["services"]["postgres"]["command"]
(command,) = [w for w in words if w.startswith("archive_command=")]
print(command.partition("=")[2].replace("/var/lib/postgresql/wal", sys.argv[2]))
PYTHON
}

# start_postgres FOLDER: a server on the loopback with archived WAL, its superuser let in without a password by the
# socket alone.
start_postgres() {
  local base=$1
  find_postgres
  POSTGRES_AS=
  if [ "$(id -u)" = 0 ]; then
    if id postgres >/dev/null 2>&1; then POSTGRES_AS="runuser -u postgres --"; else POSTGRES_AS="setpriv --reuid=65534 --regid=65534 --clear-groups"; fi
  fi
  export POSTGRES_AS
  PG_BASE=$base PG_PORT=$(free_ports 1)
  export PG_BASE PG_PORT
  mkdir -p "$base/wal"
  printf 'superuser-of-the-tests' >"$base/password"
  chmod 644 "$base/password"
  if [ "$(id -u)" = 0 ]; then
    chmod 755 "$base"
    chmod 711 "$(dirname "$base")"
    chown "$(as_postgres id -u)" "$base" "$base/wal"
  fi
  as_postgres "$PG_BIN/initdb" --pgdata "$base/data" --username postgres --pwfile "$base/password" --auth scram-sha-256 \
    --encoding UTF8 --no-locale --no-sync --wal-segsize 1 >/dev/null
  as_postgres tee -a "$base/data/postgresql.conf" >/dev/null <<TEXT
listen_addresses = '127.0.0.1'
port = $PG_PORT
unix_socket_directories = ''
fsync = off
log_statement = all
archive_mode = on
archive_command = '$(archive_command "$base/wal")'
max_wal_senders = 4
shared_buffers = 32MB
min_wal_size = 4MB
max_wal_size = 64MB
TEXT
  as_postgres "$PG_BIN/pg_ctl" --pgdata "$base/data" --wait --log "$base/data/log" start >/dev/null 3>&-
  use_postgres
}

use_postgres() {
  export OEE_POSTGRES_HOST=127.0.0.1 OEE_POSTGRES_PORT=$PG_PORT OEE_POSTGRES_USER=postgres OEE_POSTGRES_BIN=$PG_BIN
  export OEE_POSTGRES_PASSWORD_FILE=$PG_BASE/password
  export OEE_POSTGRES_DATA=$PG_BASE/data OEE_POSTGRES_AS=$POSTGRES_AS OEE_WAL_FOLDER=$PG_BASE/wal
  export PGPASSWORD=superuser-of-the-tests
}

stop_postgres() {
  as_postgres "$PG_BIN/pg_ctl" --pgdata "$PG_BASE/data" --wait --mode immediate stop >/dev/null 2>&1 || true
}

# query DATABASE SQL, as the superuser.
query() { PGPASSWORD=superuser-of-the-tests "$PG_BIN/psql" -XqAt -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$PG_PORT" -U postgres -d "$1" -c "$2"; }

# as_role ROLE PASSWORD SQL
as_role() { PGPASSWORD=$2 "$PG_BIN/psql" -XqAt -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$PG_PORT" -U "$1" -d oee_analytics -c "$3"; }

# An installation with the project's scripts, secrets and settings.
make_installation() {
  local folder=$1
  mkdir -p "$folder"/{db,secrets/postgres,certificates,nginx/conf,backups}
  cp "$PROJECT_ROOT"/{deploy,backup,restore,maintenance,health_check}.sh "$folder/"
  cp "$PROJECT_ROOT"/db/{roles,operations,generated,certificates,archives,preflight,upgrade,schedule}.sh "$folder/db/"
  printf 'OEE_DOMAIN=oee.test\nOEE_VERSION=0.1.0\nOEE_APPS=2\n' >"$folder/.env.production"
  printf 'owner-password' >"$folder/secrets/DATABASE_MIGRATE_PASSWORD"
  printf 'app-password' >"$folder/secrets/DATABASE_PASSWORD"
  printf 'a-key-of-the-tests' >"$folder/secrets/backup_key"
  printf 'sign-with-this' >"$folder/secrets/SECRET_KEY"
  printf 'certificate' >"$folder/certificates/fullchain.pem"
  cp "$PROJECT_ROOT"/nginx/conf/*.conf "$folder/nginx/conf/"
  sed -i 's/oee.example.com/oee.test/' "$folder/nginx/conf/server_name.conf"
  find "$folder/secrets" "$folder/.env.production" -type f -exec chmod 600 {} +
}

# Tables like those of the application, some thousand rows, owned by oee_owner.
fill_database() {
  PATH=$PG_BIN:$PATH PGHOST=127.0.0.1 PGPORT=$PG_PORT PGUSER=postgres OEE_SECRETS=$1/secrets bash "$PROJECT_ROOT/db/roles.sh" >/dev/null
  as_role oee_owner owner-password "
    create table flyway_schema_history (installed_rank int primary key, version text, success boolean not null);
    insert into flyway_schema_history values (1, '0027', true), (2, '0028', true);
    create schema ops;
    create schema production;
    create schema registry;
    create table ops.backup (id integer generated always as identity primary key, finished_at timestamptz not null default now(),
      file text not null, bytes bigint not null check (bytes >= 0), sha256 text not null,
      outcome text not null check (outcome in ('stored', 'failed')), detail text not null default '');
    create table production.line (id int primary key, name text not null);
    insert into production.line select n, 'PRESS-' || n from generate_series(1, 20) n;
    create table production.event (line_id int references production.line, at timestamptz not null, good int, key text) partition by range (at);
    create table production.event_2026_03 partition of production.event for values from ('2026-03-01Z') to ('2026-04-01Z');
    create table production.event_2026_04 partition of production.event for values from ('2026-04-01Z') to ('2026-05-01Z');
    insert into production.event select 1 + n % 20, timestamptz '2026-03-01Z' + n * interval '10 minutes', n, 'key-' || n from generate_series(1, 6000) n;
    create table registry.artefact (id int primary key, bytes bytea not null);
    insert into registry.artefact select n, decode(repeat(md5(n::text), 400), 'hex') from generate_series(1, 30) n;
    grant usage on schema ops, production, registry to oee_app;
    grant select, insert, update, delete on all tables in schema ops, production, registry to oee_app;
    grant usage on schema production to oee_read;
    grant select on all tables in schema production to oee_read;"
}

# What a database holds, by content: a digest for each table, its owner and rights.
contents() {
  query "$1" "select format('select %L, count(*), md5(coalesce(string_agg(t::text, chr(10) order by t::text), '''')) from %s t', c.oid::regclass::text, c.oid::regclass)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in ('production', 'registry', 'public') order by 1" \
    | while IFS= read -r line; do query "$1" "$line"; done
  query "$1" "select c.oid::regclass::text, pg_get_userbyid(relowner), relacl from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('production', 'registry', 'ops') and relkind in ('r', 'p') order by 1"
}

# A folder of all programs of this host, to take some away from.
programs() {
  local folder=$1
  mkdir -p "$folder"
  find /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin -maxdepth 1 \( -type f -o -type l \) -print0 2>/dev/null \
    | xargs -0 ln -sf -t "$folder" 2>/dev/null || true
  rm -f "$folder"/{docker,docker-compose,aws,mc,crontab,systemctl}
}

# Fails when the command succeeds; a plain "!" is not noticed in the middle of a test.
refute() { if "$@"; then return 1; fi; }
