# shellcheck shell=bash
# shellcheck disable=SC2034
# What deploy.sh, backup.sh, restore.sh, maintenance.sh and health_check.sh share. It is sourced, never run.
# FOLDER is the installation: compose file, nginx/, .env.production, secrets/, certificates/, backups/.

# What every installation writes anew from its settings (write_generated), and what of a release it may make its own.
GENERATED_FILES=' nginx/conf/server_name.conf nginx/conf/instances.conf monitoring/targets/applications.yml docker-compose.apps.yml docker-compose.files.yml '
OWN_FILES=' nginx/conf/trusted_proxies.conf nginx/conf/limits.conf nginx/conf/listen_http.conf nginx/conf/listen_https.conf nginx/conf/listen_check.conf nginx/conf/certificates.conf nginx/conf/acme.conf nginx/conf/logging.conf monitoring/alertmanager.yml '

PROJECT=oee
DATABASE=${OEE_DATABASE:-oee_analytics}
CHANGED=0
WORK=
# Where the database's image keeps archived WAL, and the image itself, for work as root over files of containers.
WAL_FOLDER=/var/lib/postgresql/wal
POSTGRES_IMAGE=postgres:18-bookworm

# shellcheck source-path=SCRIPTDIR source=generated.sh
. "${BASH_SOURCE[0]%/*}/generated.sh"
# shellcheck source-path=SCRIPTDIR source=certificates.sh
. "${BASH_SOURCE[0]%/*}/certificates.sh"
# shellcheck source-path=SCRIPTDIR source=archives.sh
. "${BASH_SOURCE[0]%/*}/archives.sh"

say() { printf '%s\n' "$*"; }
warn() { printf 'Warning: %s\n' "$*" >&2; }

# Ends the script with a sentence; the trap below stays silent then.
fail() {
  trap - ERR
  printf 'Error: %s\n' "$*" >&2
  exit 1
}

# Whatever fails without a sentence of its own says at least where. The command is shown as it is written in the script,
# before its variables are filled in, so it holds no secret.
stopped() {
  local status=$1 line=$2 command=$3
  trap - ERR
  [ "$BASH_SUBSHELL" = 0 ] || exit "$status"
  printf 'Error: %s stopped at line %s (exit %s): %s\n' "${0##*/}" "$line" "$status" "${command%%$'\n'*}" >&2
  exit "$status"
}

begin() {
  set -Eeuo pipefail
  # So that write_file at the end of a pipe is known to have changed something.
  shopt -s lastpipe
  umask 077
  trap 'stopped $? "${BASH_SOURCE[0]##*/}:$LINENO" "$BASH_COMMAND"' ERR
}

has() { command -v "$1" >/dev/null 2>&1; }

need_tools() {
  local tool missing=
  for tool in "$@"; do
    has "$tool" || missing="$missing $tool"
  done
  [ -z "$missing" ] || fail "missing programs:$missing; install them, for example: apt-get install$missing"
}

# --- settings and files -------------------------------------------------------------------------------------------

# The folder a script was given, or its own.
use_folder() {
  FOLDER=$(cd "$1" 2>/dev/null && pwd) || fail "there is no folder $1"
  ENVIRONMENT=$FOLDER/.env.production
  SECRETS=$FOLDER/secrets
  BACKUPS=${OEE_BACKUPS:-$FOLDER/backups}
}

# A setting: from the environment, else from .env.production, else the given one. The file is read, never run.
setting() {
  local name=$1 value=${!1:-} line
  if [ -z "$value" ] && [ -f "$ENVIRONMENT" ]; then
    while IFS= read -r line || [ -n "$line" ]; do
      case $line in "$name="*) value=${line#*=} ;; esac
    done <"$ENVIRONMENT"
  fi
  printf '%s' "${value:-${2:-}}"
}

# Replaces a file only when its content changes, and never leaves half of one.
write_file() {
  local file=$1 mode=$2 part
  part=$(mktemp "$(dirname "$file")/.part.XXXXXX")
  cat >"$part"
  chmod "$mode" "$part"
  if [ -f "$file" ] && cmp -s "$part" "$file"; then
    rm -f "$part"
    return
  fi
  mv -f "$part" "$file"
  CHANGED=1
}

# Puts a setting into .env.production, in its place when it is there.
keep_setting() {
  local name=$1 value=$2
  { if [ -f "$ENVIRONMENT" ]; then
      awk -v name="$name" -v value="$value" 'index($0, name "=") == 1 { if (!done) print name "=" value; done = 1; next }
        { print } END { if (!done) print name "=" value }' "$ENVIRONMENT"
    else
      printf '%s=%s\n' "$name" "$value"
    fi; } | write_file "$ENVIRONMENT" 600
}

