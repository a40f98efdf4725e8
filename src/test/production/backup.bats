#!/usr/bin/env bats
# backup.sh against a real PostgreSQL, gpg and file system.
load helpers

setup_file() {
  FILE=$(mktemp -d /tmp/oee-backup.XXXXXX)
  export FILE
  start_postgres "$FILE/postgres"
  make_installation "$FILE/master"
  fill_database "$FILE/master"
}

teardown_file() {
  stop_postgres
  rm -rf "$FILE"
}

setup() {
  use_postgres
  FOLDER=$(mktemp -d "$FILE/oee.XXXXXX")
  cp -a "$FILE/master/." "$FOLDER/"
  unset BACKUP_S3_BUCKET BACKUP_RECIPIENT_FILE
}

teardown() { rm -rf "$FOLDER"; }

backup() { "$FOLDER/backup.sh" "$@"; }

newest() { find "$FOLDER/backups" -maxdepth 1 -name 'oee-*.tar.gpg' | sort | tail -n 1; }

open() {
  mkdir -p "$FOLDER/opened"
  gpg --batch --quiet --pinentry-mode loopback --passphrase-file "$FOLDER/secrets/backup_key" --decrypt "$(newest)" | tar -x -C "$FOLDER/opened"
}

# Nothing half done stays.
assert_clean() {
  [ -z "$(find "$FOLDER/backups" \( -name '*.part' -o -name '.work.*' -o -name '*.part.sum' \))" ]
}

@test "one archive holds database, rows' counts, configuration, secrets, certificates, stamp and manifest" {
  mkdir "$FOLDER/monitoring"
  echo 'route: {receiver: us}' >"$FOLDER/monitoring/alertmanager.yml"
  run backup
  echo "$output"
  [ "$status" = 0 ]
  open
  cd "$FOLDER/opened"
  sha256sum --check --quiet MANIFEST.sha256
  [ -f database/toc.dat ]
  for name in .env.production secrets/SECRET_KEY secrets/backup_key certificates/fullchain.pem nginx/conf/instances.conf nginx/conf/limits.conf monitoring/alertmanager.yml; do
    cmp "configuration/$name" "$FOLDER/$name"
  done
  grep -x 'schema=0028' STAMP
  grep -x 'application=0.1.0' STAMP
  grep -P '^production.event\t6000$' counts.tsv
  refute grep -E 'event_2026|flyway' counts.tsv
  LC_ALL=C sort --check counts.tsv
  assert_clean
}

@test "only its owner may read the archive, and the digest beside it is right" {
  backup
  [ "$(stat -c %a "$(newest)")" = 600 ]
  cd "$FOLDER/backups"
  sha256sum --check "$(basename "$(newest)").sha256"
  [[ $(cat last-success) == *"$(basename "$(newest)")" ]]
}

@test "the database keeps a row of it with name, bytes and digest" {
  backup
  name=$(basename "$(newest)")
  row=$(query oee_analytics "select outcome, bytes, sha256 from ops.backup where file = '$name'")
  [ "$row" = "stored|$(stat -c %s "$(newest)")|$(cut -c 1-64 "$(newest).sha256")" ]
}

@test "nothing in the archive can be read without the key, and the key is on no command line" {
  mkdir "$FOLDER/bin"
  printf '#!/bin/sh\necho "$@" >>%s/arguments\nexec %s "$@"\n' "$FOLDER" "$(command -v gpg)" >"$FOLDER/bin/gpg"
  chmod +x "$FOLDER/bin/gpg"
  PATH=$FOLDER/bin:$PATH run backup
  [ "$status" = 0 ]
  refute grep -F a-key-of-the-tests "$FOLDER/arguments"
  [[ $output != *a-key-of-the-tests* ]]
  [[ $output != *app-password* ]]
  refute grep -aF PRESS-7 "$(newest)"
  refute grep -aF sign-with-this "$(newest)"
}

