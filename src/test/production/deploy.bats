#!/usr/bin/env bats
# deploy.sh on a host of stubs, with the real openssl.
load helpers
load deploy_helpers

setup() { make_host; }

assert_refused() {
  run deploy --domain oee.test "${@:2}"
  echo "$output"
  [ "$status" = 1 ]
  [[ $output == *"$1"* ]]
  [[ $output == *"nothing was changed"* ]]
  [ ! -e "$FOLDER/.env.production" ]
  [ ! -e "$FOLDER/secrets" ]
  refute calls 'compose.* up |docker build'
}

without() {
  programs "$BATS_TEST_TMPDIR/programs"
  rm -f "$BATS_TEST_TMPDIR/programs/$1" "$BATS_TEST_TMPDIR/bin/$1"
  PATH=$BATS_TEST_TMPDIR/bin:$BATS_TEST_TMPDIR/programs
}

# --- before anything is changed

@test "without docker nothing is changed, and it says how to install it" { without docker; assert_refused "docker is missing; install"; }
@test "a daemon that does not answer" { echo 'docker info' >"$STUB/fail"; assert_refused "the Docker daemon does not answer; start it"; }
@test "no compose plugin" { echo 'compose version' >"$STUB/fail"; assert_refused "docker compose is missing; install the plugin"; }
@test "a compose plugin too old" { echo v2.19.1 >"$STUB/compose-version"; assert_refused "docker compose is version 2.19.1; 2.20"; }
@test "a bash too old" { export OEE_BASH_VERSION=4.3; assert_refused "bash is version 4.3; 4.4"; }
@test "no openssl" { without openssl; assert_refused "openssl is missing; install it"; }
@test "no curl" { without curl; assert_refused "curl is missing; install it"; }
@test "no gpg" { without gpg; assert_refused "gpg is missing; install it, for example: apt-get install gnupg"; }
@test "port 80 taken by another program" { echo 'LISTEN 0 0 *:80' >"$STUB/taken"; assert_refused "port 80 is taken"; }
@test "port 443 taken by another program" { echo 'LISTEN 0 0 *:443' >"$STUB/taken"; assert_refused "port 443 is taken"; }
@test "too little disk" { printf 'Filesystem\nx 100 0 20000000 1%% /\n' >"$STUB/host.df"; assert_refused "19 GB free"; [[ $output == *"20 GB are needed"* ]]; }
@test "too little memory" { echo 'MemTotal: 3000000 kB' >"$STUB/proc/meminfo"; assert_refused "MB of memory; 4 GB are needed"; }
@test "one core" { echo 1 >"$STUB/host.nproc"; assert_refused "1 processor core; 2 are needed"; }
@test "another processor" { echo aarch64 >"$STUB/host.uname"; assert_refused "the processor is aarch64"; }
@test "too few open files" { ulimit -n 512; assert_refused "at most 512 files may be open"; }
@test "a name that is no domain" { run deploy --domain 'https://oee.test/'; [ "$status" = 1 ]; [[ $output == *"is no name of a host"* ]]; }
@test "no domain" { run deploy; [ "$status" = 1 ]; [[ $output == *"no domain is named"* ]]; }
@test "a domain that leads elsewhere, with ACME" { echo 192.0.2.1 STREAM >"$STUB/host.getent"; assert_refused "does not lead to this host (it leads to: 192.0.2.1)" --tls acme --acme-email a@oee.test; }
@test "ACME without an address to write to" { assert_refused "needs --acme-email" --tls acme; }
@test "a clock more than a minute off" {
  echo "Date: $(date -Ru -d '-90 seconds')" >"$STUB/host.curl"
  export OEE_TIME_SOURCE=https://time.test
  assert_refused "s off; set it"
}
@test "a clock nobody keeps is only a warning, and so is one nobody can tell of" {
  echo no >"$STUB/host.timedatectl"
  run deploy --domain oee.test
  [ "$status" = 0 ]
  [[ $output == *"it cannot be told whether it is right"* ]]
  echo fails >"$STUB/host.timedatectl"
  run deploy --domain oee.test
  [[ $output == *"timedatectl does not answer"* ]]
}
@test "a domain that leads elsewhere is only a warning with a self-signed certificate" {
  echo 192.0.2.1 STREAM >"$STUB/host.getent"
  run deploy --domain oee.test
  [ "$status" = 0 ]
  [[ $output == *"Warning: oee.test does not lead to this host"* ]]
}
@test "a folder that cannot be written to" {
  touch "$BATS_TEST_TMPDIR/file"
  assert_refused "cannot be written to" --folder "$BATS_TEST_TMPDIR/file/oee"
}
@test "a file of the release that is missing" { rm "$RELEASE/docker-compose.production.yml"; assert_refused "docker-compose.production.yml is missing; unpack the release anew"; }
@test "a key file that cannot be read" { assert_refused "cannot be read" --gemini-key-file "$BATS_TEST_TMPDIR/none"; }
@test "a number of instances that is none" { assert_refused "--apps must be a number from 2 to 16" --apps 1; }
@test "an option it does not know" { run deploy --quick; [ "$status" = 1 ]; [[ $output == *"does not know '--quick'"* ]]; }

