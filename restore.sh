#!/usr/bin/env bash
# Brings a backup back, or the database to a moment in the past, and proves what it brought.
# ./restore.sh --help says the rest.
# shellcheck source-path=SCRIPTDIR source=db/operations.sh
. "$(dirname "$0")/db/operations.sh"
begin

help() {
  cat <<'TEXT'
./restore.sh ARCHIVE               brings back backups/oee-….tar.gpg: configuration, secrets, roles, database
  --folder DIR                     the installation; else the folder of this script
  --key FILE                       the key, when secrets/backup_key is not there yet; OEE_BACKUP_PRIVATE_KEY names the
                                   private key for archives made for a recipient
  --replace                        over a database that has rows; asks for the domain to be typed
  --keep-old                       keeps the database that is replaced, under another name
  --database-only                  leaves configuration and secrets as they are
  --no-start                       starts nothing but the database
  --offline BUNDLE                 takes the image from a bundle, on a host without network
  --yes                            does not ask whether to begin
./restore.sh [BASE] --to-time 'YYYY-MM-DD HH:MM:SS+00' | latest
                                   the database as it was at that moment, from a base backup (the newest before it)
                                   and the archived WAL; the data replaced stays beside it until you remove it

Settings as for backup.sh; for --to-time outside of containers also OEE_POSTGRES_DATA (folder of the data),
OEE_POSTGRES_AS (for example 'runuser -u postgres --'), OEE_WAL_FOLDER.
TEXT
}

here=$(cd "$(dirname "$0")" && pwd)
folder=$here archive='' key='' replace=0 keep_old=0 configuration=1 start=1 yes=0 to_time='' offline=()
while [ $# -gt 0 ]; do
  case $1 in
    --folder) folder=${2:?--folder needs a folder}; shift ;;
    --key) key=${2:?--key needs a file}; shift ;;
    --to-time) to_time=${2:?--to-time needs a moment}; shift ;;
    --replace) replace=1 ;;
    --keep-old) keep_old=1 ;;
    --database-only) configuration=0 ;;
    --no-start) start=0 ;;
    --offline) offline=(--offline "${2:?--offline needs a bundle}"); shift ;;
    --yes) yes=1 ;;
    --help | -h) help; exit 0 ;;
    -*) fail "restore.sh does not know '$1'; see ./restore.sh --help" ;;
    *) [ -z "$archive" ] || fail "one archive at a time: '$archive' or '$1'"; archive=$1 ;;
  esac
  shift
done
use_folder "$folder"
need_tools gpg tar sha256sum flock
if [ -n "$to_time" ] && [ "$to_time" != latest ]; then
  at=$(date -d "$to_time" +%s 2>/dev/null) || fail "'$to_time' is no moment; write it like '2026-03-16 08:00:00+00'"
  [ "$at" -le "$(date +%s)" ] || fail "$to_time has not come yet"