# --- waiting ------------------------------------------------------------------------------------------------------

# wait_for SECONDS WHAT COMMAND...: asks again and again until it succeeds; 1 when the time is over.
wait_for() {
  local limit=$1 what=$2 began=$SECONDS told=-10
  shift 2
  until "$@" </dev/null >/dev/null 2>&1; do
    if [ $((SECONDS - began)) -ge "$limit" ]; then
      return 1
    fi
    if [ $((SECONDS - began - told)) -ge 10 ]; then
      told=$((SECONDS - began))
      say "Waiting for $what ($told of at most $limit s)"
    fi
    sleep "${OEE_POLL_SECONDS:-1}"
  done
}

# --- containers ---------------------------------------------------------------------------------------------------

compose() {
  local files=(--file "$FOLDER/docker-compose.production.yml") name
  for name in apps files; do
    [ ! -f "$FOLDER/docker-compose.$name.yml" ] || files+=(--file "$FOLDER/docker-compose.$name.yml")
  done
  COMPOSE_PROFILES=$(setting COMPOSE_PROFILES) \
    docker compose --project-name "$PROJECT" --project-directory "$FOLDER" --env-file "$ENVIRONMENT" "${files[@]}" "$@"
}

container_of() { compose ps --all --quiet "$1" </dev/null | head -n 1; }

# healthy, starting, unhealthy, or the state of a container without a check; nothing when there is none.
state_of() {
  local id
  id=$(container_of "$1")
  [ -n "$id" ] || return 0
  docker inspect --format '{{if .State.Health}}{{.State.Health.Status}}{{else}}{{.State.Status}}{{end}}' "$id" </dev/null
}

is_healthy() {
  local state
  state=$(state_of "$1")
  [ "$state" = healthy ] || [ "$state" = running ]
}

# Waits until a service is healthy; else shows the end of its log.
expect_healthy() {
  local service=$1 limit=${2:-${OEE_WAIT_SECONDS:-240}}
  if ! wait_for "$limit" "$service" is_healthy "$service"; then
    printf 'The last lines of %s:\n' "$service" >&2
    compose logs --no-color --no-log-prefix --tail 40 "$service" </dev/null >&2 || true
    warn "$service is not healthy after $limit s (it is: $(state_of "$service" || true)); its log stands above"
    return 1
  fi
}

instances() {
  local n
  for n in $(seq 1 "$(setting OEE_APPS 2)"); do
    printf 'app%s\n' "$n"
  done
}

# Where people come in, and how it is asked from this host whatever the name leads to: by the authorities the host knows,
# else by the certificate itself, which is a self-signed one or a company's. ask_health [OPTIONS OF CURL].
address() {
  local port
  port=$(setting OEE_HTTPS_PORT 443)
  printf 'https://%s%s' "$(setting OEE_DOMAIN)" "$([ "$port" = 443 ] || printf ':%s' "$port")"
}

ask_health() {
  local words
  words=(--silent --fail --max-time 10 --resolve "$(setting OEE_DOMAIN):$(setting OEE_HTTPS_PORT 443):127.0.0.1" "$@" "$(address)/health")
  { [ "$(setting OEE_TLS self-signed)" != self-signed ] && curl "${words[@]}"; } || curl --cacert "$FOLDER/certificates/fullchain.pem" "${words[@]}"
}

# A command of the application: OEE_RUN names another way to run it than the worker's image.
oee() {
  local service=worker
  if [ -n "${OEE_RUN:-}" ]; then
    $OEE_RUN "$@" </dev/null
    return
  fi
  # Only this service holds the password of the tables' owner; `migrate` is its command already.
  if [ "$1" = migrate ]; then
    compose run --rm --no-deps -T migrate </dev/null
    return
  fi
  # The worker does not reach nginx, the instances do.
  if [ "$1" = smoke ]; then
    service=app1
  fi
  compose run --rm --no-deps -T "$service" "$@" </dev/null
}

# The same with a file of the host: oee_with FILE COMMAND... puts its path where the command says FILE.
oee_with() {
  local file=$1 word words=() service=worker
  shift
  if [ -n "${OEE_RUN:-}" ]; then
    for word in "$@"; do
      words+=("${word/#FILE/$file}")
    done
    $OEE_RUN "${words[@]}" </dev/null
    return
  fi
  for word in "$@"; do
    words+=("${word/#FILE/\/run\/oee\/file}")
  done
  if [ "$1" = smoke ]; then
    service=app1
  fi
  compose run --rm --no-deps -T --volume "$file:/run/oee/file:ro" "$service" "${words[@]}" </dev/null
}

