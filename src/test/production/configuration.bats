#!/usr/bin/env bats
# What an installation has of its own, on a host of stubs: secrets and files reach the containers that read them, stay with
# who they belong to, and come back from a backup.
load helpers
load deploy_helpers

setup() { make_host; }

# What the container of a service sees under this name.
seen_by() { printf '%s' "$STUB/mounted/$1/$2"; }

# --- containers and the files they hold on to

@test "a key that comes on a second run reaches the instances and the worker; the database is left alone" {
  deploy --domain oee.test
  : >"$STUB/recreated"
  GEMINI_API_KEY=a-key run deploy
  echo "$output"
  [ "$status" = 0 ]
  [[ $output == *"runs at https://oee.test"* ]]
  for name in app1 app2 worker; do [ "$(cat "$(seen_by "$name" secrets/GEMINI_API_KEY)")" = a-key ]; done
  refute grep -qE '^(postgres|redis) ' "$STUB/recreated"
  : >"$STUB/recreated"
  run deploy
  [[ $output == *"Nothing to do"* ]]
  [ ! -s "$STUB/recreated" ]
}

@test "every service that compose gives a secret is made anew when the file is another" {
  deploy --domain oee.test --apps 3 --with-monitoring --with-storage
  python3 - "$FOLDER/docker-compose.production.yml" <<'PYTHON' >"$STUB/pairs"
import sys, yaml
plan = yaml.safe_load(open(sys.argv[1]))
for name, service in plan["services"].items():
    for secret in service.get("secrets", []):
        if name != "migrate":
            print(name, plan["secrets"][secret["source"]]["file"])
PYTHON
  [ "$(wc -l <"$STUB/pairs")" -ge 25 ]
  # shellcheck source=/dev/null
  . "$RELEASE/db/operations.sh"
  use_folder "$FOLDER"
  label() { files_yml 3 | grep -A 1 "^  $1:" | tail -n 1; }
  while read -r service file; do
    before=$(label "$service")
    cp -p "$FOLDER/$file" "$FOLDER/$file.new"
    mv "$FOLDER/$file.new" "$FOLDER/$file"
    [ "$(label "$service")" != "$before" ] || { echo "$service does not hear of $file"; return 1; }
  done <"$STUB/pairs"
  # Nothing of a secret can be guessed from what stands there.
  cp -p "$FOLDER/secrets/SECRET_KEY" "$STUB/kept"
  before=$(label app3)
  echo x | dd of="$FOLDER/secrets/SECRET_KEY" conv=notrunc status=none
  touch -r "$STUB/kept" "$FOLDER/secrets/SECRET_KEY"
  [ "$(label app3)" = "$before" ]
}

@test "rules edited here are read by Prometheus after the next run" {
  deploy --domain oee.test --with-monitoring
  : >"$STUB/recreated"
  sed -i 's/> 26 \* 3600/> 20 * 3600/' "$FOLDER/monitoring/alerts/resources.yml"
  run deploy
  [ "$status" = 0 ]
  [ "$(cut -d ' ' -f 1 "$STUB/recreated")" = prometheus ]
}

@test "limits of the proxy edited here are taken by the next run" {
  deploy --domain oee.test
  sed -i 's/rate=50r/rate=80r/' "$FOLDER/nginx/conf/limits.conf"
  : >"$STUB/calls"
  run deploy
  [ "$status" = 0 ]
  calls 'nginx nginx -t -q'
  calls 'nginx nginx -s reload'
  grep -q rate=80r "$FOLDER/nginx/conf/limits.conf"
}

# --- who may read what

@test "a release unpacked under umask 077 starts: containers may read what is theirs, and nobody the secrets" {
  chmod -R go= "$RELEASE"
  run deploy --domain oee.test --with-monitoring
  echo "$output"
  [ "$status" = 0 ]
  for name in nginx nginx/nginx.conf nginx/conf/maps.conf nginx/html/50x.html monitoring/prometheus.yml monitoring/alerts db/roles.sh certificates/fullchain.pem trusted; do
    [ -n "$(find "$FOLDER/$name" -maxdepth 0 \( -type d -perm -005 -o -type f -perm -004 \))" ] || { echo "$name is closed"; return 1; }
  done
  [ -z "$(find "$FOLDER/secrets" "$FOLDER/.env.production" "$FOLDER/certificates/privkey.pem" -type f -perm /077)" ]
  run deploy
  [[ $output == *"Nothing to do"* ]]
}

