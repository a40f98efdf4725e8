#!/usr/bin/env bats
# deploy.sh --upgrade on a host of stubs: forward, and back by itself when something is not well.
load helpers
load deploy_helpers

setup() { make_host; }

upgrade() { deploy --upgrade --version 0.2.0 "$@"; }

installed() {
  echo 0027 >"$STUB/schema"
  echo 0027 >"$STUB/schema-of-backup"
  recorded_backup
  deploy --domain oee.test
  : >"$STUB/calls"
  : >"$STUB/recreated"
  echo 2 >"$STUB/built"
}

@test "an upgrade: backup, image, tables, then one instance after the other out of the pool and back" {
  installed
  echo 0028 >"$STUB/schema-of-0.2.0"
  run upgrade
  echo "$output"
  [ "$status" = 0 ]
  [[ $output == *"went from 0.1.0 to 0.2.0 (tables: 0027 to 0028)"* ]]
  [ "$(awk '{ print $1 }' "$STUB/recreated" | tr '\n' ' ')" = "worker app1 app2 " ]
  # While app1 was replaced it only stood in for others, and app2 was asked first.
  awk '/^upstream pool/,/^}/' "$STUB/pool-while-app1" >"$STUB/pool"
  grep 'server app1' "$STUB/pool" | grep -q ' backup;$'
  grep -q 'server app2' "$STUB/pool"
  refute grep -q 'server app2.* backup;$' "$STUB/pool"
  cmp "$FOLDER/nginx/conf/instances.conf" "$PROJECT_ROOT/nginx/conf/instances.conf"
  # The old image stays.
  [ -f "$STUB/images/oee-analytics:0.1.0" ]
  order=$(grep -nE -o '^backup|docker build|T migrate|no-deps( --[a-z]+)* worker$|--no-deps app1$|--no-deps app2$|smoke' "$STUB/calls" | sed 's/^[0-9]*://' | tr '\n' ' ')
  [ "$order" = "backup docker build T migrate --no-deps app1 --no-deps app2 smoke " ] || [[ $order == "backup docker build T migrate "*"worker --no-deps app1 --no-deps app2 smoke " ]]
}

@test "without a backup no upgrade: nothing was changed" {
  installed
  touch "$STUB/backup-fails"
  run upgrade
  [ "$status" = 1 ]
  [[ $output == *"no upgrade without a backup"* ]]
  refute calls 'docker build|migrate| up '
}

back_again() {
  [ "$status" = 1 ]
  [[ $output == *"0.1.0 runs again as before"* ]]
  grep -qx OEE_VERSION=0.1.0 "$FOLDER/.env.production"
  for name in app1 app2 worker; do [ "$(cat "$STUB/containers/$name")" = "$name.oee-analytics:0.1.0-1" ]; done
  cmp "$FOLDER/nginx/conf/instances.conf" "$PROJECT_ROOT/nginx/conf/instances.conf"
}

@test "an instance of the new version that is not healthy: back to the old one, the database left alone" {
  installed
  echo app2@0.2.0 >"$STUB/unhealthy"
  run upgrade
  echo "$output"
  back_again
  refute calls '^restore'
}

@test "a sample event that fails after the tables changed: image and database go back" {
  installed
  echo 0028 >"$STUB/schema-of-0.2.0"
  echo 0.2.0 >"$STUB/smoke-fails-in"
  run upgrade
  echo "$output"
  back_again
  calls '^restore .*--replace --keep-old --database-only --no-start .*oee-20260101-000000.tar.gpg typed oee.test'
  calls 'compose.* stop app1'
  [ "$(cat "$STUB/schema")" = 0027 ]
}

@test "a migration that fails half way: image and database go back" {
  installed
  echo 'T migrate' >"$STUB/fail"
  run upgrade
  back_again
}

@test "an image that cannot be built: the old one goes on" {
  installed
  echo 'docker build' >"$STUB/fail"
  run upgrade
  back_again
  refute calls 'migrate'
}

@test "under the same tag as well the old image comes back" {
  installed
  echo 0.1.0 >"$STUB/smoke-fails-in"
  run deploy --upgrade
  echo "$output"
  back_again
}

@test "an interrupted upgrade can be run again" {
  installed
  echo 'no-deps app2' >"$STUB/fail"
  run upgrade
  [ "$status" = 1 ]
  rm "$STUB/fail"
  run upgrade
  [ "$status" = 0 ]
  [ "$(cat "$STUB/containers/app2")" = "app2.oee-analytics:0.2.0-2" ]
}

