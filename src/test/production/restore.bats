#!/usr/bin/env bats
# restore.sh against a real PostgreSQL: what was backed up comes back, and nothing else is let in.
load helpers

setup_file() {
  FILE=$(mktemp -d /tmp/oee-restore.XXXXXX)
  export FILE
  start_postgres "$FILE/postgres"
  make_installation "$FILE/master"
  fill_database "$FILE/master"
  "$FILE/master/backup.sh" >/dev/null
  ARCHIVE=$(find "$FILE/master/backups" -name 'oee-*.tar.gpg')
  export ARCHIVE
  contents oee_analytics >"$FILE/contents"
}

teardown_file() {
  stop_postgres
  rm -rf "$FILE"
}

setup() {
  use_postgres
  FOLDER=$(mktemp -d "$FILE/oee.XXXXXX")
  export STUB=$FOLDER/stub OEE_RUN=$STUBS/application
  mkdir -p "$STUB"
  cp -a "$FILE/master/." "$FOLDER/"
  rm -rf "$FOLDER/backups"
}

teardown() { rm -rf "$FOLDER"; }

restore() { "$FOLDER/restore.sh" "$@"; }

# A host with the project's files and nothing else: no settings, no secrets, no roles, no database.
empty_host() {
  rm -rf "$FOLDER"/{.env.production,secrets,certificates,backups}
  cp -r "$PROJECT_ROOT/nginx" "$FOLDER/"
  query postgres "drop database if exists oee_analytics with (force)"
  query postgres "drop role if exists oee_owner"
  query postgres "drop role if exists oee_app"
  query postgres "drop role if exists oee_read"
  printf 'a-key-of-the-tests' >"$FOLDER/kept-key"
}

leave_as_it_was() {
  contents oee_analytics >"$FOLDER/after"
  diff "$FILE/contents" "$FOLDER/after"
}

@test "into an empty host by one command: settings, secrets, roles, database, all equal by content" {
  empty_host
  run restore --key "$FOLDER/kept-key" --yes "$ARCHIVE"
  echo "$output"
  [ "$status" = 0 ]
  leave_as_it_was
  for name in .env.production secrets/SECRET_KEY secrets/DATABASE_PASSWORD secrets/backup_key certificates/fullchain.pem nginx/conf/instances.conf; do
    cmp "$FOLDER/$name" "$FILE/master/$name"
  done
  grep -q 'server_name oee.test;' "$FOLDER/nginx/conf/server_name.conf"
  cmp "$FOLDER/nginx/conf/maps.conf" "$PROJECT_ROOT/nginx/conf/maps.conf"
  [ "$(stat -c %a "$FOLDER/secrets/SECRET_KEY")" = 600 ]
  [ "$(as_role oee_app app-password "select count(*) from production.event")" = 6000 ]
  run as_role oee_app app-password "drop table production.line"
  [ "$status" != 0 ]
}

@test "it says how long each step took, and has the application check itself against the counts" {
  empty_host
  run restore --key "$FOLDER/kept-key" --yes "$ARCHIVE"
  for step in 'archive opened' 'manifest: ' 'configuration: ' roles 'database restored' 'rows: 4 tables as in the backup' checked; do
    grep -E "^ +[0-9]+ s  $step" <<<"$output"
  done
  grep -E '^application self-check --counts /' "$STUB/calls"
  grep -P '^production.event\t6000$' "$STUB/counts-seen"
}

@test "a self-check that fails ends it with 1" {
  empty_host
  echo 'FAIL figures: 3 of 40 shifts differ; count them again' >"$STUB/fails.self-check"
  run restore --key "$FOLDER/kept-key" --yes "$ARCHIVE"
  [ "$status" = 1 ]
  [[ $output == *"FAIL figures"* ]]
  rm "$STUB/fails.self-check"
}

@test "a database that has rows is refused without --replace, and left as it is" {
  run restore --yes "$ARCHIVE"
  [ "$status" = 1 ]
  [[ $output == *"has rows; nothing was changed"* ]]
  leave_as_it_was
}

@test "--replace asks for the domain: another word changes nothing, the domain replaces" {
  query oee_analytics "insert into production.line values (500, 'NEW')"
  run restore --replace --yes "$ARCHIVE" <<<"yes"
  [ "$status" = 1 ]
  [[ $output == *"not confirmed"* ]]
  [ "$(query oee_analytics "select count(*) from production.line")" = 21 ]
  run restore --replace --yes "$ARCHIVE" <<<"oee.test"
  echo "$output"
  [ "$status" = 0 ]
  leave_as_it_was
  [ "$(query postgres "select count(*) from pg_database where datname like 'oee_analytics%'")" = 1 ]
}