@test "Alertmanager's passwords belong to the user it runs as, and the health check agrees" {
  [ "$(id -u)" = 0 ] || skip "giving files away needs root"
  deploy --domain oee.test --with-monitoring
  printf 'of the mail server' >"$FOLDER/secrets/alertmanager/SMTP_PASSWORD"
  chmod 644 "$FOLDER/secrets/alertmanager/SMTP_PASSWORD"
  run deploy
  [ "$status" = 0 ]
  [ "$(stat -c '%u %a' "$FOLDER/secrets/alertmanager/SMTP_PASSWORD")" = "65534 600" ]
  run "$RELEASE/health_check.sh"
  [[ $output == *"ok       secrets' files"* ]]
}

# As somebody who may use docker but is not root.
as_user() {
  if [ "$(id -u)" = 0 ]; then
    chmod 755 "$BATS_TEST_TMPDIR" "${BATS_TEST_TMPDIR%/*}" "${BATS_TEST_TMPDIR%/*/*}"
    chown -R 65534:65534 "$STUB" "$RELEASE"
    setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
  else
    "$@"
  fi
}

@test "from a bundle, without a network and without root: images come before the first container" {
  deploy --make-bundle "$BATS_TEST_TMPDIR/bundle.tar"
  chmod 644 "$BATS_TEST_TMPDIR/bundle.tar"
  rm -rf "$STUB/images" "$STUB/containers"
  touch "$STUB/no-network"
  rm -f "$RELEASE"/Dockerfile
  run as_user "$RELEASE/deploy.sh" --unattended --domain oee.test --offline "$BATS_TEST_TMPDIR/bundle.tar"
  echo "$output"
  [ "$status" = 0 ]
  [[ $output == *"runs at https://oee.test"* ]]
  calls 'docker run .*postgres:18-bookworm'
}

# --- ports, certificates, connections

@test "other ports: the host is asked for them, users are told of them, and they stay" {
  printf 'LISTEN 0 0 *:80\nLISTEN 0 0 *:443\n' >"$STUB/taken"
  OEE_HTTP_PORT=8080 OEE_HTTPS_PORT=8443 run deploy --domain oee.test
  echo "$output"
  [ "$status" = 0 ]
  [[ $output == *"runs at https://oee.test:8443"* ]]
  grep -qx OEE_PUBLIC_URL=https://oee.test:8443 "$FOLDER/.env.production"
  # shellcheck disable=SC2016
  grep -qF 'set $public_port 8443;' "$FOLDER/nginx/conf/server_name.conf"
  calls '^curl .*--resolve oee.test:8443:127.0.0.1 .*https://oee.test:8443/health'
  # Among containers nginx is at its own port.
  calls 'smoke --url https://oee.test --ca'
  run deploy
  [[ $output == *"Nothing to do"* ]]
  grep -qx OEE_HTTPS_PORT=8443 "$FOLDER/.env.production"
}

@test "a port named instead of 443 that is taken" {
  echo 'LISTEN 0 0 *:8443' >"$STUB/taken"
  OEE_HTTPS_PORT=8443 run deploy --domain oee.test
  [ "$status" = 1 ]
  [[ $output == *"port 8443 is taken"* ]]
}

@test "a certificate by an authority of the company serves, also for the sample event, the upgrade and the health check" {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 -subj /CN=Company -keyout "$BATS_TEST_TMPDIR/ca.key" -out "$BATS_TEST_TMPDIR/ca.pem" 2>/dev/null
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=oee.test -keyout "$BATS_TEST_TMPDIR/key" -out "$BATS_TEST_TMPDIR/request" 2>/dev/null
  openssl x509 -req -in "$BATS_TEST_TMPDIR/request" -CA "$BATS_TEST_TMPDIR/ca.pem" -CAkey "$BATS_TEST_TMPDIR/ca.key" -CAcreateserial -days 90 \
    -extfile <(echo subjectAltName=DNS:oee.test) -out "$BATS_TEST_TMPDIR/chain" 2>/dev/null
  touch "$STUB/untrusted"
  recorded_backup
  run deploy --domain oee.test --tls files --certificate "$BATS_TEST_TMPDIR/chain" --private-key "$BATS_TEST_TMPDIR/key"
  echo "$output"
  [ "$status" = 0 ]
  run deploy --upgrade --version 0.2.0
  echo "$output"
  [ "$status" = 0 ]
  run "$RELEASE/health_check.sh"
  [[ $output == *"ok       health: https://oee.test/health answers 200"* ]]
}

