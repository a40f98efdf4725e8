#!/usr/bin/env bats
# health_check.sh on a host of stubs: each check is seen to find its fault.
load helpers
load deploy_helpers

setup_file() {
  make_host "$BATS_FILE_TMPDIR/host"
  deploy --domain oee.test --with-monitoring >/dev/null
  keep_host "$BATS_FILE_TMPDIR/host"
}

setup() {
  bring_host "$BATS_FILE_TMPDIR/host"
  mkdir "$FOLDER/backups/base"
  touch "$FOLDER/backups/oee-$(date -u +%Y%m%d-%H%M%S).tar.gpg" "$FOLDER/backups/base/base-$(date -u +%Y%m%d-%H%M%S).tar.gpg"
}

check() { "$RELEASE/health_check.sh" "$@"; }

# finds STATUS STATE NAME WORDS
finds() {
  run check
  echo "$output"
  [ "$status" = "$1" ]
  grep -qE "^$2 +$3: .*$4" <<<"$output"
  grep -A 1 -E "^$2 +$3: " <<<"$output" | grep -q '^ *fix: ..'
}

@test "when all is well every check says so, and it ends with 0" {
  run check
  echo "$output"
  [ "$status" = 0 ]
  [ "$(grep -c '^ok ' <<<"$output")" -ge 18 ]
  [[ $output == *"0 problems, 0 warnings"* ]]
}

@test "--json says the same for programs" {
  echo nothing >"$STUB/redis"
  run check --json
  [ "$status" = 2 ]
  python3 - "$output" <<'PY'
import json, sys
found = json.loads(sys.argv[1])
assert found["problems"] == 0 and found["warnings"] == 1, found
assert len(found["checks"]) >= 18
redis = [c for c in found["checks"] if c["name"] == "redis"][0]
assert redis["state"] == "warning" and "up -d redis" in redis["fix"], redis
PY
}

@test "a container that is not healthy" { echo worker >"$STUB/unhealthy"; finds 1 problem containers 'worker .starting'; }
@test "an address that does not answer" { echo 502 >"$STUB/host.curl"; finds 1 problem health 'answers 502'; }
@test "an instance that is not ready" { echo app2 >"$STUB/not-ready"; finds 1 problem 'ready app2' 'not ready'; }
@test "instances of two versions" { echo app2.other >"$STUB/containers/app2"; finds 1 problem versions 'do not run the same'; }
@test "Redis away is a warning, since the application works without it" { echo nothing >"$STUB/redis"; finds 2 warning redis 'does not answer'; }
@test "a certificate that ends soon, and one that ended nearly" {
  (cd "$FOLDER/certificates" && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 20 -subj /CN=oee.test -keyout privkey.pem -out fullchain.pem 2>/dev/null)
  finds 2 warning certificate 'valid for (19|20) days'
  (cd "$FOLDER/certificates" && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3 -subj /CN=oee.test -keyout privkey.pem -out fullchain.pem 2>/dev/null)
  finds 1 problem certificate 'valid for [23] days'
}
@test "a disk that fills" { printf 'Filesystem\nx 100 85 1000000 85%% /\n' >"$STUB/host.df"; finds 2 warning disk '85 % used'; printf 'Filesystem\nx 100 95 1000000 95%% /\n' >"$STUB/host.df"; finds 1 problem disk '95 % used'; }
@test "Docker's own disk fills, or the one the database lies on" {
  echo "$STUB" >"$STUB/full"
  finds 1 problem disk '95 % used, of the one at /docker'
  rm "$STUB/full"
  printf 'Filesystem 1024-blocks Used Available Capacity Mounted\nx 100 93 7 93%% /var/lib/postgresql\n' >"$STUB/df-of-database"
  finds 1 problem disk '93 % used, of the one at /var/lib/postgresql'
}
@test "memory that runs out" { printf 'MemTotal: 8000000 kB\nMemAvailable: 200000 kB\n' >"$STUB/proc/meminfo"; finds 1 problem memory '98 % used|97 % used'; }
@test "connections that run out" { echo 95 >"$STUB/connections"; finds 1 problem connections '95 %'; }
@test "WAL that is not archived" { echo failing >"$STUB/wal"; finds 1 problem 'WAL archive' 'could not be archived'; echo 4000 >"$STUB/wal"; finds 2 warning 'WAL archive' '4000 s ago'; }
@test "jobs that wait, and jobs that fail" { echo 7200 >"$STUB/waiting"; echo 2 >"$STUB/failing"; finds 1 problem jobs '7200 s'; finds 1 warning 'failing jobs' '2 jobs'; }
@test "tables that are behind" { echo 0001 >"$STUB/schema"; finds 1 problem migrations 'at version 0001, version [0-9]+ waits'; }
@test "a backup that is old" { rm "$FOLDER"/backups/oee-*; touch "$FOLDER/backups/oee-$(date -u -d '30 hours ago' +%Y%m%d-%H%M%S).tar.gpg"; finds 1 problem backup '30 hours old'; }
@test "no backup" { rm "$FOLDER"/backups/oee-*; finds 1 problem backup 'no backup'; }
@test "no base backup, or an old one" {
  rm "$FOLDER"/backups/base/*
  finds 2 warning 'base backup' 'there is no base backup'
  touch "$FOLDER/backups/base/base-$(date -u -d '10 days ago' +%Y%m%d-%H%M%S).tar.gpg"
  finds 2 warning 'base backup' '240 hours old'
}
@test "a clock nobody keeps" { echo no >"$STUB/host.timedatectl"; finds 2 warning clock 'not kept'; }
@test "a secret others may read" { chmod 644 "$FOLDER/secrets/SECRET_KEY"; finds 1 problem "secrets' files" 'secrets/SECRET_KEY'; }
@test "a daemon that does not answer" { echo 'docker (info|compose)' >"$STUB/fail"; finds 1 problem docker 'does not answer'; }
