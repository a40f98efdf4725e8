#!/usr/bin/env bash
# Backs OEE Analytics up: database, configuration, secrets, certificates and files of models, in one encrypted archive
# that is read back before it gets its name.   ./backup.sh --help says the rest.
# shellcheck source-path=SCRIPTDIR source=db/operations.sh
. "$(dirname "$0")/db/operations.sh"
begin

help() {
  cat <<'TEXT'
./backup.sh                   makes backups/oee-YYYYMMDD-HHMMSS.tar.gpg
  --folder DIR                the installation; else the folder of this script
  --base                      a base backup for a point in time, beside the archived WAL: backups/base/base-….tar.gpg
  --no-upload                 keeps it here, also when a bucket is named
  --retention-days N          removes archives older than that, never the newest three good ones (30)
  --check                     makes nothing; ends with 1 when the newest archive is older than 26 hours, with --base
                              when the newest base backup is older than 8 days

Settings, from the environment or .env.production:
  BACKUP_S3_BUCKET            bucket to upload to, by aws or mc; BACKUP_S3_PREFIX, BACKUP_S3_ENDPOINT
  BACKUP_RECIPIENT_FILE       public key (OpenPGP) to encrypt for; else secrets/backup_key, a passphrase
  OEE_POSTGRES_HOST           a database outside the containers: also OEE_POSTGRES_PORT, OEE_POSTGRES_USER,
                              OEE_POSTGRES_PASSWORD_FILE, OEE_POSTGRES_BIN (folder of pg_dump)
  OEE_BACKUPS                 another folder for the archives
The key is not in the archive's hands alone: keep a copy of secrets/backup_key somewhere else.
TEXT
}

folder=$(dirname "$0") base=0 upload=1 retention=${RETENTION_DAYS:-30} check=0
while [ $# -gt 0 ]; do
  case $1 in
    --folder) folder=${2:?--folder needs a folder}; shift ;;
    --base) base=1 ;;
    --no-upload) upload=0 ;;
    --retention-days) retention=${2:?--retention-days needs a number}; shift ;;
    --check) check=1 ;;
    --help | -h) help; exit 0 ;;
    *) fail "backup.sh does not know '$1'; see ./backup.sh --help" ;;
  esac
  shift
done
use_folder "$folder"
[[ $retention =~ ^[0-9]+$ ]] || fail "--retention-days needs a number of days, not '$retention'"
BACKUP_KEY=${OEE_BACKUP_KEY_FILE:-$SECRETS/backup_key}

# Archives, the newest first. The name says when, in UTC, so copying a file does not make it younger.
archives() { find "$BACKUPS" -maxdepth 1 -name 'oee-????????-??????.tar.gpg' -printf '%f\n' 2>/dev/null | LC_ALL=C sort -r; }

bases() { { find "$BACKUPS/base" -name 'base-*.tar.gpg' -printf '%f\n' 2>/dev/null || true; } | LC_ALL=C sort; }