@test "--replace works while the application is connected, and --keep-old keeps what was there" {
  query oee_analytics "insert into production.line values (501, 'NEWER')"
  PGPASSWORD=app-password "$PG_BIN/psql" -Xq -h 127.0.0.1 -p "$PG_PORT" -U oee_app -d oee_analytics -c 'select pg_sleep(60)' >/dev/null 2>&1 3>&- &
  session=$!
  run restore --replace --keep-old --database-only "$ARCHIVE" <<<"oee.test"
  wait "$session" || true
  echo "$output"
  [ "$status" = 0 ]
  leave_as_it_was
  old=$(query postgres "select datname from pg_database where datname like 'oee_analytics_before_%'")
  [[ $output == *"$old"* ]]
  [ "$(query "$old" "select name from production.line where id = 501")" = NEWER ]
  query postgres "drop database $old"
}

@test "settings here that differ are named and refused; with --replace the backup's win and the others are kept beside" {
  empty_host
  mkdir -p "$FOLDER/secrets"
  printf 'another-secret' >"$FOLDER/secrets/SECRET_KEY"
  run restore --key "$FOLDER/kept-key" --yes "$ARCHIVE"
  [ "$status" = 1 ]
  [[ $output == *"secrets/SECRET_KEY"*"nothing was changed"* ]]
  [ ! -e "$FOLDER/.env.production" ]
  run restore --key "$FOLDER/kept-key" --yes --replace "$ARCHIVE"
  echo "$output"
  [ "$status" = 0 ]
  [ "$(cat "$FOLDER/secrets/SECRET_KEY")" = sign-with-this ]
  [ "$(cat "$FOLDER"/secrets/SECRET_KEY.before-*)" = another-secret ]
  leave_as_it_was
}

refused() {
  local archive=$1 words=$2
  run restore --replace --yes "$archive" <<<"oee.test"
  echo "$output"
  [ "$status" = 1 ]
  [[ $output == *"$words"* ]]
  leave_as_it_was
  [ -z "$(find "$FOLDER/backups" -name '.work.*')" ]
}

@test "an archive with one changed byte is refused, also without the digest beside it" {
  cp "$ARCHIVE" "$FOLDER/oee-20260101-000000.tar.gpg"
  printf X | dd of="$FOLDER/oee-20260101-000000.tar.gpg" bs=1 seek=30000 conv=notrunc status=none
  refused "$FOLDER/oee-20260101-000000.tar.gpg" "is damaged"
  cp "$ARCHIVE.sha256" "$FOLDER/oee-20260101-000000.tar.gpg.sha256"
  refused "$FOLDER/oee-20260101-000000.tar.gpg" "its digest differs"
}

@test "half an archive is refused" {
  head -c 40000 "$ARCHIVE" >"$FOLDER/half.tar.gpg"
  refused "$FOLDER/half.tar.gpg" "only a part of it is there"
}

@test "a wrong key is called a wrong key" {
  printf 'not-the-key' >"$FOLDER/secrets/backup_key"
  refused "$ARCHIVE" "this key does not open"
}

@test "a file in it that is not as in the manifest is refused, though the key is right" {
  mkdir "$FOLDER/in"
  gpg --batch --quiet --pinentry-mode loopback --passphrase-file "$FOLDER/secrets/backup_key" --decrypt "$ARCHIVE" | tar -x -C "$FOLDER/in"
  echo changed >>"$FOLDER/in/configuration/secrets/SECRET_KEY"
  tar -c -C "$FOLDER/in" . | gpg --batch --quiet --pinentry-mode loopback --passphrase-file "$FOLDER/secrets/backup_key" --symmetric -o "$FOLDER/changed.tar.gpg"
  refused "$FOLDER/changed.tar.gpg" "not hold what its manifest says"
}

@test "rows fewer than in the backup: the restored database does not take the place of the other" {
  mkdir "$FOLDER/in"
  gpg --batch --quiet --pinentry-mode loopback --passphrase-file "$FOLDER/secrets/backup_key" --decrypt "$ARCHIVE" | tar -x -C "$FOLDER/in"
  sed -i 's/^production.event\t6000$/production.event\t6001/' "$FOLDER/in/counts.tsv"
  (cd "$FOLDER/in" && find . -type f ! -name MANIFEST.sha256 -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | LC_ALL=C sort -k 2 >MANIFEST.sha256)
  tar -c -C "$FOLDER/in" . | gpg --batch --quiet --pinentry-mode loopback --passphrase-file "$FOLDER/secrets/backup_key" --symmetric -o "$FOLDER/changed.tar.gpg"
  refused "$FOLDER/changed.tar.gpg" "not those of the backup"
  [ "$(query postgres "select count(*) from pg_database where datname like 'oee_analytics%'")" = 1 ]
}

