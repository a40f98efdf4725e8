#!/usr/bin/env bats
# maintenance.sh on a host of stubs.
load helpers
load deploy_helpers

setup_file() {
  make_host "$BATS_FILE_TMPDIR/host"
  recorded_backup
  deploy --domain oee.test >/dev/null
  printf '#!/bin/sh\necho "health_check $*" >>"$STUB/calls"\nexit "$(cat "$STUB/health" 2>/dev/null || echo 0)"\n' >"$RELEASE/health_check.sh"
  : >"$STUB/calls"
  keep_host "$BATS_FILE_TMPDIR/host"
}

setup() { bring_host "$BATS_FILE_TMPDIR/host"; }

maintenance() { "$RELEASE/maintenance.sh" "$@"; }

short_certificate() {
  (cd "$FOLDER/certificates" && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 20 -subj /CN=oee.test -keyout privkey.pem -out fullchain.pem 2>/dev/null)
}

@test "backup first, then the update with that backup, old images away, and a look at the end" {
  cp "$STUB/images/oee-analytics:0.1.0" "$STUB/images/oee-analytics:0.0.8"
  cp "$STUB/images/oee-analytics:0.1.0" "$STUB/images/oee-analytics:0.0.9"
  printf '0.2.0' >"$RELEASE/VERSION"
  run maintenance
  echo "$output"
  [ "$status" = 0 ]
  [ "$(grep -c '^backup' "$STUB/calls")" = 1 ]
  grep -qx OEE_VERSION=0.2.0 "$FOLDER/.env.production"
  # The version in use and the one before stay.
  [ "$(cd "$STUB/images" && echo oee-analytics:*)" = "oee-analytics:0.1.0 oee-analytics:0.2.0 oee-analytics:before-upgrade" ]
  calls '^health_check'
}

@test "on a host of a bundle or of the pipeline, where nothing can be built or pulled, all stays as it is and is looked after" {
  rm "$RELEASE/Dockerfile"
  cp "$STUB/images/oee-analytics:0.1.0" "$STUB/images/oee-analytics:4f2a"
  sed -i 's/^OEE_VERSION=.*/OEE_VERSION=4f2a/' "$FOLDER/.env.production"
  touch "$STUB/no-network"
  run maintenance
  echo "$output"
  [ "$status" = 0 ]
  grep -qx OEE_VERSION=4f2a "$FOLDER/.env.production"
  refute calls 'docker build|docker pull'
  [ -f "$STUB/images/oee-analytics:4f2a" ]
  calls '^health_check'
}

@test "when the backup fails nothing else happens" {
  touch "$STUB/backup-fails"
  run maintenance
  [ "$status" = 1 ]
  refute calls 'docker|health_check'
}

@test "when the update fails it says so and ends with 1" {
  printf '0.2.0' >"$RELEASE/VERSION"
  echo 0.2.0 >"$STUB/smoke-fails-in"
  run maintenance
  [ "$status" = 1 ]
  [[ $output == *"the update failed"* ]]
  grep -qx OEE_VERSION=0.1.0 "$FOLDER/.env.production"
}

@test "a problem that the look at the end finds is exit 1, warnings are not" {
  echo 1 >"$STUB/health"
  run maintenance --no-update
  [ "$status" = 1 ]
  echo 2 >"$STUB/health"
  run maintenance --no-update
  [ "$status" = 0 ]
}

@test "a certificate with fewer than 30 days is renewed and loaded, one with more is left" {
  before=$(cat "$FOLDER/certificates/fullchain.pem")
  run maintenance --certificate
  [ "$(cat "$FOLDER/certificates/fullchain.pem")" = "$before" ]
  short_certificate
  run maintenance --certificate
  echo "$output"
  [ "$status" = 0 ]
  [[ $output == *"The certificate is new, valid for 39"* ]]
  calls 'nginx -s reload'
  [ "$(stat -c %a "$FOLDER/certificates/privkey.pem")" = 600 ]
}

@test "by ACME the authority is asked, and when it refuses the old one stays" {
  sed -i 's/^OEE_TLS=.*/OEE_TLS=acme/' "$FOLDER/.env.production"
  echo OEE_ACME_EMAIL=a@oee.test >>"$FOLDER/.env.production"
  short_certificate
  before=$(cat "$FOLDER/certificates/fullchain.pem")
  echo certonly >"$STUB/fail"
  run maintenance --certificate
  [ "$status" = 1 ]
  [[ $output == *"the authority gave no new certificate"* ]]
  [ "$(cat "$FOLDER/certificates/fullchain.pem")" = "$before" ]
}

@test "nothing installed, nothing to maintain" {
  rm "$FOLDER/.env.production"
  run maintenance
  [ "$status" = 1 ]
  [[ $output == *"nothing is installed"* ]]
}