@test "all that is wrong is listed at once" {
  echo 'docker info' >"$STUB/fail"
  echo 1 >"$STUB/host.nproc"
  echo 'LISTEN 0 0 *:80' >"$STUB/taken"
  echo 'MemTotal: 3000000 kB' >"$STUB/proc/meminfo"
  assert_refused "4 things to put right first"
  [ "$(grep -c '^  - ' <<<"$output")" = 4 ]
}

certificate() {
  local name=$1 days=$2 of=$3
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days "$days" -subj "/CN=$of" -addext "subjectAltName=DNS:$of" \
    -keyout "$BATS_TEST_TMPDIR/$name.key" -out "$BATS_TEST_TMPDIR/$name.pem" 2>/dev/null
}
with() { printf '%s\n' --tls files --certificate "$BATS_TEST_TMPDIR/$1.pem" --private-key "$BATS_TEST_TMPDIR/$2.key"; }

@test "a given key that does not belong to the certificate" {
  certificate a 90 oee.test
  certificate b 90 oee.test
  mapfile -t words < <(with a b)
  assert_refused "does not belong to the certificate" "${words[@]}"
}
@test "a given certificate for another name, expired soon, or unreadable" {
  certificate a 90 other.test
  mapfile -t words < <(with a a)
  assert_refused "is not for oee.test" "${words[@]}"
  certificate a 3 oee.test
  assert_refused "expires in" "${words[@]}"
  echo nothing >"$BATS_TEST_TMPDIR/a.pem"
  assert_refused "cannot be read; it must be PEM" "${words[@]}"
}
@test "a given certificate that serves is taken" {
  certificate a 90 oee.test
  mapfile -t words < <(with a a)
  run deploy --domain oee.test "${words[@]}"
  echo "$output"
  [ "$status" = 0 ]
  cmp "$FOLDER/certificates/fullchain.pem" "$BATS_TEST_TMPDIR/a.pem"
  [ "$(stat -c %a "$FOLDER/certificates/privkey.pem")" = 600 ]
}

# --- installing

@test "one command installs: everything healthy, a sample event tried, address and password shown" {
  run deploy --domain oee.test
  echo "$output"
  [ "$status" = 0 ]
  [[ $output == *"A sample event was seen in the figures"* ]]
  [[ $output == *"runs at https://oee.test"* ]]
  [ "$(grep -c 'admin / Shown-Once-0815' <<<"$output")" = 1 ]
  for name in postgres redis app1 app2 worker nginx; do [ -f "$STUB/containers/$name" ]; done
  # In this order.
  order=$(grep -nE -o 'docker build|up .* postgres$|bash -s|T migrate|first-administrator|--remove-orphans|smoke --url https://oee.test --ca' "$STUB/calls" | sed 's/^[0-9]*://; s/up .*/up/' | tr '\n' ' ')
  [ "$order" = "docker build up bash -s T migrate first-administrator --remove-orphans smoke --url https://oee.test --ca " ]
}

@test "a second run changes nothing: files byte for byte, no container made anew, and it says so" {
  deploy --domain oee.test --apps 3 --with-monitoring
  state_of_files >"$BATS_TEST_TMPDIR/before"
  cp "$STUB/recreated" "$BATS_TEST_TMPDIR/recreated"
  : >"$STUB/calls"
  run deploy
  echo "$output"
  [ "$status" = 0 ]
  [[ $output == *"Nothing to do"* ]]
  [[ $output != *Shown-Once* ]]
  state_of_files | diff "$BATS_TEST_TMPDIR/before" -
  cmp "$STUB/recreated" "$BATS_TEST_TMPDIR/recreated"
  refute calls 'docker build|migrate$|smoke|first-administrator'
}