@test "nothing installed, nothing to upgrade" {
  run upgrade
  [ "$status" = 1 ]
  [[ $output == *"nothing is installed"* ]]
}

# --- killed in the middle

# Until a file holds a line, or for ten seconds.
await() {
  for _ in $(seq 200); do
    ! grep -qE "$2" "$1" 2>/dev/null || return 0
    sleep 0.05
  done
  return 1
}

# An upgrade that dies, with all it started, while app2 starts: the tables and half of the containers are new.
killed() {
  echo 0028 >"$STUB/schema-of-0.2.0"
  echo app2@0.2.0 >"$STUB/unhealthy"
  : >"$STUB/recreated"
  OEE_WAIT_SECONDS=60 setsid "$RELEASE/deploy.sh" --unattended --upgrade --version 0.2.0 "$@" >/dev/null 2>&1 3>&- &
  group=$!
  await "$STUB/recreated" '^app2 '
  kill -KILL -- "-$group"
  wait "$group" || true
  grep -qx OEE_VERSION=0.2.0 "$FOLDER/.env.production"
  [ "$(cat "$STUB/schema")" = 0028 ]
}

@test "killed half-way and run again, it still knows the way back: version, image, tables, and the backup from before" {
  installed
  killed
  run upgrade
  echo "$output"
  back_again
  [ "$(cat "$STUB/schema")" = 0027 ]
  calls '^restore .*oee-20260101-000000.tar.gpg typed oee.test'
  [ "$(cat "$STUB/images/oee-analytics:before-upgrade")" = oee-analytics:0.1.0-1 ]
  [ ! -e "$FOLDER/.upgrade" ]
}

@test "killed half-way and run again, it comes to its end" {
  installed
  killed
  rm "$STUB/unhealthy"
  run upgrade
  echo "$output"
  [ "$status" = 0 ]
  [[ $output == *"An upgrade from 0.1.0 was interrupted and goes on"* ]]
  [[ $output == *"went from 0.1.0 to 0.2.0 (tables: 0027 to 0028)"* ]]
  [ "$(grep -c '^backup' "$STUB/calls")" = 1 ]
  grep -qx OEE_VERSION_BEFORE=0.1.0 "$FOLDER/.env.production"
  [ ! -e "$FOLDER/.upgrade" ]
}

# A new release in a folder of its own, whose proxy and tables are other ones.
new_release() {
  NEW=$BATS_TEST_TMPDIR/new
  cp -a "$RELEASE" "$NEW"
  (cd "$NEW" && rm -rf .env.production .release* .upgrade secrets certificates backups acme trusted docker-compose.apps.yml docker-compose.files.yml)
  echo '# of 0.2.0' >>"$NEW/nginx/conf/maps.conf"
  echo '# of 0.2.0' >>"$NEW/docker-compose.production.yml"
  touch "$NEW/db/migration/V0029__new.sql"
  printf 0.2.0 >"$NEW/VERSION"
}

files_of_before() {
  refute grep -q 'of 0.2.0' "$FOLDER/nginx/conf/maps.conf" "$FOLDER/docker-compose.production.yml"
  [ ! -e "$FOLDER/db/migration/V0029__new.sql" ]
  [ "$(cat "$FOLDER/VERSION")" = 0.1.0 ]
  [ -x "$FOLDER/deploy.sh" ]
  [ "$(stat -c %a "$FOLDER/nginx/conf/maps.conf")" = 644 ]
}

@test "a killed upgrade from another folder, run again and failing, brings back the files of before" {
  installed
  new_release
  echo 0027 >"$STUB/schema-of-0.2.0"
  echo app2@0.2.0 >"$STUB/unhealthy"
  : >"$STUB/recreated"
  OEE_WAIT_SECONDS=60 setsid "$NEW/deploy.sh" --unattended --upgrade --folder "$FOLDER" >/dev/null 2>&1 3>&- &
  group=$!
  await "$STUB/recreated" '^app2 '
  kill -KILL -- "-$group"
  wait "$group" || true
  grep -q 'of 0.2.0' "$FOLDER/nginx/conf/maps.conf"
  run "$NEW/deploy.sh" --unattended --upgrade --folder "$FOLDER"
  echo "$output"
  [ "$status" = 1 ]
  files_of_before
}