# A database outside of containers and no Docker: then nothing here belongs to the users of containers.
without_containers() { is_local_client && ! docker info </dev/null >/dev/null 2>&1; }

# Runs a shell script as root over the installation folder, for files that belong to the users of containers.
as_root() {
  if [ "$(id -u)" = 0 ] || without_containers; then
    (cd "$FOLDER" && sh -c "$1")
  else
    docker run --rm --interactive --network none --user 0:0 --entrypoint sh --volume "$FOLDER:/folder" --workdir /folder \
      "$(setting POSTGRES_IMAGE "$POSTGRES_IMAGE")" -c "$1"
  fi
}

# A file of the installation, whoever it belongs to.
read_file() {
  if [ -r "$FOLDER/$1" ]; then
    cat "$FOLDER/$1"
  else
    as_root "cat '$1'" </dev/null
  fi
}

# Whether it holds what comes by standard input.
holds() {
  if [ -r "$FOLDER/$1" ]; then
    cmp -s - "$FOLDER/$1"
  else
    as_root "cmp -s - '$1'"
  fi
}

# The image of the application: its name and, after the colon, the version in use.
image() { printf '%s:%s' "$(setting OEE_IMAGE oee-analytics)" "$(setting OEE_VERSION "$(project_version "$FOLDER")")"; }

have() { docker image inspect "$1" </dev/null >/dev/null 2>&1; }

project_version() {
  if [ -f "$1/VERSION" ]; then
    cat "$1/VERSION"
  elif [ -f "$1/pom.xml" ]; then
    sed -n '/<artifactId>oee-analytics<\/artifactId>/,/<version>/s/.*<version>\(.*\)<\/version>.*/\1/p' "$1/pom.xml" | head -n 1
  fi
}

reload_nginx() {
  compose exec -T nginx nginx -t -q </dev/null && compose exec -T nginx nginx -s reload </dev/null
}

# Takes instances out of nginx's pool, or with no name all of them in.
leave_pool() {
  local text
  text=$(instances_conf "$(setting OEE_APPS 2)" "$@") || return 1
  printf '%s\n' "$text" | write_file "$FOLDER/nginx/conf/instances.conf" 644
  [ -z "$(container_of nginx)" ] || reload_nginx
}

# --- files of containers' users -----------------------------------------------------------------------------------

# name, uid that reads it, where it comes from: "random", "empty" (to be filled in), or the name it is a copy of.
# What two users read lies there twice, since each may read only its own.
SECRET_FILES='
SECRET_KEY 10001 random
DATABASE_PASSWORD 10001 random
DATABASE_MIGRATE_PASSWORD 10001 random
REDIS_PASSWORD 10001 random
GEMINI_API_KEY 10001 empty
MQTT_PASSWORD 10001 empty
OIDC_CLIENT_SECRET 10001 empty
LLM_API_KEY 10001 empty
AWS_SECRET_ACCESS_KEY 10001 empty
POSTGRES_PASSWORD 999 random
DATABASE_READ_PASSWORD 999 random
postgres/DATABASE_PASSWORD 999 DATABASE_PASSWORD
postgres/DATABASE_MIGRATE_PASSWORD 999 DATABASE_MIGRATE_PASSWORD
redis/REDIS_PASSWORD 999 REDIS_PASSWORD
GRAFANA_PASSWORD 472 random
MINIO_ROOT_PASSWORD 1000 random
backup_key - random
'

# Folders that containers want to find, and may look into.
make_folders() {
  mkdir -p "$BACKUPS" "$FOLDER/nginx/run" "$FOLDER/acme/www" "$FOLDER/trusted" "$FOLDER/certificates" "$SECRETS/alertmanager"
  chmod 755 "$FOLDER/acme" "$FOLDER/certificates" "$SECRETS/alertmanager"
}