@test "many instances: the database lets all of them in" {
  deploy --domain oee.test --apps 2
  refute grep -q POSTGRES_CONNECTIONS "$FOLDER/.env.production"
  deploy --apps 12
  connections=$(sed -n 's/^POSTGRES_CONNECTIONS=//p' "$FOLDER/.env.production")
  # Twelve instances and the worker hold 12 each.
  [ "$connections" -gt $((13 * 12 + 20)) ]
  sed -i 's/^POSTGRES_CONNECTIONS=.*/POSTGRES_CONNECTIONS=400/' "$FOLDER/.env.production"
  deploy --apps 16
  grep -qx POSTGRES_CONNECTIONS=400 "$FOLDER/.env.production"
}

# --- what runs by itself

@test "schedules hold in a folder with a space and a percent sign, and the certificate is looked at every day" {
  printf '#!/bin/sh\nf=%s/table\ncase $1 in -l) cat $f 2>/dev/null ;; -) cat >$f.new; mv $f.new $f ;; esac\n' "$STUB" >"$BATS_TEST_TMPDIR/bin/crontab"
  printf '#!/bin/sh\necho "systemctl $*" >>"$STUB/calls"\n' >"$BATS_TEST_TMPDIR/bin/systemctl"
  chmod +x "$BATS_TEST_TMPDIR"/bin/{crontab,systemctl}
  FOLDER="$BATS_TEST_TMPDIR/of the plant 50%"
  mkdir -p "$FOLDER/backups"
  for name in backup maintenance; do
    printf '#!/bin/sh\necho "%s $*" >>"%s/ran"\n' "$name" "$STUB" >"$FOLDER/$name.sh"
    chmod +x "$FOLDER/$name.sh"
  done
  echo '0 1 * * * another' >"$STUB/table"
  OEE_SYSTEMD_RUNS=$STUB/none deploy --schedule-backups --folder "$FOLDER"
  OEE_SYSTEMD_RUNS=$STUB/none run deploy --schedule-backups --folder "$FOLDER"
  [[ $output == *"Nothing to do"* ]]
  [ "$(wc -l <"$STUB/table")" = 4 ]
  grep -qx '0 1 \* \* \* another' "$STUB/table"
  # As cron runs them: to the first percent sign that is not quoted.
  grep "of.*plant" "$STUB/table" | cut -d ' ' -f 6- >"$STUB/lines"
  while IFS= read -r line; do sh -c "$(sed 's/\\%/\x01/g; s/%.*//; s/\x01/%/g' <<<"$line")"; done <"$STUB/lines"
  [ "$(sort "$STUB/ran")" = "$(printf '%s\n' 'backup ' 'backup --base' 'maintenance --certificate')" ]
  [ -f "$FOLDER/backups/backup.log" ]
  [ "$(id -u)" = 0 ] || skip "systemd's part needs root"
  mkdir "$STUB/units"
  OEE_SYSTEMD_RUNS=$STUB OEE_SYSTEMD_FOLDER=$STUB/units deploy --schedule-backups --folder "$FOLDER"
  grep -qxF "ExecStart=\"$BATS_TEST_TMPDIR/of the plant 50%%/backup.sh\" --base" "$STUB/units/oee-base-backup.service"
  grep -qF 'maintenance.sh" --certificate' "$STUB/units/oee-certificate.service"
  grep -qx 'OnCalendar=\*-\*-\* 04:30' "$STUB/units/oee-certificate.timer"
  calls 'enable --now --quiet .*oee-certificate.timer'
  if command -v systemd-analyze >/dev/null; then
    systemd-analyze verify "$STUB"/units/oee-*.service "$STUB"/units/oee-*.timer
  fi
}

# --- from a backup, where the database lies in a container