@test "in place, as after git pull, an upgrade that fails brings back the files of the last deploy that was well" {
  installed
  echo '# ours' >>"$FOLDER/nginx/conf/limits.conf"
  echo '# of 0.2.0' >>"$FOLDER/nginx/conf/maps.conf"
  echo '# of 0.2.0' >>"$FOLDER/docker-compose.production.yml"
  touch "$FOLDER/db/migration/V0029__new.sql"
  printf 0.2.0 >"$FOLDER/VERSION"
  echo 0.2.0 >"$STUB/smoke-fails-in"
  run deploy --upgrade
  echo "$output"
  back_again
  files_of_before
  grep -q '# ours' "$FOLDER/nginx/conf/limits.conf"
  [[ $output == *"bring the new ones again"* ]]
}

# --- what becomes of the installation's own

@test "files that were changed here stay when a new release comes; those that were not are brought" {
  installed
  new_release
  for name in nginx/conf/limits.conf monitoring/alertmanager.yml nginx/conf/listen_https.conf nginx/conf/certificates.conf nginx/conf/logging.conf; do
    echo '# of 0.2.0' >>"$NEW/$name"
  done
  FOLDER=$BATS_TEST_TMPDIR/other
  "$RELEASE/deploy.sh" --unattended --domain oee.test --folder "$FOLDER" >/dev/null
  sed -i 's/operators@example.com/us@oee.test/' "$FOLDER/monitoring/alertmanager.yml"
  echo '# ours' >>"$FOLDER/nginx/conf/limits.conf"
  mkdir -p "$FOLDER/backups"
  echo archive >"$FOLDER/backups/kept"
  run "$NEW/deploy.sh" --unattended --upgrade --folder "$FOLDER" --backup "$FOLDER/backups/kept"
  echo "$output"
  [ "$status" = 0 ]
  grep -q 'us@oee.test' "$FOLDER/monitoring/alertmanager.yml"
  grep -q '# ours' "$FOLDER/nginx/conf/limits.conf"
  [[ $output == *"Warning: monitoring/alertmanager.yml was changed here and stays"* ]]
  for name in nginx/conf/maps.conf nginx/conf/listen_https.conf nginx/conf/certificates.conf nginx/conf/logging.conf; do
    grep -q 'of 0.2.0' "$FOLDER/$name"
  done
}

@test "without a new release the version in use stays, and an image that is here already is not asked of a registry" {
  installed
  rm "$RELEASE/Dockerfile"
  mv "$STUB/images/oee-analytics:0.1.0" "$STUB/images/oee-analytics:4f2a"
  sed -i 's/^OEE_VERSION=.*/OEE_VERSION=4f2a/' "$FOLDER/.env.production"
  run deploy --upgrade
  echo "$output"
  [ "$status" = 0 ]
  grep -qx OEE_VERSION=4f2a "$FOLDER/.env.production"
  refute calls 'docker pull'
}

@test "a build from sources asks for the newest base images" {
  installed
  upgrade
  calls 'docker build --tag oee-analytics:0.2.0 --pull '
}

@test "rules that changed are read: Prometheus and Alertmanager are made anew, the database is left alone" {
  new_release
  FOLDER=$BATS_TEST_TMPDIR/other
  "$RELEASE/deploy.sh" --unattended --domain oee.test --with-monitoring --folder "$FOLDER" >/dev/null
  mkdir -p "$FOLDER/backups"
  echo archive >"$FOLDER/backups/kept"
  : >"$STUB/recreated"
  echo '# of 0.2.0' >>"$NEW/monitoring/alerts/work.yml"
  echo '# of 0.2.0' >>"$NEW/monitoring/alertmanager.yml"
  run "$NEW/deploy.sh" --unattended --upgrade --folder "$FOLDER" --backup "$FOLDER/backups/kept"
  echo "$output"
  [ "$status" = 0 ]
  for name in prometheus alertmanager; do
    grep -q "^$name " "$STUB/recreated"
    grep -q 'of 0.2.0' "$STUB/mounted/$name/monitoring/alertmanager.yml"
  done
  grep -q 'of 0.2.0' "$STUB/mounted/prometheus/monitoring/alerts/work.yml"
  refute grep -qE '^(postgres|redis|grafana) ' "$STUB/recreated"
}