# Gives each file to the user who reads it. Without root by a container, and only when one is not right yet.
own_files() {
  local name uid rest script='' file
  if [ "$(id -u)" != 0 ] && without_containers; then
    return 0
  fi
  while read -r name uid rest; do
    file=$FOLDER/$name
    if [ -z "$name" ] || ! [ -e "$file" ]; then
      continue
    fi
    if [ "$(stat -c '%u %a' "$file" 2>/dev/null)" != "$uid 600" ]; then
      script="$script chown $uid '$name' && chmod 600 '$name' || exit 1;"
    fi
  done < <(awk 'NF && $2 != "-" { print "secrets/" $1, $2 }' <<<"$SECRET_FILES"; echo certificates/privkey.pem 101
    # Those of Alertmanager are named by whoever writes alertmanager.yml.
    cd "$FOLDER" && find secrets/alertmanager -type f -regex '[A-Za-z0-9._/-]*' -printf '%p 65534\n' 2>/dev/null)
  [ -z "$script" ] || as_root "$script" </dev/null
}

# Containers read these as users of their own; a checkout or an archive may have left them to one user alone.
let_read() {
  local name names=() closed
  for name in nginx monitoring trusted acme/www db/roles.sh certificates/fullchain.pem; do
    [ ! -e "$FOLDER/$name" ] || names+=("$name")
  done
  closed=$(cd "$FOLDER" && find "${names[@]}" \( -type d ! -perm -005 -o -type f ! -perm -004 \) -print -quit 2>/dev/null) || closed=some
  [ -z "$closed" ] || (cd "$FOLDER" && chmod -R a+rX "${names[@]}" 2>/dev/null) || as_root "chmod -R a+rX ${names[*]}" </dev/null
}

# All services but the one that ends by itself.
services() { compose config --services </dev/null | grep -vx migrate | LC_ALL=C sort; }

# --- the database -------------------------------------------------------------------------------------------------

# With OEE_POSTGRES_HOST (or PGHOST) by the programs of this host, for a managed database; else inside the container.
is_local_client() { [ -n "${OEE_POSTGRES_HOST:-${PGHOST:-}}" ]; }

pg() {
  local tool=$1
  shift
  if is_local_client; then
    if [ -n "${OEE_POSTGRES_PASSWORD_FILE:-}" ]; then
      PGPASSWORD=$(cat "$OEE_POSTGRES_PASSWORD_FILE")
      export PGPASSWORD
    fi
    PGHOST=${OEE_POSTGRES_HOST:-${PGHOST:-}} PGPORT=${OEE_POSTGRES_PORT:-${PGPORT:-5432}} \
      PGUSER=${OEE_POSTGRES_USER:-${PGUSER:-postgres}} "${OEE_POSTGRES_BIN:+$OEE_POSTGRES_BIN/}$tool" "$@"
  else
    compose exec -T --user postgres postgres "$tool" "$@"
  fi
}

# SQL from standard input, rows to standard output. The first words may name another database (--dbname).
sql() { pg psql --no-psqlrc --quiet --no-align --tuples-only --set ON_ERROR_STOP=1 --dbname "$DATABASE" "$@"; }
sql_server() { pg psql --no-psqlrc --quiet --no-align --tuples-only --set ON_ERROR_STOP=1 --dbname postgres "$@"; }

database_answers() { pg pg_isready --quiet; }

# Version of the tables, 0 of an empty database.
schema_version() {
  local there
  there=$(sql <<<"select to_regclass('public.flyway_schema_history') is not null")
  if [ "$there" != t ]; then
    echo 0
    return
  fi
  sql <<<"select coalesce((select version from flyway_schema_history
    where success and version is not null order by installed_rank desc limit 1), '0')"
}

# SQL that makes SQL, for psql's \gexec: rows of every table, as the command row-counts tells them.
COUNT_ROWS="select format('select %L || chr(9) || count(*) from %I.%I', format('%I.%I', n.nspname, c.relname), n.nspname, c.relname)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')
\\gexec"

# Rows of every table of a database, one a line, sorted.
row_counts() { sql --dbname "${1:-$DATABASE}" <<<"$COUNT_ROWS" | LC_ALL=C sort; }

# Roles and database by db/roles.sh, which reads the passwords from files.
make_roles() {
  if is_local_client; then
    PATH=${OEE_POSTGRES_BIN:+$OEE_POSTGRES_BIN:}$PATH PGHOST=${OEE_POSTGRES_HOST:-${PGHOST:-}} \
      PGPORT=${OEE_POSTGRES_PORT:-${PGPORT:-5432}} PGUSER=${OEE_POSTGRES_USER:-${PGUSER:-postgres}} \
      OEE_SECRETS=$SECRETS OEE_DATABASE=$1 bash "$FOLDER/db/roles.sh"
  else
    compose exec -T --user postgres --env OEE_DATABASE="$1" postgres bash -s <"$FOLDER/db/roles.sh"
  fi
}