@test "rows stored while it runs are in neither the counts nor the dump: both are of one snapshot" {
  # pg_dump of the test stores a row after the snapshot was taken and before the dump begins.
  mkdir "$FOLDER/bin"
  for tool in "$PG_BIN"/*; do ln -s "$tool" "$FOLDER/bin/"; done
  rm "$FOLDER/bin/pg_dump"
  cat >"$FOLDER/bin/pg_dump" <<TEXT
#!/bin/sh
"$PG_BIN/psql" -Xq -h 127.0.0.1 -p $PG_PORT -U postgres -d oee_analytics -c "insert into production.line values (777, 'LATE')"
exec "$PG_BIN/pg_dump" "\$@"
TEXT
  chmod +x "$FOLDER/bin/pg_dump"
  OEE_POSTGRES_BIN=$FOLDER/bin backup
  [ "$(query oee_analytics "select count(*) from production.line")" = 21 ]
  query oee_analytics "delete from production.line where id = 777"
  open
  grep -P '^production.line\t20$' "$FOLDER/opened/counts.tsv"
  "$PG_BIN/pg_restore" -f "$FOLDER/lines.sql" -t line "$FOLDER/opened/database"
  grep PRESS-7 "$FOLDER/lines.sql"
  refute grep LATE "$FOLDER/lines.sql"
}

@test "for a recipient's public key it is encrypted so that only the private key opens it" {
  export GNUPGHOME=$FOLDER/keys
  mkdir -m 700 "$GNUPGHOME"
  gpg --batch --quiet --pinentry-mode loopback --passphrase '' --quick-generate-key 'backups@oee.test' default default never 2>/dev/null
  gpg --armor --export >"$FOLDER/public.asc"
  BACKUP_RECIPIENT_FILE=$FOLDER/public.asc backup
  run gpg --batch --quiet --pinentry-mode loopback --passphrase-file "$FOLDER/secrets/backup_key" --decrypt --output /dev/null "$(newest)"
  [ "$status" = 0 ]
  GNUPGHOME=$(mktemp -d "$FOLDER/other.XXXX") run gpg --batch --quiet --pinentry-mode loopback --passphrase-file "$FOLDER/secrets/backup_key" --decrypt --output /dev/null "$(newest)"
  [ "$status" != 0 ]
  gpgconf --kill gpg-agent
}

@test "two at once: the second says so and makes nothing" {
  exec 7>"$FOLDER/backups/.lock"
  flock 7
  run backup 7>&-
  [ "$status" = 1 ]
  [[ $output == *"another backup or restore is under way"* ]]
  [ -z "$(newest)" ]
  exec 7>&-
  run backup
  [ "$status" = 0 ]
}

@test "when the database is away it fails, says so and leaves nothing" {
  OEE_POSTGRES_PORT=1 run backup
  [ "$status" = 1 ]
  [[ $output == *"the database does not answer"* ]]
  [ -z "$(newest)" ]
  assert_clean
}

@test "when the dump breaks off it fails, keeps no archive and leaves a row that says so" {
  mkdir "$FOLDER/bin"
  for tool in "$PG_BIN"/*; do ln -s "$tool" "$FOLDER/bin/"; done
  rm "$FOLDER/bin/pg_dump"
  printf '#!/bin/sh\necho "pg_dump: error: broken" >&2\nexit 1\n' >"$FOLDER/bin/pg_dump"
  chmod +x "$FOLDER/bin/pg_dump"
  OEE_POSTGRES_BIN=$FOLDER/bin run backup
  [ "$status" = 1 ]
  [[ $output == *"pg_dump failed"* ]]
  [ -z "$(newest)" ]
  [ ! -f "$FOLDER/backups/last-success" ]
  assert_clean
  [ "$(query oee_analytics "select outcome || ': ' || detail from ops.backup order by id desc limit 1")" = "failed: pg_dump failed; what it said stands above" ]
}

@test "a full disk: it fails, no half archive keeps the name, and the one before stays" {
  [ "$(id -u)" = 0 ] && mkdir "$FOLDER/small" && mount -t tmpfs -o size=240k tmpfs "$FOLDER/small" 2>/dev/null || skip "NOT TESTED: a small file system needs root"
  backup
  cp "$(newest)"* "$FOLDER/small/" 2>/dev/null || true
  before=$(ls "$FOLDER/small")
  OEE_BACKUPS=$FOLDER/small run backup
  after=$(ls "$FOLDER/small")
  left=$(find "$FOLDER/small" \( -name '*.part' -o -name '.work.*' \))
  umount "$FOLDER/small"
  echo "$output"
  [ "$status" = 1 ]
  [ "$after" = "$before" ]
  [ -z "$left" ]
  [[ $output == *"No space left"* ]]
}

@test "killed in the middle: no archive by the final name, and the next run tidies up and succeeds" {
  mkdir "$FOLDER/bin"
  for tool in "$PG_BIN"/*; do ln -s "$tool" "$FOLDER/bin/"; done
  rm "$FOLDER/bin/pg_dump"
  printf '#!/bin/sh\ntouch %s/dumping\nsleep 30\n' "$FOLDER" >"$FOLDER/bin/pg_dump"
  chmod +x "$FOLDER/bin/pg_dump"
  OEE_POSTGRES_BIN=$FOLDER/bin setsid "$FOLDER/backup.sh" >/dev/null 2>&1 3>&- &
  group=$!
  for _ in $(seq 100); do [ ! -f "$FOLDER/dumping" ] || break; sleep 0.1; done
  kill -KILL -- "-$group"
  wait "$group" || true
  [ -n "$(find "$FOLDER/backups" -name '.work.*')" ]
  [ -z "$(newest)" ]
  run backup
  echo "$output"
  [ "$status" = 0 ]
  assert_clean
}

# As if made so many days ago: the archive under an older name, with its digest.
aged() {
  local days=$1 name
  name=oee-$(date -u -d "$days days ago" +%Y%m%d)-020000.tar.gpg
  printf 'archive of %s' "$days" >"$FOLDER/backups/$name"
  (cd "$FOLDER/backups" && sha256sum "$name" >"$name.sha256")
}

@test "retention removes what is older than its days" {
  for days in 10 20 29 31 40; do aged "$days"; done
  run backup
  [ "$status" = 0 ]
  [ "$(find "$FOLDER/backups" -name 'oee-*.tar.gpg' | wc -l)" = 4 ]
  [ "$(find "$FOLDER/backups" -name 'oee-*.sha256' | wc -l)" = 4 ]
}

@test "the newest three good ones stay however old they are, and a damaged one does not count" {
  for days in 50 60 70 80 90; do aged "$days"; done
  printf x >>"$FOLDER/backups/oee-$(date -u -d '50 days ago' +%Y%m%d)-020000.tar.gpg"
  run backup --retention-days 7
  [ "$status" = 0 ]
  [[ $output == *"it does not count as a backup"* ]]
  [ -f "$FOLDER/backups/oee-$(date -u -d '60 days ago' +%Y%m%d)-020000.tar.gpg" ]
  [ -f "$FOLDER/backups/oee-$(date -u -d '70 days ago' +%Y%m%d)-020000.tar.gpg" ]
  [ ! -f "$FOLDER/backups/oee-$(date -u -d '80 days ago' +%Y%m%d)-020000.tar.gpg" ]
}

@test "--check ends with 1 when there is none, or the newest is older than 26 hours" {
  run backup --check
  [ "$status" = 1 ]
  aged 3
  run backup --check
  [ "$status" = 1 ]
  [[ $output == *"hours old"* ]]
  backup
  run backup --check
  [ "$status" = 0 ]
}

store_stub() {
  mkdir -p "$FOLDER/bin" "$FOLDER/store"
  cat >"$FOLDER/bin/aws" <<TEXT
#!/usr/bin/env bash
echo "\$*" >>"$FOLDER/aws-calls"
[ "\$AWS_SECRET_ACCESS_KEY" = secret-of-the-store ] || exit 3
case "\$*" in
  "s3 cp"*) [ ! -f "$FOLDER/refuse" ] || exit 1; cp "\$4" "$FOLDER/store/\$(basename "\$5")" ;;
  *head-object*) stat -c %s "$FOLDER/store/\$(basename "\$6")" ;;
  "s3 sync"*) mkdir -p "\$5"; echo model >"\$5/model.bin" ;;
esac
TEXT
  chmod +x "$FOLDER/bin/aws"
  printf 'secret-of-the-store' >"$FOLDER/secrets/AWS_SECRET_ACCESS_KEY"
  export BACKUP_S3_BUCKET=plant-backups PATH=$FOLDER/bin:$PATH
}

@test "with a bucket it is uploaded, its size there is compared, and the secret is no argument" {
  store_stub
  run backup
  echo "$output"
  [ "$status" = 0 ]
  cmp "$(newest)" "$FOLDER/store/$(basename "$(newest)")"
  [ -f "$FOLDER/store/$(basename "$(newest)").sha256" ]
  refute grep secret-of-the-store "$FOLDER/aws-calls"
}

@test "an upload that fails ends with 1 and a row that says so; the archive stays here" {
  store_stub
  touch "$FOLDER/refuse"
  run backup
  [ "$status" = 1 ]
  [ -f "$(newest)" ]
  [ ! -f "$FOLDER/backups/last-success" ]
  [[ $(query oee_analytics "select outcome || detail from ops.backup order by id desc limit 1") == "failedthe upload to plant-backups failed"* ]]
  run backup --no-upload
  [ "$status" = 0 ]
}

@test "models' files in a store are taken along, or it is said that they are not" {
  store_stub
  unset BACKUP_S3_BUCKET
  OEE_ARTEFACTS=s3://models/oee backup
  open
  [ "$(cat "$FOLDER/opened/artefacts/model.bin")" = model ]
  programs "$FOLDER/programs"
  sleep 1
  OEE_ARTEFACTS=s3://models/oee PATH=$FOLDER/programs run backup
  [ "$status" = 0 ]
  [[ $output == *"without the files of models in s3://models/oee"* ]]
}

@test "a base backup can be opened again and names the WAL it starts from; two are kept" {
  for _ in 1 2 3; do
    run backup --base
    echo "$output"
    [ "$status" = 0 ]
    sleep 1
  done
  [ "$(find "$FOLDER/backups/base" -name 'base-*.tar.gpg' | wc -l)" = 2 ]
  for start in "$FOLDER"/backups/base/*.start; do [[ $(cat "$start") =~ ^[0-9A-F]{24}$ ]]; done
  # WAL from before the older one is gone from the archive.
  nothing_before "$(cat "$FOLDER"/backups/base/*.start | sort | head -n 1)"
  assert_clean
}

# Segments of the archive from before this one.
nothing_before() {
  local segment
  for segment in "$PG_BASE"/wal/*; do
    segment=${segment##*/}
    [[ ! ${segment%.gz} =~ ^[0-9A-F]{24}$ ]] || [[ ! ${segment%.gz} < $1 ]] || { echo "$segment is still there"; return 1; }
  done
}