seconds_of() {
  local stamp=${1#*-}
  stamp=${stamp%%.*}
  date -u -d "${stamp:0:4}-${stamp:4:2}-${stamp:6:2} ${stamp:9:2}:${stamp:11:2}:${stamp:13:2}" +%s
}

# newest_within HOURS WHAT COMMAND NAME: fails when this archive, the newest, is older, or when there is none.
newest_within() {
  local newest=$4 age
  [ -n "$newest" ] || fail "there is no $2 in $BACKUPS; run $3"
  age=$((($(date +%s) - $(seconds_of "$newest")) / 3600))
  [ "$age" -lt "$1" ] || fail "the newest $2, $newest, is $age hours old; run $3 and look why the last ones failed"
  say "The newest $2, $newest, is $age hours old."
}

if [ "$check" = 1 ]; then
  if [ "$base" = 1 ]; then
    newest_within 192 "base backup" "./backup.sh --base" "$(bases | tail -n 1)"
  else
    newest=$(archives | head -n 1)
    # With a bucket one whose upload failed does not count.
    [ -z "$(setting BACKUP_S3_BUCKET)" ] || newest=$(sed 's/.* //' "$BACKUPS/last-success" 2>/dev/null) || newest=
    newest_within 26 backup ./backup.sh "$newest"
  fi
  exit 0
fi

need_tools gpg tar sha256sum flock
recipient=$(setting BACKUP_RECIPIENT_FILE)
if [ -n "$recipient" ]; then
  [ -r "$recipient" ] || fail "the public key $recipient cannot be read"
else
  [ -s "$BACKUP_KEY" ] || fail "there is no key $BACKUP_KEY to encrypt with; deploy.sh makes one, or: openssl rand -hex 32 >$BACKUP_KEY && chmod 600 $BACKUP_KEY"
fi
mkdir -p "$BACKUPS" || fail "$BACKUPS cannot be made; name another folder in OEE_BACKUPS"
exec 8>"$BACKUPS/.lock"
flock --nonblock 8 || fail "another backup or restore is under way in $BACKUPS; try again when it is done"

# A row for each try, so that the application can raise an alarm. Its absence (older tables) is no reason to fail.
record() {
  local there
  there=$(sql <<<"select to_regclass('ops.backup') is not null" 2>/dev/null) || return 0
  [ "$there" = t ] || return 0
  sql --set file="$1" --set bytes="$2" --set sha256="$3" --set outcome="$4" --set detail="$5" >/dev/null 2>&1 <<'SQL' \
    || warn "the database did not take the note of this backup"
insert into ops.backup (file, bytes, sha256, outcome, detail)
values (:'file', :'bytes', :'sha256', :'outcome', :'detail');
SQL
}

part='' file='' reason="it stopped before its end" detail=''
finish() {
  local status=$?
  trap - ERR
  set +e
  drop_work
  [ -z "$part" ] || rm -f "$part" "$part.sum"
  if [ "$status" != 0 ]; then
    if [ -n "$file" ]; then
      record "$file" 0 '' failed "$reason"
    fi
    echo "No backup was made." >&2
  fi
  exit "$status"
}
give_up() {
  reason=$1
  fail "$1"
}

# What a killed run left behind; the lock says that nobody works there now.
find "$BACKUPS" -maxdepth 2 \( -name '.work.*' -o -name '*.part' -o -name '*.part.sum' \) -exec rm -rf {} + 2>/dev/null || true
began=$SECONDS
stamp=$(date -u +%Y%m%d-%H%M%S)
trap finish EXIT
trap 'reason="it was interrupted"; exit 130' INT TERM HUP
make_work
database_answers || give_up "the database does not answer; look at: docker compose logs postgres, or OEE_POSTGRES_HOST"

# From standard input into the encrypted file, and read back: what lies on the disk has the digest of what was written.
store() {
  encrypt | tee "$part" | sha256sum | cut -c 1-64 >"$part.sum" \
    || give_up "the archive could not be written; is there space left in $BACKUPS ($(df -Ph "$BACKUPS" | awk 'NR == 2 { print $4 }') free)?"
}

check_stored() {
  sync "$part"
  [ "$(sha256sum "$part" | cut -c 1-64)" = "$(cat "$part.sum")" ] || give_up "the archive reads back other than it was written; the disk may be failing"
}

# Gives the archive its name, with the digest beside it.
keep() {
  mv -T "$part" "$1"
  printf '%s  %s\n' "$2" "$(basename "$1")" >"$1.sha256"
  sync "$1.sha256" "$(dirname "$1")"
  rm -f "$part.sum"
  part=
}

send() {
  local name=$1 bytes=$2 bucket key there
  bucket=$(setting BACKUP_S3_BUCKET)
  if [ -z "$bucket" ] || [ "$upload" = 0 ]; then
    return 0
  fi
  [ -n "$(s3_client)" ] || give_up "BACKUP_S3_BUCKET is set but neither aws nor mc is installed; $name stays here only"
  key=$(setting BACKUP_S3_PREFIX oee)/$(basename "$name")
  s3_put "$name" "$bucket" "$key" || give_up "the upload to $bucket failed; $name stays here only"
  s3_put "$name.sha256" "$bucket" "$key.sha256" || give_up "the upload to $bucket failed; $name stays here only"
  there=$(s3_size "$bucket" "$key") || there=unknown
  [ "$there" = "$bytes" ] || give_up "the store holds $there bytes of $bytes under $key; $name stays here only"
  say "Uploaded to s3://$bucket/$key"
}

# Archived WAL from before the oldest base backup serves nobody. Without one nothing is removed: it may lie elsewhere.
prune_wal() {
  local wal oldest start
  wal=$(setting OEE_WAL_FOLDER "$(is_local_client || echo "$WAL_FOLDER")")
  oldest=$(bases | head -n 1)
  if [ -z "$wal" ] || [ -z "$oldest" ]; then
    return 0
  fi
  start=$(cat "$BACKUPS/base/${oldest%.tar.gpg}.start" 2>/dev/null) || start=
  if [ -z "$start" ] || ! pg pg_archivecleanup -x .gz "$wal" "$start" </dev/null; then
    warn "old WAL in $wal could not be removed"
  fi
}

if [ "$base" = 1 ]; then
  mkdir -p "$BACKUPS/base"
  file=base-$stamp.tar.gpg
  part=$BACKUPS/base/$file.part
  # It begins at this piece of the log or at a later one.
  start=$(sql <<<'select pg_walfile_name(pg_current_wal_lsn())') || give_up "the database does not tell where its log stands"
  pg pg_basebackup --pgdata - --format tar --wal-method fetch --checkpoint fast --label "oee $stamp" </dev/null | store || exit 1
  check_stored
  if [ -z "$recipient" ]; then
    decrypt "$part" | tar --extract --file - --to-stdout backup_label >"$WORK/label" || give_up "the archive cannot be opened again"
    grep -q '^START WAL LOCATION: ' "$WORK/label" || give_up "the archive holds no label of a base backup"
  fi
  printf '%s\n' "$start" >"$BACKUPS/base/${file%.tar.gpg}.start"
  keep "$BACKUPS/base/$file" "$(cat "$part.sum")"
  # The newest two stay.
  bases | head -n -2 | while read -r old; do
    rm -f "$BACKUPS/base/$old" "$BACKUPS/base/$old.sha256" "$BACKUPS/base/${old%.tar.gpg}.start"
  done
  prune_wal
  send "$BACKUPS/base/$file" "$(stat -c %s "$BACKUPS/base/$file")"
  say "Base backup $BACKUPS/base/$file, $(stat -c %s "$BACKUPS/base/$file") bytes, after $((SECONDS - began)) s"
  exit 0
fi

file=oee-$stamp.tar.gpg
part=$BACKUPS/$file.part
[ ! -e "$BACKUPS/$file" ] || give_up "there is a backup of this second already"
archive=$WORK/archive
mkdir -p "$archive/configuration"

# One session keeps a snapshot open: rows are counted and dumped as of the same moment, whatever is stored meanwhile.
coproc SNAPSHOT { sql 8>&-; }
# shellcheck disable=SC2153
snapshot_in=${SNAPSHOT[1]} snapshot_out=${SNAPSHOT[0]} snapshot_pid=$SNAPSHOT_PID
cat >&"$snapshot_in" <<'SQL'
set idle_in_transaction_session_timeout = 0;
set statement_timeout = 0;
begin isolation level repeatable read read only;
select 'snapshot ' || pg_export_snapshot();
SQL
snapshot=
while [ -z "$snapshot" ] && read -r -t 60 line <&"$snapshot_out"; do
  case $line in snapshot\ *) snapshot=${line#snapshot } ;; esac
done
[ -n "$snapshot" ] || give_up "the database gave no snapshot; may this role read all tables?"
printf '%s\n\\echo counted\n' "$COUNT_ROWS" >&"$snapshot_in"
counted=0
while read -r line <&"$snapshot_out"; do
  if [ "$line" = counted ]; then
    counted=1
    break
  fi
  printf '%s\n' "$line"
done >"$archive/counts.tsv"
[ "$counted" = 1 ] || give_up "the rows could not be counted; may this role read all tables?"
LC_ALL=C sort -o "$archive/counts.tsv" "$archive/counts.tsv"

if is_local_client; then
  pg pg_dump --format directory --jobs 2 --snapshot "$snapshot" --file "$archive/database" "$DATABASE" </dev/null \
    || give_up "pg_dump failed; what it said stands above"
else
  # Into the volume of the database, which has room, and from there here.
  inside=/var/lib/postgresql/oee-dump
  compose exec -T --user postgres postgres rm -rf "$inside" </dev/null
  compose exec -T --user postgres postgres mkdir -m 700 "$inside" </dev/null
  pg pg_dump --format directory --jobs 2 --snapshot "$snapshot" --file "$inside/database" "$DATABASE" </dev/null \
    || give_up "pg_dump failed; what it said stands above"
  compose exec -T --user postgres postgres tar --create --file - --directory "$inside" database </dev/null \
    | tar --extract --file - --directory "$archive" || give_up "the dump could not be copied out of the container"
  compose exec -T --user postgres postgres rm -rf "$inside" </dev/null
fi
schema=$(schema_version)
server=$(sql <<<'show server_version')
eval "exec $snapshot_in>&-"
wait "$snapshot_pid" || give_up "the session that kept the snapshot broke off"

# Configuration, with links followed. Files of the containers' users are read as root.
kept=()
for name in .env.production secrets certificates trusted nginx/conf monitoring/alertmanager.yml; do
  [ ! -e "$FOLDER/$name" ] || kept+=("$name")
done
if [ ${#kept[@]} -gt 0 ]; then
  if [ -z "$(cd "$FOLDER" && find "${kept[@]}" ! -readable 2>/dev/null)" ]; then
    tar --create --dereference --file - --directory "$FOLDER" "${kept[@]}"
  else
    as_root "tar -c -h -f - ${kept[*]}" </dev/null
  fi | tar --extract --no-same-owner --file - --directory "$archive/configuration" || give_up "the configuration could not be copied"
fi

artefacts=$(setting OEE_ARTEFACTS)
case $artefacts in
  s3://*)
    if has_store_client; then
      mkdir "$archive/artefacts"
      s3_copy "$artefacts" "$archive/artefacts" || give_up "the files of models in $artefacts could not be copied"
    else
      detail="without the files of models in $artefacts: neither aws nor mc is installed"
      warn "this backup is $detail"
    fi ;;
esac

cat >"$archive/STAMP" <<TEXT
application=$(setting OEE_VERSION unknown)
schema=$schema
postgres=$server
domain=$(setting OEE_DOMAIN)
taken=$(date -u +%Y-%m-%dT%H:%M:%SZ)
artefacts=${artefacts:-database}
TEXT
digests_of_folder "$archive" >"$archive/MANIFEST.sha256"
reason="the archive could not be written"
tar --create --file - --directory "$archive" . | store || exit 1
reason="it stopped before its end"
check_stored
if [ -z "$recipient" ]; then
  decrypt "$part" | digests_of_stream >"$WORK/read-back" || give_up "the archive cannot be opened again"
  grep -v ' \./MANIFEST.sha256$' "$WORK/read-back" | cmp -s - "$archive/MANIFEST.sha256" || give_up "the archive does not hold what was put into it"
fi
sha256=$(cat "$part.sum")
bytes=$(stat -c %s "$part")
keep "$BACKUPS/$file" "$sha256"

# Retention, whatever becomes of the upload. Before anything goes, the three that stay in any case are read whole.
limit=$(($(date +%s) - retention * 86400)) good=0
archives >"$WORK/all"
last=$(tail -n 1 "$WORK/all")
if [ "$(seconds_of "$last")" -lt "$limit" ]; then
  while read -r name; do
    if [ "$good" -lt 3 ]; then
      if (cd "$BACKUPS" && sha256sum --check --status "$name.sha256" 2>/dev/null); then
        good=$((good + 1))
      else
        warn "$name is not what it was when it was made; it does not count as a backup"
      fi
    elif [ "$(seconds_of "$name")" -lt "$limit" ]; then
      rm -f "$BACKUPS/$name" "$BACKUPS/$name.sha256"
      say "Removed $name, older than $retention days"
    fi
  done <"$WORK/all"
fi
prune_wal

send "$BACKUPS/$file" "$bytes"
printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$file" | write_file "$BACKUPS/last-success" 600
record "$file" "$bytes" "$sha256" stored "$detail"
say "Backup $BACKUPS/$file, $bytes bytes, tables at version $schema, after $((SECONDS - began)) s"