# An archive as backup.sh makes it, of an installation elsewhere; its database has no tables.
make_archive() {
  local in=$BATS_TEST_TMPDIR/in
  mkdir -p "$in"/{database,configuration}
  : >"$in/counts.tsv"
  printf 'application=0.1.0\nschema=0028\ntaken=2026-01-01\n' >"$in/STAMP"
  (cd "$1" && tar -c .env.production secrets certificates trusted nginx/conf monitoring/alertmanager.yml) | tar -x -C "$in/configuration"
  (cd "$in" && find . -type f ! -name MANIFEST.sha256 -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | LC_ALL=C sort -k 2 >MANIFEST.sha256)
  ARCHIVE=$BATS_TEST_TMPDIR/oee-20260101-000000.tar.gpg
  cp "$1/secrets/backup_key" "$BATS_TEST_TMPDIR/kept-key"
  chmod 644 "$BATS_TEST_TMPDIR/kept-key"
  tar -c -C "$in" . | gpg --batch --quiet --pinentry-mode loopback --passphrase-file "$BATS_TEST_TMPDIR/kept-key" --symmetric -o "$ARCHIVE"
  chmod 644 "$ARCHIVE"
}

# The installation that is backed up, and then a host with the release and nothing else.
elsewhere() {
  deploy --domain plant.oee.test --apps 3 >/dev/null
  echo '# ours' >>"$FOLDER/nginx/conf/limits.conf"
  sed -i 's/operators@example.com/us@oee.test/' "$FOLDER/monitoring/alertmanager.yml"
  make_archive "$FOLDER"
  cp -a "$FOLDER/secrets" "$BATS_TEST_TMPDIR/secrets"
  rm -rf "$STUB" "$RELEASE" "$BATS_TEST_TMPDIR/bin"
  make_host
}

@test "into a host that has the release alone: the installation's own files come back, the others are the release's" {
  elsewhere
  run "$RELEASE/restore.sh" --yes --key "$BATS_TEST_TMPDIR/kept-key" "$ARCHIVE"
  echo "$output"
  [ "$status" = 0 ]
  grep -q 'server_name plant.oee.test;' "$FOLDER/nginx/conf/server_name.conf"
  grep -q '# ours' "$FOLDER/nginx/conf/limits.conf"
  grep -q 'us@oee.test' "$FOLDER/monitoring/alertmanager.yml"
  grep -q 'app3:8081' "$FOLDER/monitoring/targets/applications.yml"
  [ -f "$FOLDER/docker-compose.apps.yml" ]
  cmp "$FOLDER/nginx/conf/maps.conf" "$PROJECT_ROOT/nginx/conf/maps.conf"
  diff -r "$BATS_TEST_TMPDIR/secrets" "$FOLDER/secrets"
  [ -z "$(find "$FOLDER" -name '*.before-*')" ]
  [ -f "$STUB/containers/app3" ]
}

@test "an edit on the new host that is not the release's is still refused" {
  elsewhere
  mkdir "$RELEASE/secrets"
  printf another >"$RELEASE/secrets/SECRET_KEY"
  run "$RELEASE/restore.sh" --yes --key "$BATS_TEST_TMPDIR/kept-key" "$ARCHIVE"
  echo "$output"
  [ "$status" = 1 ]
  [[ $output == *"secrets/SECRET_KEY"*"nothing was changed"* ]]
  [[ $output != *nginx/conf* ]]
}

@test "by somebody who may use docker but is not root: settings are theirs, and nginx may read what it needs" {
  [ "$(id -u)" = 0 ] || skip "containers of these tests are no root then"
  elsewhere
  # What containers do is done by root; the script believes that it runs as another.
  printf '#!/bin/sh\ncase $1 in -u | -g) echo 65534 ;; *) exec /usr/bin/id "$@" ;; esac\n' >"$BATS_TEST_TMPDIR/bin/id"
  chmod +x "$BATS_TEST_TMPDIR/bin/id"
  run "$RELEASE/restore.sh" --yes --key "$BATS_TEST_TMPDIR/kept-key" "$ARCHIVE"
  echo "$output"
  [ "$status" = 0 ]
  calls 'docker run .*tar -x'
  for name in .env.production secrets secrets/redis secrets/backup_key nginx/conf/limits.conf certificates certificates/fullchain.pem monitoring/alertmanager.yml; do
    [ "$(stat -c %u "$FOLDER/$name")" = 65534 ] || { echo "$name belongs to $(stat -c %u "$FOLDER/$name")"; return 1; }
  done
  [ "$(stat -c %u "$FOLDER/secrets/SECRET_KEY" "$FOLDER/secrets/redis/REDIS_PASSWORD" | tr '\n' ' ')" = "10001 999 " ]
  [ "$(stat -c %a "$FOLDER/.env.production" "$FOLDER/secrets/SECRET_KEY" | sort -u)" = 600 ]
  [ "$(stat -c %a "$FOLDER/nginx/conf/limits.conf" "$FOLDER/certificates/fullchain.pem" | sort -u)" = 644 ]
  [ "$(stat -c %a "$FOLDER/certificates")" = 755 ]
}