@test "secrets are random, 0600, each for the user who reads it, and kept for ever" {
  deploy --domain oee.test
  for name in SECRET_KEY DATABASE_PASSWORD DATABASE_MIGRATE_PASSWORD REDIS_PASSWORD POSTGRES_PASSWORD backup_key; do
    [ "$(stat -c '%a %s' "$FOLDER/secrets/$name")" = "600 64" ]
  done
  [ "$(find "$FOLDER/secrets" -type f ! -perm 600 | wc -l)" = 0 ]
  [ "$(stat -c %a "$FOLDER/secrets")" = 700 ]
  [ "$(stat -c %a "$FOLDER/.env.production")" = 600 ]
  cmp "$FOLDER/secrets/DATABASE_PASSWORD" "$FOLDER/secrets/postgres/DATABASE_PASSWORD"
  # All different but the copies.
  [ "$(cat "$FOLDER"/secrets/{SECRET_KEY,DATABASE_PASSWORD,DATABASE_MIGRATE_PASSWORD,REDIS_PASSWORD,POSTGRES_PASSWORD,backup_key} | fold -w 64 | sort -u | wc -l)" = 6 ]
  if [ "$(id -u)" = 0 ]; then
    [ "$(stat -c %u "$FOLDER/secrets/SECRET_KEY" "$FOLDER/secrets/POSTGRES_PASSWORD" "$FOLDER/secrets/redis/REDIS_PASSWORD" "$FOLDER/certificates/privkey.pem" | tr '\n' ' ')" = "10001 999 999 101 " ]
  fi
  printf 'chosen' >"$FOLDER/secrets/SECRET_KEY"
  deploy --apps 3
  [ "$(cat "$FOLDER/secrets/SECRET_KEY")" = chosen ]
}

@test "every secret file that compose names is made" {
  deploy --domain oee.test
  sed -n 's|^ *file: \./\(secrets/.*\)|\1|p' "$FOLDER/docker-compose.production.yml" | while read -r name; do
    [ -f "$FOLDER/$name" ] || { echo "$name is missing"; exit 1; }
  done
}

@test "no secret stands in a call, in the settings or in what is printed, but the administrator's password" {
  printf 'gemini-key-4711' >"$BATS_TEST_TMPDIR/key"
  run deploy --domain oee.test --with-monitoring --with-storage --gemini-key-file "$BATS_TEST_TMPDIR/key"
  echo "$output"
  [ "$status" = 0 ]
  [ "$(cat "$FOLDER/secrets/GEMINI_API_KEY")" = gemini-key-4711 ]
  while IFS= read -r file; do
    [ -s "$file" ] || continue
    refute grep -qF -f "$file" "$STUB/calls" "$FOLDER/.env.production"
    refute grep -qF -f "$file" <<<"$output"
  done < <(find "$FOLDER/secrets" -type f)
}

@test "a key by the environment is kept and reaches no other program; another one later does not replace it" {
  GEMINI_API_KEY=first deploy --domain oee.test
  GEMINI_API_KEY=second run deploy
  [ "$(cat "$FOLDER/secrets/GEMINI_API_KEY")" = first ]
  [[ $output == *"another Gemini key is kept already"* ]]
}

@test "the self-signed certificate is P-256, for the domain, 397 days, and serves" {
  deploy --domain oee.test
  text=$(openssl x509 -in "$FOLDER/certificates/fullchain.pem" -noout -text)
  [[ $text == *"ASN1 OID: prime256v1"* ]]
  [[ $text == *"DNS:oee.test"* ]]
  [ "$(grep -c 'Basic Constraints' <<<"$text")" = 1 ]
  # shellcheck source=/dev/null
  . "$RELEASE/db/operations.sh"
  [ "$(days_left "$FOLDER/certificates/fullchain.pem")" -ge 396 ]
  [ -z "$(certificate_problems "$FOLDER/certificates/fullchain.pem" "$FOLDER/certificates/privkey.pem" oee.test)" ]
}

@test "ACME: nginx runs first, then the authority's certificate is put in place and loaded" {
  certificate authority 90 oee.test
  mkdir "$STUB/authority"
  cp "$BATS_TEST_TMPDIR/authority.pem" "$STUB/authority/fullchain.pem"
  cp "$BATS_TEST_TMPDIR/authority.key" "$STUB/authority/privkey.pem"
  run deploy --domain oee.test --tls acme --acme-email a@oee.test
  echo "$output"
  [ "$status" = 0 ]
  cmp "$FOLDER/certificates/fullchain.pem" "$STUB/authority/fullchain.pem"
  calls 'certonly --webroot .*--domain oee.test --email a@oee.test'
  calls 'nginx nginx -s reload'
}