archived() { [ "$(query postgres "select last_archived_wal >= '$1' from pg_stat_archiver")" = t ]; }

# Ends a piece of the log, begins another, and waits until the first is archived; prints its name.
switch_wal() {
  local segment
  query postgres "set client_min_messages = warning; create table if not exists moved (at timestamptz)"
  segment=$(query postgres "select pg_walfile_name(pg_switch_wal())")
  query postgres "insert into moved values (now())"
  for _ in $(seq 100); do ! archived "$segment" || break; sleep 0.1; done
  echo "$segment"
}

@test "archived WAL is compressed, opens to what was written, and is not written twice" {
  segment=$(switch_wal)
  [ -f "$PG_BASE/wal/$segment.gz" ]
  [ "$(gzip -dc "$PG_BASE/wal/$segment.gz" | wc -c)" = 1048576 ]
  [ "$(stat -c %s "$PG_BASE/wal/$segment.gz")" -lt 524288 ]
  # As after a crash: the same again is well, another of the same name is not.
  command=$(archive_command "$PG_BASE/wal")
  gzip -dc "$PG_BASE/wal/$segment.gz" >"$FOLDER/segment"
  bash -c "cd '$FOLDER' && $(sed "s/%f/$segment/g; s|%p|segment|g" <<<"$command")"
  echo other >"$FOLDER/segment"
  refute bash -c "cd '$FOLDER' && $(sed "s/%f/$segment/g; s|%p|segment|g" <<<"$command")"
  [ "$(gzip -dc "$PG_BASE/wal/$segment.gz" | wc -c)" = 1048576 ]
}

