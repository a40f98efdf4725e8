# shellcheck shell=bash
# shellcheck disable=SC2016,SC2153
# A host of stubs: docker, and the programs that look at ports, names, clock, memory.
make_host() {
  local BATS_TEST_TMPDIR=${1:-$BATS_TEST_TMPDIR}
  STUB=$BATS_TEST_TMPDIR/stub
  RELEASE=$BATS_TEST_TMPDIR/release
  FOLDER=$RELEASE
  export STUB RELEASE FOLDER OEE_PROC=$STUB/proc OEE_POLL_SECONDS=0.05 OEE_WAIT_SECONDS=3 PATH=$BATS_TEST_TMPDIR/bin:$PATH
  unset OEE_RUN OEE_POSTGRES_HOST PGHOST OEE_DOMAIN GEMINI_API_KEY
  mkdir -p "$STUB/proc" "$RELEASE/db" "$BATS_TEST_TMPDIR/bin"
  : >"$STUB/calls"
  printf 'MemTotal: 8000000 kB\nMemAvailable: 6000000 kB\n' >"$STUB/proc/meminfo"
  ln -s "$STUBS/docker" "$BATS_TEST_TMPDIR/bin/docker"
  local name
  for name in ss getent timedatectl nproc uname curl df; do
    ln -s "$STUBS/host" "$BATS_TEST_TMPDIR/bin/$name"
  done
  cp "$PROJECT_ROOT"/{deploy,backup,restore,maintenance,health_check}.sh "$PROJECT_ROOT/docker-compose.production.yml" "$RELEASE/"
  cp "$PROJECT_ROOT"/db/{roles,operations,generated,certificates,archives,preflight,upgrade,schedule}.sh "$RELEASE/db/"
  mkdir "$RELEASE/db/migration"
  touch "$RELEASE"/db/migration/V0001__first.sql "$RELEASE"/db/migration/V0028__last.sql
  cp -r "$PROJECT_ROOT/nginx" "$PROJECT_ROOT/monitoring" "$RELEASE/"
  printf 'FROM scratch\n' >"$RELEASE/Dockerfile"
  printf '0.1.0' >"$RELEASE/VERSION"
}

# For tests that all begin on the same host: it is made once for a file, and brought back before each test.
keep_host() { cp -a "$1" "$1.kept"; }
bring_host() {
  rm -rf "$1"
  cp -a "$1.kept" "$1"
}

deploy() { "$RELEASE/deploy.sh" --unattended "$@"; }

# All files of the installation with digest, mode and time.
state_of_files() {
  (cd "$FOLDER" && find . -type f ! -path './backups/.lock' -printf '%p %m %u %T@ ' -exec sha256sum {} \; | LC_ALL=C sort)
}

calls() { grep -E "$1" "$STUB/calls"; }

# Takes the scripts that need a database out of the way: they write down how they were called.
recorded_backup() {
  printf '#!/bin/sh\necho "backup $*" >>"$STUB/calls"\n[ ! -f "$STUB/backup-fails" ] || exit 1\nmkdir -p %s/backups\necho archive >%s/backups/oee-20260101-000000.tar.gpg\necho "2026 oee-20260101-000000.tar.gpg" >%s/backups/last-success\n' \
    "$FOLDER" "$FOLDER" "$FOLDER" >"$RELEASE/backup.sh"
  printf '#!/bin/sh\nread -r typed\necho "restore $* typed $typed" >>"$STUB/calls"\ncp "$STUB/schema-of-backup" "$STUB/schema"\n' >"$RELEASE/restore.sh"
}