fi
if [ -z "$archive" ]; then
  [ -n "$to_time" ] || fail "which archive? ./restore.sh backups/oee-….tar.gpg; there are: $(cd "$BACKUPS" 2>/dev/null && echo oee-*.tar.gpg)"
  limit=99999999-999999
  [ "$to_time" = latest ] || limit=$(date -u -d "@$at" +%Y%m%d-%H%M%S)
  for found in "$BACKUPS"/base/base-*.tar.gpg; do
    stamp=${found##*/base-}
    [[ ${stamp%.tar.gpg} < $limit ]] && [ -f "$found" ] && archive=$found
  done
  [ -n "$archive" ] || fail "there is no base backup from before $to_time in $BACKUPS/base"
fi
[ -r "$archive" ] || fail "the archive $archive cannot be read"
archive=$(cd "$(dirname "$archive")" && pwd)/${archive##*/}
BACKUP_KEY=${key:-${OEE_BACKUP_KEY_FILE:-$SECRETS/backup_key}}
if [ -z "${OEE_BACKUP_PRIVATE_KEY:-}" ]; then
  [ -s "$BACKUP_KEY" ] || fail "there is no key $BACKUP_KEY; name the copy you kept: --key FILE"
fi

mkdir -p "$BACKUPS"
exec 8>"$BACKUPS/.lock"
flock --nonblock 8 || fail "another backup or restore is under way in $BACKUPS; try again when it is done"
fresh=
finish() {
  local status=$?
  trap - ERR
  set +e
  drop_work
  if [ "$status" != 0 ] && [ -n "$fresh" ]; then
    sql_server --set name="$fresh" >/dev/null 2>&1 <<<'drop database if exists :"name" with (force);'
    echo "The database is as it was." >&2
  fi
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP
make_work

step_began=$SECONDS began=$SECONDS
step() {
  say "$(printf '%4d s  %s' $((SECONDS - step_began)) "$1")"
  step_began=$SECONDS
}

# Says which of the two it is when an archive does not open.
unopened() {
  if grep -qi 'bad session key\|bad passphrase\|no secret key\|wrong' "$WORK/gpg.log"; then
    fail "this key does not open $archive; it was encrypted with another one"
  fi
  fail "$archive is damaged, or only a part of it is there: $(grep -v '^$' "$WORK/gpg.log" | tail -n 1)"
}

if [ -f "$archive.sha256" ]; then
  [ "$(cut -c 1-64 "$archive.sha256")" = "$(sha256sum "$archive" | cut -c 1-64)" ] \
    || fail "$archive is not what it was when it was made (its digest differs); take another archive"
fi

stop_application() {
  local service
  if is_local_client || [ -n "${OEE_RUN:-}" ]; then
    return 0
  fi
  for service in worker $(instances); do
    [ -z "$(container_of "$service")" ] || compose stop "$service" </dev/null
  done
}

start_application() {
  local service
  if [ "$start" = 0 ] || is_local_client; then
    say "Nothing was started. With the application's containers: docker compose up, or ./deploy.sh"
    return 0
  fi
  compose up --detach --remove-orphans </dev/null
  for service in $(services); do
    expect_healthy "$service"
  done
  step "started"
}

# --- a moment in the past -----------------------------------------------------------------------------------------

# Runs where the data lies, as the user who owns it. The base backup comes by standard input.
# shellcheck disable=SC2016
recover='set -eu
aside=$PGDATA.before-$STAMP
mv "$PGDATA" "$aside"
trap '\''rm -rf "$PGDATA"; mv "$aside" "$PGDATA"'\'' EXIT
mkdir -m 700 "$PGDATA"
tar -x -f - -C "$PGDATA"
"${BIN}pg_verifybackup" --quiet --no-parse-wal "$PGDATA"
for segment in "$aside"/pg_wal/*; do
  case ${segment##*/} in *[!0-9A-F]*) continue ;; esac
  [ -e "$PGDATA/pg_wal/${segment##*/}" ] || cp "$segment" "$PGDATA/pg_wal/"
done
cat >>"$PGDATA/postgresql.auto.conf" <<TEXT
restore_command = '\''if [ -f "$WAL/%f.gz" ]; then gzip -dc "$WAL/%f.gz" >"%p"; else cp "$WAL/%f" "%p"; fi'\''
TEXT
if [ "$TARGET" != latest ]; then
  printf "recovery_target_time = '\''%s'\''\nrecovery_target_action = promote\n" "$TARGET" >>"$PGDATA/postgresql.auto.conf"
fi
touch "$PGDATA/recovery.signal"
trap - EXIT'

# shellcheck disable=SC2016
go_back='set -eu
rm -rf "$PGDATA"
mv "$PGDATA.before-$STAMP" "$PGDATA"'

where_data_lies() {
  if is_local_client; then
    PGDATA=$OEE_POSTGRES_DATA BIN=${OEE_POSTGRES_BIN:+$OEE_POSTGRES_BIN/} STAMP=$stamp WAL=$OEE_WAL_FOLDER TARGET=$target \
      ${OEE_POSTGRES_AS:-} bash -c "$1"
  else
    compose run --rm --no-deps -T --user postgres --entrypoint bash --env BIN= --env STAMP="$stamp" \
      --env WAL="$(setting OEE_WAL_FOLDER "$WAL_FOLDER")" --env TARGET="$target" postgres -c "$1"
  fi
}

stop_database() {
  if is_local_client; then
    ${OEE_POSTGRES_AS:-} "${OEE_POSTGRES_BIN:+$OEE_POSTGRES_BIN/}pg_ctl" --pgdata "$OEE_POSTGRES_DATA" --wait --mode fast stop >/dev/null 8>&-
  else
    compose stop postgres </dev/null
  fi
}

start_database() {
  if is_local_client; then
    ${OEE_POSTGRES_AS:-} "${OEE_POSTGRES_BIN:+$OEE_POSTGRES_BIN/}pg_ctl" --pgdata "$OEE_POSTGRES_DATA" --wait \
      --timeout "${OEE_WAIT_SECONDS:-3600}" --log "$OEE_POSTGRES_DATA/recovery.log" start >/dev/null 8>&-
  else
    compose up --detach --no-deps postgres </dev/null
  fi
}

is_open() { [ "$(sql_server <<<'select not pg_is_in_recovery()')" = t ]; }

# Recovery is over when the database is open for writing, or when it gave up and is gone.
is_running() {
  if is_local_client; then
    ${OEE_POSTGRES_AS:-} "${OEE_POSTGRES_BIN:+$OEE_POSTGRES_BIN/}pg_ctl" --pgdata "$OEE_POSTGRES_DATA" status >/dev/null
  else
    [ "$(docker inspect --format '{{.RestartCount}} {{.State.Running}}' "$(container_of postgres)" </dev/null)" = "0 true" ]
  fi
}
is_over() { is_open || ! is_running; }

is_archived() { [ "$(sql_server --set segment="$1" <<<"select coalesce(last_archived_wal, '') >= :'segment' from pg_stat_archiver")" = t ]; }

if [ -n "$to_time" ]; then
  if is_local_client; then
    if [ -z "${OEE_POSTGRES_DATA:-}" ] || [ -z "${OEE_WAL_FOLDER:-}" ]; then
      fail "outside of containers --to-time needs OEE_POSTGRES_DATA and OEE_WAL_FOLDER; a managed database has its own way back in time"
    fi
  fi
  target=$to_time
  [ "$target" = latest ] || target=$(date -u -d "$to_time" '+%Y-%m-%d %H:%M:%S.%6N+00')
  stamp=$(date -u +%Y%m%d-%H%M%S)
  # Read once before anything is touched.
  decrypt "$archive" 2>"$WORK/gpg.log" | tar --list --file - >"$WORK/list" 2>/dev/null || unopened
  grep -q '^\(\./\)\?backup_label$' "$WORK/list" || fail "$archive is no base backup; those lie in $BACKUPS/base"
  step "base backup $(basename "$archive") opened"
  domain=$(setting OEE_DOMAIN "$DATABASE")
  if [ "$yes" = 0 ]; then
    printf 'The database goes back to %s. Type %s to go on: ' "$target" "$domain"
    IFS= read -r answer || answer=
    [ "$answer" = "$domain" ] || fail "not confirmed; nothing was changed"
  fi
  stop_application
  if database_answers; then
    # What is written but not archived yet goes to the archive, where recovery finds it.
    segment=$(sql_server <<<'select pg_walfile_name(pg_switch_wal() - 1)')
    wait_for 60 "WAL $segment to be archived" is_archived "$segment" || warn "the last WAL was not archived; it is taken from the data itself"
    stop_database
  fi
  decrypt "$archive" 2>"$WORK/gpg.log" | where_data_lies "$recover" || fail "the base backup could not be laid down; the data is as it was, start the database again"
  step "base backup laid down"
  if ! start_database || ! wait_for "${OEE_WAIT_SECONDS:-3600}" "the recovery to $target" is_over || ! is_open; then
    warn "the recovery did not reach $target; the data goes back to what it was"
    stop_database 2>/dev/null || true
    where_data_lies "$go_back" </dev/null
    start_database
    wait_for 300 "the database as it was" is_open || fail "the database does not start; its data is as it was, look at its log"
    fail "the database is as it was; take an older base backup, or an earlier moment"
  fi
  sql_server <<<'alter system reset restore_command; ' >/dev/null
  sql_server <<<'alter system reset recovery_target_time' >/dev/null
  sql_server <<<'alter system reset recovery_target_action' >/dev/null
  step "recovered to $target"
  oee self-check || fail "the self-check failed; its lines stand above. The data from before lies in the folder of the data, named .before-$stamp"
  step "checked"
  start_application
  say "The database stands at $target, after $((SECONDS - began)) s. Next: ./backup.sh --base, since a new line of time has begun."
  say "The data from before lies beside it, named .before-$stamp; remove it when you are sure."
  exit 0
fi

# --- a backup -----------------------------------------------------------------------------------------------------

opened=$WORK/archive
mkdir "$opened"
decrypt "$archive" 2>"$WORK/gpg.log" | tar --extract --no-same-owner --file - --directory "$opened" 2>"$WORK/tar.log" || {
  if grep -q 'No space left' "$WORK/tar.log"; then
    fail "there is not enough space in $BACKUPS to open the archive"
  fi
  unopened
}
step "archive opened"
[ -f "$opened/MANIFEST.sha256" ] || fail "$archive holds no manifest; it is no backup of OEE Analytics"
digests_of_folder "$opened" | cmp -s - "$opened/MANIFEST.sha256" || fail "the archive does not hold what its manifest says; take another one"
step "manifest: $(wc -l <"$opened/MANIFEST.sha256") files as they were"
stamped() { sed -n "s/^$1=//p" "$opened/STAMP"; }
say "       of $(stamped taken), version $(stamped application), tables at version $(stamped schema)"

# Whether the database has rows beyond the list of its migrations.
has_rows() {
  local there
  there=$(sql_server --set name="$DATABASE" <<<"select count(*) from pg_database where datname = :'name'")
  [ "$there" = 1 ] || return 1
  [ -n "$(sql <<'SQL'
select format('select 1 where exists (select from %I.%I)', n.nspname, c.relname)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and n.nspname <> 'information_schema' and n.nspname not like 'pg\_%' and c.relname <> 'flyway_schema_history'
\gexec
SQL
  )" ]
}

confirmed=0
refuse_rows() {
  local answer domain
  if [ "$confirmed" = 1 ] || ! has_rows; then
    return 0
  fi
  [ "$replace" = 1 ] || fail "the database $DATABASE has rows; nothing was changed. To replace it: --replace"
  domain=$(setting OEE_DOMAIN "$DATABASE")
  printf 'Everything in the database of %s is replaced. Type %s to go on: ' "$domain" "$domain"
  IFS= read -r answer || answer=
  [ "$answer" = "$domain" ] || fail "not confirmed; nothing was changed"
  confirmed=1
}
if is_local_client || { [ -f "$ENVIRONMENT" ] && [ -f "$FOLDER/docker-compose.production.yml" ] && [ "$(state_of postgres)" = healthy ]; }; then
  database_answers || fail "the database does not answer; see OEE_POSTGRES_HOST"
  refuse_rows
fi
if [ "$yes" = 0 ] && [ "$confirmed" = 0 ]; then
  printf 'Restore %s into %s? (yes/no) ' "$(basename "$archive")" "$FOLDER"
  IFS= read -r answer || answer=
  [ "$answer" = yes ] || fail "not confirmed; nothing was changed"
fi

if [ ${#offline[@]} -gt 0 ]; then
  "$here/deploy.sh" --folder "$FOLDER" --images-only "${offline[@]}"
fi

# What of a backup belongs to an installation: not what is written anew from its settings, nor files of its release.
is_ours() {
  case $GENERATED_FILES in *" $1 "*) return 1 ;; esac
  case $1 in nginx/* | monitoring/*) case $OWN_FILES in *" $1 "*) ;; *) return 1 ;; esac ;; esac
}

# Configuration: what is missing comes back, what is equal stays. What differs wins only with --replace, and is kept
# beside. Where nothing is installed, files as the release brings them count as missing; the settings come last, so that
# a run that is broken off leaves it so. The key of the backups is the host's own affair.
if [ "$configuration" = 1 ]; then
  missing=() differing=() made=() installed=0
  [ ! -f "$ENVIRONMENT" ] || installed=1
  while IFS= read -r -d '' name; do
    if [ "$name" = secrets/backup_key ] && [ -e "$FOLDER/$name" ] || ! is_ours "$name"; then
      continue
    fi
    above=() nearest=$name
    while [ ! -e "$FOLDER/$nearest" ]; do
      above+=("$nearest")
      nearest=$(dirname "$nearest")
    done
    # Nobody but root may know what lies in a folder of others.
    if [ ${#above[@]} -gt 0 ] && { [ -x "$FOLDER/$nearest" ] || ! as_root "test -e '$name'" </dev/null; }; then
      missing+=("$name")
      made+=("${above[@]}")
    elif ! holds "$name" <"$opened/configuration/$name"; then
      case "$installed $name" in
        "0 nginx/"* | "0 monitoring/"*) if cmp -s "$here/$name" "$FOLDER/$name"; then missing+=("$name"); else differing+=("$name"); fi ;;
        *) differing+=("$name") ;;
      esac
    fi
  done < <(cd "$opened/configuration" && find . -type f -printf '%P\0' | LC_ALL=C sort -rz)
  if [ ${#differing[@]} -gt 0 ] && [ "$replace" = 0 ]; then
    fail "these files are here already and differ from the backup's: ${differing[*]}; nothing was changed. To take the backup's: --replace, or only the database: --database-only"
  fi
  moment=$(date -u +%Y%m%d-%H%M%S)
  for name in "${differing[@]}"; do
    as_root "cp -p '$name' '$name.before-$moment'" </dev/null
  done
  if [ $((${#missing[@]} + ${#differing[@]})) -gt 0 ]; then
    # They come back as those of this user; then each goes to the container's user who reads it.
    tar --create --file - --directory "$opened/configuration" "${missing[@]}" "${differing[@]}" \
      | as_root "umask 077; tar -x -f - --no-same-owner && chown $(id -u):$(id -g)$(printf " '%s'" "${differing[@]}" "${missing[@]}" "${made[@]}")"
  fi
  [ -z "$key" ] || [ -e "$SECRETS/backup_key" ] || { mkdir -p "$SECRETS"; write_file "$SECRETS/backup_key" 600 <"$key"; }
  make_folders
  own_files
  write_generated
  let_read
  step "configuration: ${#missing[@]} files came back, ${#differing[@]} replaced, the others were equal"
fi

if ! is_local_client; then
  [ -f "$FOLDER/docker-compose.production.yml" ] || fail "the project's files are not in $FOLDER; unpack the release there first"
  have "$(image)" || "$here/deploy.sh" --folder "$FOLDER" --images-only
  compose up --detach --no-deps postgres </dev/null
  expect_healthy postgres
  refuse_rows
  stop_application
  step "database started"
fi

fresh=${DATABASE}_new
sql_server --set name="$fresh" >/dev/null <<<'set client_min_messages = warning; drop database if exists :"name" with (force);'
make_roles "$fresh" >/dev/null
step "roles"
if is_local_client; then
  pg pg_restore --format directory --jobs 2 --exit-on-error --dbname "$fresh" "$opened/database" </dev/null
else
  inside=/var/lib/postgresql/oee-restore
  compose exec -T --user postgres postgres sh -c "rm -rf $inside && mkdir -m 700 $inside" </dev/null
  tar --create --file - --directory "$opened" database | compose exec -T --user postgres postgres tar --extract --no-same-owner --file - --directory "$inside"
  pg pg_restore --format directory --jobs 2 --exit-on-error --dbname "$fresh" "$inside/database" </dev/null
  compose exec -T --user postgres postgres rm -rf "$inside" </dev/null
fi
step "database restored"
row_counts "$fresh" >"$WORK/counts.tsv"
if ! cmp -s "$WORK/counts.tsv" "$opened/counts.tsv"; then
  diff "$opened/counts.tsv" "$WORK/counts.tsv" >&2 || true
  fail "the rows restored are not those of the backup; the differences stand above"
fi
step "rows: $(wc -l <"$opened/counts.tsv") tables as in the backup"
pg vacuumdb --quiet --analyze-only --jobs 2 "$fresh" </dev/null

# The new database takes the place of the old one at once; until here the old one was not touched.
old=${DATABASE}_before_$(date -u +%Y%m%d_%H%M%S)
there=$(sql_server --set name="$DATABASE" <<<"select count(*) from pg_database where datname = :'name'")
if [ "$there" = 1 ]; then
  sql_server --set name="$DATABASE" --set old="$old" --set fresh="$fresh" >/dev/null <<'SQL'
alter database :"name" with allow_connections false;
select pg_terminate_backend(pid) from pg_stat_activity where datname in (:'name', :'fresh') and pid <> pg_backend_pid();
begin;
alter database :"name" rename to :"old";
alter database :"fresh" rename to :"name";
commit;
SQL
  fresh=
  if [ "$keep_old" = 1 ]; then
    sql_server --set old="$old" >/dev/null <<<'alter database :"old" with allow_connections true;'
    say "       the database from before is kept as $old; remove it when you are sure: drop database $old"
  else
    sql_server --set old="$old" >/dev/null <<<'drop database :"old" with (force);'
  fi
else
  sql_server --set name="$DATABASE" --set fresh="$fresh" >/dev/null <<<'alter database :"fresh" rename to :"name";'
  fresh=
fi
step "in its place"

if [ -d "$opened/artefacts" ]; then
  target=$(setting OEE_ARTEFACTS)
  if ! is_local_client && [ "$(setting OEE_S3_ENDPOINT)" = "$OWN_STORE" ]; then
    compose up --detach --no-deps minio </dev/null
    expect_healthy minio
  fi
  has_store_client || fail "the database is back, but the files of models are not: install aws or mc and run again with --replace"
  s3_copy "$opened/artefacts" "${target:-$(stamped artefacts)}"
  step "files of models"
fi

chmod 644 "$opened/counts.tsv"
oee_with "$opened/counts.tsv" self-check --counts FILE || fail "the self-check failed; its lines stand above"
step "checked"
start_application
say "Restored $(basename "$archive") after $((SECONDS - began)) s."