@test "without a network the images of the bundle come before the first container" {
  elsewhere
  deploy --make-bundle "$BATS_TEST_TMPDIR/bundle.tar"
  chmod 644 "$BATS_TEST_TMPDIR/bundle.tar"
  rm -rf "$STUB/images" "$RELEASE/Dockerfile"
  touch "$STUB/no-network"
  run as_user "$RELEASE/restore.sh" --yes --key "$BATS_TEST_TMPDIR/kept-key" --offline "$BATS_TEST_TMPDIR/bundle.tar" "$ARCHIVE"
  echo "$output"
  [ "$status" = 0 ]
}

@test "over an installation that runs: database, cache and application see the passwords that came back" {
  deploy --domain oee.test
  make_archive "$FOLDER"
  old=$(cat "$FOLDER/secrets/DATABASE_PASSWORD")
  # Since then other passwords were made, and everything was started with them.
  for name in DATABASE_PASSWORD postgres/DATABASE_PASSWORD; do printf 'since then' >"$FOLDER/secrets/$name"; done
  for name in REDIS_PASSWORD redis/REDIS_PASSWORD; do printf 'also since then' >"$FOLDER/secrets/$name"; done
  deploy
  [ "$(cat "$STUB/mounted/postgres/secrets/postgres/DATABASE_PASSWORD")" = 'since then' ]
  run "$RELEASE/restore.sh" --yes --replace "$ARCHIVE"
  echo "$output"
  [ "$status" = 0 ]
  [ "$(cat "$STUB/password-of-oee_app")" = "$old" ]
  [ "$(cat "$(seen_by app1 secrets/DATABASE_PASSWORD)")" = "$old" ]
  cmp "$FOLDER/secrets/redis/REDIS_PASSWORD" "$(seen_by redis secrets/redis/REDIS_PASSWORD)"
  [ "$(cat "$(seen_by redis secrets/redis/REDIS_PASSWORD)")" != 'also since then' ]
}

@test "the secret of the store is read also when it belongs to the application's user" {
  [ "$(id -u)" = 0 ] || skip "giving files away needs root"
  deploy --domain oee.test
  printf 'secret-of-the-store' >"$FOLDER/secrets/AWS_SECRET_ACCESS_KEY"
  chown 10001 "$FOLDER/secrets/AWS_SECRET_ACCESS_KEY"
  printf '#!/bin/sh\nprintf %%s "$AWS_SECRET_ACCESS_KEY" >"$STUB/secret-seen"\n' >"$BATS_TEST_TMPDIR/bin/aws"
  # The container that reads it runs as root.
  printf '#!/bin/sh\ncase "$*" in *"run --rm"*AWS_SECRET*) printf secret-of-the-store ;; *) exec "%s" "$@" ;; esac\n' "$STUBS/docker" >"$BATS_TEST_TMPDIR/bin/other"
  chmod +x "$BATS_TEST_TMPDIR"/bin/{aws,other}
  mv "$BATS_TEST_TMPDIR/bin/other" "$BATS_TEST_TMPDIR/bin/docker"
  chmod 755 "$BATS_TEST_TMPDIR" "${BATS_TEST_TMPDIR%/*}" "${BATS_TEST_TMPDIR%/*/*}"
  chown 65534 "$STUB" "$FOLDER" "$FOLDER/.env.production" "$FOLDER/secrets"
  # shellcheck disable=SC2016
  setpriv --reuid=65534 --regid=65534 --clear-groups bash -c '. "$1/db/operations.sh"; use_folder "$1"; s3_put file bucket key' - "$FOLDER"
  [ "$(cat "$STUB/secret-seen")" = secret-of-the-store ]
}