@test "the administrator's password is shown also when something fails after the account was made" {
  echo app2 >"$STUB/unhealthy"
  run deploy --domain oee.test
  [ "$status" = 1 ]
  [ "$(grep -c 'admin / Shown-Once-0815' <<<"$output")" = 1 ]
}

@test "a service that does not become healthy: named, with the end of its log, and exit 1" {
  echo app2 >"$STUB/unhealthy"
  run deploy --domain oee.test
  [ "$status" = 1 ]
  [[ $output == *"Waiting for app2"* ]]
  [[ $output == *"the last line of app2"* ]]
  [[ $output == *"app2 is not healthy after 3 s"* ]]
}

@test "a sample event that does not come through is exit 1" {
  echo 0.1.0 >"$STUB/smoke-fails-in"
  run deploy --domain oee.test
  [ "$status" = 1 ]
  [[ $output == *"the figure did not come"* ]]
}

@test "wherever it breaks off, the next run ends it" {
  for at in 'docker build' 'up --detach .* postgres' 'bash -s' 'T migrate' 'first-administrator' 'up --detach .*--remove-orphans' 'smoke'; do
    rm -rf "$BATS_TEST_TMPDIR"/{stub,release,bin}
    make_host
    echo "$at" >"$STUB/fail"
    run deploy --domain oee.test
    [ "$status" = 1 ]
    cat "$FOLDER"/secrets/{SECRET_KEY,DATABASE_PASSWORD,backup_key} >"$BATS_TEST_TMPDIR/secrets"
    rm "$STUB/fail"
    run deploy
    echo "$at: $output"
    [ "$status" = 0 ]
    cat "$FOLDER"/secrets/{SECRET_KEY,DATABASE_PASSWORD,backup_key} | cmp - "$BATS_TEST_TMPDIR/secrets"
  done
}

@test "what fails without a sentence of its own names line and command" {
  printf '#!/bin/sh\nexit 9\n' >"$BATS_TEST_TMPDIR/bin/mktemp"
  chmod +x "$BATS_TEST_TMPDIR/bin/mktemp"
  run deploy --domain oee.test
  echo "$output"
  [ "$status" = 9 ]
  [[ $output =~ deploy.sh\ stopped\ at\ line\ [a-z]+.sh:[0-9]+\ .exit\ 9.:\ part= ]]
}

@test "more instances: nginx, Prometheus and compose know them, and fewer again" {
  deploy --domain oee.test --apps 4
  [ -f "$STUB/containers/app4" ]
  [ "$(grep -c 'server app4:8080' "$FOLDER/nginx/conf/instances.conf")" = 6 ]
  grep -q 'app4:8081' "$FOLDER/monitoring/targets/applications.yml"
  grep -A 5 '  app4:' "$FOLDER/docker-compose.apps.yml" | grep 'OEE_INSTANCE: app4'
  deploy --apps 2
  [ ! -f "$FOLDER/docker-compose.apps.yml" ]
  cmp "$FOLDER/nginx/conf/instances.conf" "$PROJECT_ROOT/nginx/conf/instances.conf"
}

@test "nginx takes the list of instances, with one that leaves" {
  command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || skip "NOT TESTED: nginx is not installed"
  # shellcheck source=/dev/null
  . "$RELEASE/db/operations.sh"
  for leaving in '' app1 'app1 app3'; do
    # "resolve" of open source nginx came with 1.27.
    # shellcheck disable=SC2086
    { echo 'events {} http {'; instances_conf 3 $leaving | sed 's/app\([0-9]\):8080/127.0.0.1:808\1/; s/ resolve//'; echo 'server { listen 127.0.0.1:1; location / { proxy_pass http://$instance; } } }'; } >"$BATS_TEST_TMPDIR/nginx.conf"
    PATH=$PATH:/usr/sbin nginx -t -q -p "$BATS_TEST_TMPDIR" -c nginx.conf -g "pid $BATS_TEST_TMPDIR/pid; error_log stderr;"
  done
  [ "$(instances_conf 2 app1 | grep -c 'app1:8080 resolve .*backup;')" = 3 ]
  [ "$(instances_conf 2 app1 | grep -c 'app2:8080 resolve .*backup;')" = 1 ]
  run instances_conf 2 app1 app2
  [ "$status" = 1 ]
}