@test "two at once: the second says so" {
  mkdir -p "$FOLDER/backups"
  exec 7>"$FOLDER/backups/.lock"
  flock 7
  run restore --yes "$ARCHIVE" 7>&-
  exec 7>&-
  [ "$status" = 1 ]
  [[ $output == *"another backup or restore is under way"* ]]
}

@test "an archive for a recipient comes back with the private key" {
  export GNUPGHOME=$FOLDER/keys
  mkdir -m 700 "$GNUPGHOME"
  gpg --batch --quiet --pinentry-mode loopback --passphrase '' --quick-generate-key 'backups@oee.test' default default never 2>/dev/null
  gpg --armor --export >"$FOLDER/public.asc"
  gpg --armor --export-secret-keys >"$FOLDER/private.asc"
  BACKUP_RECIPIENT_FILE=$FOLDER/public.asc "$FOLDER/backup.sh"
  gpgconf --kill gpg-agent
  unset GNUPGHOME
  rm -f "$FOLDER/secrets/backup_key"
  OEE_BACKUP_PRIVATE_KEY=$FOLDER/private.asc run restore --replace --yes "$(find "$FOLDER/backups" -name 'oee-*.gpg')" <<<"oee.test"
  echo "$output"
  [ "$status" = 0 ]
}

@test "a point in time: a dropped table is back, and what came after it is not" {
  "$FOLDER/backup.sh" --base
  query oee_analytics "insert into production.line values (600, 'BEFORE THE DROP')"
  sleep 1.2
  moment=$(query postgres "select now()")
  sleep 1.2
  query oee_analytics "drop table production.event"
  query oee_analytics "insert into production.line values (601, 'AFTER THE DROP')"
  run restore --yes --to-time "$moment"
  echo "$output"
  [ "$status" = 0 ]
  [ "$(query oee_analytics "select count(*) from production.event")" = 6000 ]
  [ "$(query oee_analytics "select string_agg(name, ',') from production.line where id >= 600")" = "BEFORE THE DROP" ]
  query oee_analytics "delete from production.line where id = 600"
  leave_as_it_was
  # Out of the archive, where it lies compressed.
  grep -q 'restored log file "0' "$PG_BASE/data/recovery.log"
  # Open for writing, with nothing of the recovery left, and the data from before kept.
  [ "$(query postgres "select pg_is_in_recovery()")" = f ]
  [ -f "$PG_BASE/data/postgresql.auto.conf" ]
  refute grep -E 'recovery_target|restore_command' "$PG_BASE/data/postgresql.auto.conf"
  kept=$(find "$PG_BASE" -maxdepth 1 -name 'data.before-*')
  [ -f "$kept/PG_VERSION" ]
  rm -rf "$kept"
}

@test "a point in time after which no WAL is there: the database comes back as it was" {
  "$FOLDER/backup.sh" --base
  query oee_analytics "insert into production.line values (602, 'KEPT')"
  # No transaction ended after this moment, so a recovery never gets there.
  sleep 1.2
  future=$(query postgres "select now()")
  OEE_WAIT_SECONDS=20 OEE_WAL_FOLDER=$FOLDER/nothing run restore --yes --to-time "$future"
  echo "$output"
  [ "$status" = 1 ]
  [[ $output == *"the database is as it was"* ]]
  [ "$(query oee_analytics "select name from production.line where id = 602")" = KEPT ]
  query oee_analytics "delete from production.line where id = 602"
  rm -rf "$PG_BASE"/data.before-*
}

@test "a moment that is none, one to come, or one before every base backup is refused" {
  run restore --yes --to-time 'last Whitsun eve'
  [ "$status" = 1 ]
  [[ $output == *"is no moment"* ]]
  run restore --yes --to-time '2199-01-01 00:00:00+00'
  [[ $output == *"has not come yet"* ]]
  run restore --yes --to-time '2001-01-01 00:00:00+00'
  [[ $output == *"no base backup from before"* ]]
  run restore --yes --to-time latest "$ARCHIVE"
  [ "$status" = 1 ]
  [[ $output == *"is no base backup"* ]]
  leave_as_it_was
}

@test "without an archive, or one that is not there, it says what there is" {
  run restore --yes
  [ "$status" = 1 ]
  run restore --yes "$FOLDER/none.tar.gpg"
  [[ $output == *"cannot be read"* ]]
}