@test "every night WAL goes that no base backup needs, and none without a base backup" {
  first=$(switch_wal)
  run backup
  [ "$status" = 0 ]
  [ -f "$PG_BASE/wal/$first.gz" ]
  backup --base
  second=$(switch_wal)
  third=$(switch_wal)
  # As if an upload had kept the weekly run from removing it, and a later base were the oldest.
  start=$(echo "$FOLDER"/backups/base/*.start)
  echo "$third" >"$start"
  run backup
  echo "$output"
  [ "$status" = 0 ]
  [ ! -e "$PG_BASE/wal/$first.gz" ]
  [ ! -e "$PG_BASE/wal/$second.gz" ]
  [ -f "$PG_BASE/wal/$third.gz" ]
  nothing_before "$third"
}

@test "a base backup for a recipient's public key lets WAL from before it go as well" {
  export GNUPGHOME=$FOLDER/keys
  mkdir -m 700 "$GNUPGHOME"
  gpg --batch --quiet --pinentry-mode loopback --passphrase '' --quick-generate-key 'backups@oee.test' default default never 2>/dev/null
  gpg --armor --export >"$FOLDER/public.asc"
  gpgconf --kill gpg-agent
  first=$(switch_wal)
  BACKUP_RECIPIENT_FILE=$FOLDER/public.asc run backup --base
  echo "$output"
  [ "$status" = 0 ]
  [ ! -e "$PG_BASE/wal/$first.gz" ]
}

@test "an upload that fails keeps nothing from being tidied up" {
  store_stub
  touch "$FOLDER/refuse"
  for days in 10 20 29 31 40; do aged "$days"; done
  first=$(switch_wal)
  backup --base --no-upload
  run backup
  [ "$status" = 1 ]
  [[ $output == *"the upload to plant-backups failed"* ]]
  [ "$(find "$FOLDER/backups" -maxdepth 1 -name 'oee-*.tar.gpg' | wc -l)" = 4 ]
  first=$(switch_wal)
  sleep 1
  backup --base --no-upload
  sleep 1
  run backup --base
  [ "$status" = 1 ]
  [ "$(find "$FOLDER/backups/base" -name 'base-*.tar.gpg' | wc -l)" = 2 ]
  [ ! -e "$PG_BASE/wal/$first.gz" ]
}

@test "a base backup that fails leaves a row that says so" {
  mkdir "$FOLDER/bin"
  for tool in "$PG_BIN"/*; do ln -s "$tool" "$FOLDER/bin/"; done
  rm "$FOLDER/bin/pg_basebackup"
  printf '#!/bin/sh\necho "half of it"\nexit 1\n' >"$FOLDER/bin/pg_basebackup"
  chmod +x "$FOLDER/bin/pg_basebackup"
  OEE_POSTGRES_BIN=$FOLDER/bin run backup --base
  [ "$status" = 1 ]
  [[ $(query oee_analytics "select outcome || ' ' || file from ops.backup order by id desc limit 1") == "failed base-"* ]]
  assert_clean
  [ -z "$(ls "$FOLDER/backups/base")" ]
}

@test "--check counts only what was uploaded, where there is a bucket" {
  store_stub
  touch "$FOLDER/refuse"
  run backup
  [ "$status" = 1 ]
  run backup --check
  [ "$status" = 1 ]
  [[ $output == *"there is no backup"* ]]
  echo "2026 oee-$(date -u -d '30 hours ago' +%Y%m%d-%H%M%S).tar.gpg" >"$FOLDER/backups/last-success"
  run backup --check
  [ "$status" = 1 ]
  [[ $output == *"is 30 hours old"* ]]
  rm "$FOLDER/refuse"
  sleep 1
  backup
  run backup --check
  [ "$status" = 0 ]
}

@test "--check --base ends with 1 when there is no base backup, or the newest is older than 8 days" {
  run backup --check --base
  [ "$status" = 1 ]
  [[ $output == *"there is no base backup"* ]]
  mkdir "$FOLDER/backups/base"
  touch "$FOLDER/backups/base/base-$(date -u -d '9 days ago' +%Y%m%d-%H%M%S).tar.gpg"
  run backup --check --base
  [ "$status" = 1 ]
  [[ $output == *"hours old"* ]]
  touch "$FOLDER/backups/base/base-$(date -u -d '7 days ago' +%Y%m%d-%H%M%S).tar.gpg"
  run backup --check --base
  [ "$status" = 0 ]
}

@test "without a key it says how to make one; an option it does not know is refused" {
  rm "$FOLDER/secrets/backup_key"
  run backup
  [ "$status" = 1 ]
  [[ $output == *"openssl rand"* ]]
  run backup --fast
  [ "$status" = 1 ]
  [[ $output == *"does not know '--fast'"* ]]
}