@test "in another folder: the release's files are brought there, what the installation made its own stays" {
  FOLDER=$BATS_TEST_TMPDIR/installed
  deploy --domain oee.test --folder "$FOLDER"
  [ -x "$FOLDER/backup.sh" ]
  grep -q 'server_name oee.test;' "$FOLDER/nginx/conf/server_name.conf"
  grep -q 'server_name oee.example.com;' "$RELEASE/nginx/conf/server_name.conf"
  echo '# ours' >>"$FOLDER/nginx/conf/trusted_proxies.conf"
  run deploy --folder "$FOLDER"
  grep -q '# ours' "$FOLDER/nginx/conf/trusted_proxies.conf"
  run deploy --folder "$FOLDER"
  [[ $output == *"Nothing to do"* ]]
}

# --- without a network

@test "a bundle holds all images and files, and installs where nothing is built or pulled" {
  run deploy --make-bundle "$BATS_TEST_TMPDIR/bundle.tar"
  echo "$output"
  [ "$status" = 0 ]
  rm -rf "$STUB/images" "$STUB/containers"
  FOLDER=$BATS_TEST_TMPDIR/bare
  mkdir "$FOLDER"
  tar -xf "$BATS_TEST_TMPDIR/bundle.tar" -C "$FOLDER" ./deploy.sh ./db
  : >"$STUB/calls"
  run "$FOLDER/deploy.sh" --unattended --domain oee.test --offline "$BATS_TEST_TMPDIR/bundle.tar"
  echo "$output"
  [ "$status" = 0 ]
  [[ $output == *"runs at https://oee.test"* ]]
  refute calls 'docker build|docker pull|--pull missing'
  [ -f "$FOLDER/nginx/nginx.conf" ]
  run "$FOLDER/deploy.sh" --unattended --offline "$BATS_TEST_TMPDIR/bundle.tar"
  [[ $output == *"Nothing to do"* ]]
  [ -z "$(find "$FOLDER" "$BATS_TEST_TMPDIR" -maxdepth 1 -name '.bundle.*')" ]
}

@test "a bundle with one changed byte, or half of one, is refused before anything is changed" {
  deploy --make-bundle "$BATS_TEST_TMPDIR/bundle.tar"
  FOLDER=$BATS_TEST_TMPDIR/bare
  : >"$STUB/calls"
  size=$(stat -c %s "$BATS_TEST_TMPDIR/bundle.tar")
  head -c $((size / 2)) "$BATS_TEST_TMPDIR/bundle.tar" >"$BATS_TEST_TMPDIR/half.tar"
  assert_refused "copy it again" --folder "$FOLDER" --offline "$BATS_TEST_TMPDIR/half.tar"
  sed -i 's/redis:7.4-alpine/redis:7.5-alpine/' "$BATS_TEST_TMPDIR/bundle.tar"
  assert_refused "does not hold what its manifest says" --folder "$FOLDER" --offline "$BATS_TEST_TMPDIR/bundle.tar"
}

# --- nightly backups

@test "backups are scheduled by systemd, or by cron once" {
  printf '#!/bin/sh\nf=%s/table\ncase $1 in -l) cat $f 2>/dev/null ;; -) cat >$f.new; mv $f.new $f ;; esac\n' "$STUB" >"$BATS_TEST_TMPDIR/bin/crontab"
  printf '#!/bin/sh\necho "systemctl $*" >>"$STUB/calls"\n' >"$BATS_TEST_TMPDIR/bin/systemctl"
  chmod +x "$BATS_TEST_TMPDIR"/bin/{crontab,systemctl}
  OEE_SYSTEMD_RUNS=$STUB/none deploy --schedule-backups
  OEE_SYSTEMD_RUNS=$STUB/none run deploy --schedule-backups
  [[ $output == *"Nothing to do"* ]]
  [ "$(grep -c 'backup.sh' "$STUB/table")" = 2 ]
  [ "$(id -u)" = 0 ] || skip "systemd's part needs root"
  mkdir "$STUB/units"
  OEE_SYSTEMD_RUNS=$STUB OEE_SYSTEMD_FOLDER=$STUB/units deploy --schedule-backups
  grep -q "ExecStart=\"$FOLDER/backup.sh\"" "$STUB/units/oee-backup.service"
  calls 'systemctl enable --now --quiet oee-backup.timer'
}
