#!/usr/bin/env bash
# Installs OEE Analytics on this host, or brings it to a new version. Run again, it changes nothing that is right.
# ./deploy.sh --help says the rest.
# shellcheck source-path=SCRIPTDIR source=db/operations.sh
. "$(dirname "$0")/db/operations.sh"
# shellcheck source-path=SCRIPTDIR source=db/preflight.sh
. "$(dirname "$0")/db/preflight.sh"
# shellcheck source-path=SCRIPTDIR source=db/upgrade.sh
. "$(dirname "$0")/db/upgrade.sh"
# shellcheck source-path=SCRIPTDIR source=db/schedule.sh
. "$(dirname "$0")/db/schedule.sh"
begin

help() {
  cat <<'TEXT'
./deploy.sh [--domain NAME]        installs: checks the host, makes secrets and a certificate, starts, tries it out
  --gemini-key-file F              key for the assistant's model; without one the assistant is off
  --apps N                         instances of the application, 2 to 16 (2)
  --tls self-signed|files|acme     where the certificate comes from (self-signed)
  --certificate F --private-key F  with --tls files
  --acme-email A                   with --tls acme: whom the authority writes to
  --with-monitoring                Prometheus, Alertmanager and Grafana
  --with-storage                   MinIO, a store for the files of models
  --folder DIR                     the installation; else the folder of this script
  --unattended                     asks nothing
./deploy.sh --upgrade              backup, new image, migration, one instance after the other; goes back when it fails
  --version TAG                    another tag for the new image than the project's version
  --backup FILE                    an archive just made, instead of making one
./deploy.sh --make-bundle FILE     all images and files in one archive, for a host without network; there:
                                   tar -xf FILE ./deploy.sh ./db && ./deploy.sh --offline FILE
./deploy.sh --offline FILE         installs, or with --upgrade upgrades, from it
./deploy.sh --images-only          builds or loads the image, and nothing else
./deploy.sh --schedule-backups     a backup every night, a base backup every week, and a look at the certificate every day

The same by the environment: OEE_DOMAIN, GEMINI_API_KEY, OEE_APPS, OEE_TLS, OEE_ACME_EMAIL, OEE_VERSION.
OEE_HTTP_PORT and OEE_HTTPS_PORT are the ports of this host (80, 443); ACME needs 80 from outside.
OEE_TIME_SOURCE is an address (https) whose clock this host's is compared with, OEE_ADDRESS the address users reach it
by when it is none of its own, OEE_WAIT_SECONDS how long one service may take to start (240).
TEXT
}

SOURCE=$(cd "$(dirname "$0")" && pwd)
folder=$SOURCE domain=${OEE_DOMAIN:-} key_file='' apps=${OEE_APPS:-} tls=${OEE_TLS:-} certificate='' private_key=''
email=${OEE_ACME_EMAIL:-} monitoring=0 storage=0 unattended=0 mode=install offline='' bundle='' version=${OEE_VERSION:-} archive=''
# The containers get these from .env.production alone; in the environment they would win over it.
unset OEE_DOMAIN OEE_APPS OEE_TLS OEE_ACME_EMAIL OEE_VERSION
gemini_key=${GEMINI_API_KEY:-}
unset GEMINI_API_KEY
while [ $# -gt 0 ]; do
  case $1 in
    --domain) domain=${2:?--domain needs a name}; shift ;;
    --gemini-key-file) key_file=${2:?--gemini-key-file needs a file}; shift ;;
    --apps) apps=${2:?--apps needs a number}; shift ;;
    --tls) tls=${2:?--tls needs self-signed, files or acme}; shift ;;
    --certificate) certificate=${2:?--certificate needs a file}; shift ;;
    --private-key) private_key=${2:?--private-key needs a file}; shift ;;
    --acme-email) email=${2:?--acme-email needs an address}; shift ;;
    --with-monitoring) monitoring=1 ;;
    --with-storage) storage=1 ;;
    --folder) folder=${2:?--folder needs a folder}; shift ;;
    --unattended) unattended=1 ;;
    --upgrade) mode=upgrade ;;
    --version) version=${2:?--version needs a tag}; shift ;;
    --backup) archive=${2:?--backup needs a file}; shift ;;
    --offline) offline=${2:?--offline needs a bundle}; shift ;;
    --make-bundle) mode=bundle bundle=${2:?--make-bundle needs a file}; shift ;;
    --images-only) mode=images ;;
    --schedule-backups) mode=schedule ;;
    --help | -h) help; exit 0 ;;
    *) fail "deploy.sh does not know '$1'; see ./deploy.sh --help" ;;
  esac
  shift
done
case $folder in /*) ;; *) folder=$PWD/$folder ;; esac
FOLDER=$folder
ENVIRONMENT=$FOLDER/.env.production
SECRETS=$FOLDER/secrets
BACKUPS=${OEE_BACKUPS:-$FOLDER/backups}
[ -z "$offline" ] || case $offline in /*) ;; *) offline=$PWD/$offline ;; esac

# --- files --------------------------------------------------------------------------------------------------------

PROJECT_FILES=(deploy.sh backup.sh restore.sh maintenance.sh health_check.sh docker-compose.production.yml db/roles.sh
  db/operations.sh db/generated.sh db/certificates.sh db/archives.sh db/preflight.sh db/upgrade.sh db/schedule.sh
  db/migration nginx monitoring)
# Brings the project's files from a release into the installation. What the installation writes itself stays, and so do
# OWN_FILES that differ from what the release before had brought (its digests are in .release.sha256).
install_files() {
  local from=$1 name mode
  if [ "$from" = "$FOLDER" ]; then
    return 0
  fi
  while IFS= read -r name; do
    if [ -f "$FOLDER/$name" ]; then
      case $GENERATED_FILES in *" $name "*) continue ;; esac
      case $OWN_FILES in *" $name "*) ! is_edited "$name" "$from" || continue ;; esac
    fi
    mkdir -p "$FOLDER/$(dirname "$name")"
    mode=644
    [ ! -x "$from/$name" ] || mode=755
    write_file "$FOLDER/$name" "$mode" <"$from/$name"
  done < <(cd "$from" && for name in "${PROJECT_FILES[@]}"; do [ ! -e "$name" ] || find "$name" -type f ! -path 'nginx/run/*'; done)
  mkdir -p "$FOLDER/nginx/run"
  # shellcheck disable=SC2086
  (cd "$from" && sha256sum $OWN_FILES 2>/dev/null) | write_file "$FOLDER/.release.sha256" 644
  printf '%s' "$(project_version "$from")" | write_file "$FOLDER/VERSION" 644
}

is_edited() {
  local name=$1 from=$2
  if cmp -s "$FOLDER/$name" "$from/$name" \
    || (cd "$FOLDER" && grep -F "  $name" .release.sha256 2>/dev/null | sha256sum --check --status 2>/dev/null); then
    return 1
  fi
  warn "$name was changed here and stays; the release's own is another"
}

# With the images, since even files of containers' users are reached by one.
unpack_bundle() {
  RELEASE=$(mktemp -d "$FOLDER/.bundle.XXXXXX")
  # shellcheck disable=SC2064
  trap "rm -rf '$RELEASE'; tell_password" EXIT
  tar --extract --no-same-owner --file "$offline" --directory "$RELEASE"
  if [ "$mode" = upgrade ] || ! have "$(image)" || ! have "$(setting POSTGRES_IMAGE "$POSTGRES_IMAGE")"; then
    say "Loading the images from $(basename "$offline")"
    docker load --quiet --input "$RELEASE/images.tar" </dev/null >/dev/null || fail "the images could not be loaded; the reason stands above. Nothing was changed"
    CHANGED=1
  fi
}

# The image is here afterwards: built where there are sources, else pulled, unless it is here already.
bring_image() {
  local wanted=$1
  if [ -n "$offline" ]; then
    have "$wanted" || { warn "the bundle does not hold $wanted"; return 1; }
    return 0
  fi
  if [ -f "$SOURCE/Dockerfile" ] && { [ "$mode" = upgrade ] || ! have "$wanted"; }; then
    say "Building $wanted, which takes some minutes"
    DOCKER_BUILDKIT=1 docker build --tag "$wanted" --pull "$SOURCE" </dev/null || return 1
  elif ! have "$wanted"; then
    say "Pulling $wanted"
    docker pull --quiet "$wanted" </dev/null >/dev/null || return 1
  else
    return 0
  fi
  CHANGED=1
}

write_environment() {
  local profiles='' fresh=0 name needed
  if [ ! -f "$ENVIRONMENT" ]; then
    fresh=1
    printf '# Settings of this installation, without secrets: those lie in secrets/, one a file.\n' | write_file "$ENVIRONMENT" 600
  fi
  keep_setting OEE_DOMAIN "$domain"
  for name in OEE_HTTP_PORT OEE_HTTPS_PORT; do
    [ -z "$(setting "$name")" ] || keep_setting "$name" "$(setting "$name")"
  done
  keep_setting OEE_PUBLIC_URL "$(address)"
  [ -n "$(setting OEE_IMAGE)" ] || keep_setting OEE_IMAGE oee-analytics
  [ -n "$(setting OEE_VERSION)" ] || keep_setting OEE_VERSION "${version:-$(project_version "$RELEASE")}"
  keep_setting OEE_APPS "$apps"
  # For each instance and the worker, and for those that come by hand, migrate and back up.
  needed=$(((apps + 1) * $(setting OEE_DATABASE_CONNECTIONS 12) + 40))
  [ "$needed" -le "$(setting POSTGRES_CONNECTIONS 150)" ] || keep_setting POSTGRES_CONNECTIONS "$needed"
  keep_setting OEE_TLS "$tls"
  [ -z "$email" ] || keep_setting OEE_ACME_EMAIL "$email"
  profiles=$(setting COMPOSE_PROFILES)
  [ "$monitoring" = 0 ] || case ",$profiles," in *,monitoring,*) ;; *) profiles=${profiles:+$profiles,}monitoring ;; esac
  [ "$storage" = 0 ] || case ",$profiles," in *,storage,*) ;; *) profiles=${profiles:+$profiles,}storage ;; esac
  keep_setting COMPOSE_PROFILES "$profiles"
  if [ "$storage" = 1 ] && [ -z "$(setting OEE_S3_ENDPOINT)" ]; then
    keep_setting OEE_S3_ENDPOINT "$OWN_STORE"
    keep_setting AWS_ACCESS_KEY_ID oee-storage
    # Models that lie in the database already stay there.
    if [ "$fresh" = 1 ]; then
      keep_setting OEE_ARTEFACTS s3://oee-models
    else
      say "Files of models stay in the database; to keep new ones in the store: OEE_ARTEFACTS=s3://oee-models in .env.production"
    fi
  fi
  chmod 600 "$ENVIRONMENT"
}

# Each secret once, at random, and never again. None is shown, none stands in a list of processes.
make_secrets() {
  local name from file
  mkdir -p "$SECRETS"
  chmod 700 "$SECRETS"
  while read -r name _ from; do
    file=$SECRETS/$name
    if [ -z "$name" ] || [ -e "$file" ]; then
      continue
    fi
    mkdir -p "$(dirname "$file")"
    case $from in
      random) openssl rand -hex 32 | tr -d '\n' | write_file "$file" 600 ;;
      empty) : | write_file "$file" 600 ;;
      *) read_file "secrets/$from" | write_file "$file" 600 ;;
    esac
  done <<<"$SECRET_FILES"
  if [ "$storage" = 1 ] && [ ! -s "$SECRETS/AWS_SECRET_ACCESS_KEY" ]; then
    read_file secrets/MINIO_ROOT_PASSWORD | write_file "$SECRETS/AWS_SECRET_ACCESS_KEY" 600
  fi
  if [ -n "$key_file" ]; then
    gemini_key=$(cat "$key_file")
  fi
  if [ -n "$gemini_key" ]; then
    if [ ! -s "$SECRETS/GEMINI_API_KEY" ]; then
      printf %s "$gemini_key" | write_file "$SECRETS/GEMINI_API_KEY" 600
    elif ! printf %s "$gemini_key" | holds secrets/GEMINI_API_KEY; then
      warn "another Gemini key is kept already and stays; to change it, write it into secrets/GEMINI_API_KEY and run this again"
    fi
  fi
  gemini_key=
}

make_certificates() {
  mkdir -p "$FOLDER/certificates"
  chmod 755 "$FOLDER/certificates"
  case $tls in
    files)
      if [ -n "$certificate" ]; then
        write_file "$FOLDER/certificates/fullchain.pem" 644 <"$certificate"
        write_file "$FOLDER/certificates/privkey.pem" 600 <"$private_key"
      fi ;;
    *)
      # For ACME too: nginx must run with some certificate before it can prove that the domain is ours.
      if [ ! -f "$FOLDER/certificates/fullchain.pem" ] \
        || { [ "$tls" = self-signed ] && ! openssl x509 -in "$FOLDER/certificates/fullchain.pem" -noout -checkhost "$domain" | grep -q 'does match'; }; then
        make_certificate "$domain"
      fi ;;
  esac
  own_files
}

write_configuration() {
  make_folders
  write_generated
  let_read
}

# --- starting -----------------------------------------------------------------------------------------------------

up() {
  local pull=missing
  [ -z "$offline" ] || pull=never
  compose up --detach --no-build --pull "$pull" "$@" </dev/null
}

containers() { compose ps --all --quiet </dev/null | LC_ALL=C sort; }

expect_all() {
  local service
  for service in $(services); do
    expect_healthy "$service" || return 1
  done
}

expect_served() {
  if ! wait_for "${OEE_WAIT_SECONDS:-240}" "$(address)/health" ask_health; then
    compose logs --no-color --no-log-prefix --tail 40 nginx </dev/null >&2 || true
    warn "$(address)/health does not answer 200 through nginx; the last lines of its log stand above"
    return 1
  fi
}

# Among containers nginx listens at its own port. Whoever signed the certificate, it is one to be trusted here.
try_out() { oee_with "$FOLDER/certificates/fullchain.pem" smoke --url "https://$domain" --ca FILE; }

# The administrator's password is shown once, also when something later fails: it cannot be asked for again.
administrator='' told=0
tell_password() {
  if [ -n "$administrator" ] && [ "$told" = 0 ]; then
    told=1
    say "First sign-in (name / password, shown this once): $administrator"
  fi
}
trap tell_password EXIT

open_first_account() {
  local status=0
  administrator=$(oee first-administrator) || status=$?
  if [ "$status" = 3 ]; then
    administrator=
  elif [ "$status" != 0 ]; then
    fail "the first account could not be opened; its reason stands above"
  fi
}

# What runs is well: its files are the way back from the next upgrade, and one that was interrupted is over.
settled() {
  keep_setting OEE_RELEASE "$(project_version "$FOLDER")"
  keep_files
  rm -f "$FOLDER/.upgrade"
}

is_settled() {
  local service
  [ "$CHANGED" = 0 ] || return 1
  for service in $(services); do
    is_healthy "$service" || return 1
  done
}

install() {
  local before
  preflight
  mkdir -p "$FOLDER"
  RELEASE=$SOURCE
  [ -z "$offline" ] || unpack_bundle
  install_files "$RELEASE"
  write_environment
  make_secrets
  make_certificates
  write_configuration
  bring_image "$(image)" || fail "the image could not be brought; the reason stands above. Nothing runs yet; run this again when it is put right"
  if is_settled; then
    before=$(containers)
    up --remove-orphans
    expect_all || exit 1
    if [ "$(containers)" = "$before" ]; then
      # What was changed by hand under nginx/conf.
      reload_nginx || fail "nginx does not take its configuration; the reason stands above"
      expect_served || exit 1
      settled
      say "Nothing to do: everything is as it should be, at $(address)"
      return 0
    fi
  fi
  up postgres
  expect_healthy postgres || exit 1
  if [ "$(setting OEE_ARTEFACTS)" = s3://oee-models ] && [ "$(setting OEE_S3_ENDPOINT)" = "$OWN_STORE" ]; then
    up minio
    expect_healthy minio || exit 1
    own_store mb --ignore-existing own/oee-models </dev/null >/dev/null
  fi
  make_roles "$DATABASE"
  oee migrate || fail "the tables could not be made; the reason stands above"
  open_first_account
  up --remove-orphans
  expect_all || exit 1
  reload_nginx || fail "nginx does not take its configuration; the reason stands above"
  if [ "$tls" = acme ]; then
    acme_certificate "$domain" "$email" || fail "the authority gave no certificate; the reason stands above. A self-signed one is in use; run this again when it is put right"
    own_files
    reload_nginx
  fi
  expect_served || exit 1
  try_out || fail "the installation runs, but a sample event did not come through; the step that failed stands above"
  settled
  say "OEE Analytics $(setting OEE_VERSION) runs at $(address)"
  [ "$tls" != self-signed ] || say "Its certificate is its own: browsers warn until certificates/fullchain.pem is trusted, or --tls files or acme is used."
  say "Keep a copy of secrets/backup_key elsewhere: without it no backup can be opened. Nightly backups: ./deploy.sh --schedule-backups"
  tell_password
}

# --- the rest -----------------------------------------------------------------------------------------------------

make_bundle() {
  local images name folder part
  problems=()
  check_tools
  check_files
  [ ${#problems[@]} = 0 ] || { printf '  - %s\n' "${problems[@]}" >&2; exit 1; }
  RELEASE=$SOURCE
  local wanted
  wanted=oee-analytics:${version:-$(project_version "$SOURCE")}
  bring_image "$wanted" || fail "the image could not be brought"
  folder=$(mktemp -d "$(dirname "$bundle")/.bundle.XXXXXX")
  # shellcheck disable=SC2064
  trap "rm -rf '$folder'" EXIT
  (cd "$SOURCE" && for name in "${PROJECT_FILES[@]}"; do [ ! -e "$name" ] || echo "$name"; done) \
    | tar --create --exclude 'nginx/run/*' --file - --directory "$SOURCE" --files-from - | tar --extract --file - --directory "$folder"
  project_version "$SOURCE" | tr -d '\n' >"$folder/VERSION"
  printf 'OEE_IMAGE=oee-analytics\nOEE_VERSION=%s\nOEE_DOMAIN=localhost\n' "${wanted##*:}" >"$folder/.env"
  images=$(COMPOSE_PROFILES=monitoring,storage docker compose --project-name "$PROJECT" --project-directory "$SOURCE" --env-file "$folder/.env" \
    --file "$SOURCE/docker-compose.production.yml" config --images </dev/null | sort -u)
  rm -f "$folder/.env"
  for name in $images; do
    have "$name" || docker pull --quiet "$name" </dev/null >/dev/null
  done
  # shellcheck disable=SC2086
  docker save --output "$folder/images.tar" $images </dev/null
  digests_of_folder "$folder" >"$folder/MANIFEST.sha256"
  part=$bundle.part
  tar --create --file "$part" --directory "$folder" .
  sync "$part"
  mv -T "$part" "$bundle"
  say "Bundle $bundle, $(stat -c %s "$bundle") bytes: $(wc -w <<<"$images") images. On the other host: tar -xf $(basename "$bundle") ./deploy.sh ./db && ./deploy.sh --offline $(basename "$bundle")"
}

# What was chosen before holds until something else is said.
domain=${domain:-$(setting OEE_DOMAIN)}
apps=${apps:-$(setting OEE_APPS 2)}
tls=${tls:-$(setting OEE_TLS "$([ -z "$certificate" ] && echo self-signed || echo files)")}
email=${email:-$(setting OEE_ACME_EMAIL)}
if [ "$mode" = install ] && [ "$unattended" = 0 ] && [ -t 0 ]; then
  if [ -z "$domain" ]; then
    read -r -p "Domain users will type, such as oee.example.com: " domain
  fi
  if [ ! -s "$SECRETS/GEMINI_API_KEY" ] && [ ! -f "$ENVIRONMENT" ] && [ -z "$gemini_key$key_file" ]; then
    read -r -s -p "Gemini API key for the assistant (may stay empty): " gemini_key
    echo
  fi
fi
case $mode in
  install) install ;;
  upgrade) upgrade ;;
  bundle) make_bundle ;;
  schedule) schedule ;;
  images)
    problems=()
    [ -z "$offline" ] || check_bundle
    [ ${#problems[@]} = 0 ] || fail "${problems[0]}"
    RELEASE=$SOURCE
    mkdir -p "$FOLDER"
    [ -z "$offline" ] || unpack_bundle
    bring_image "$(image)" || fail "the image could not be brought; the reason stands above" ;;
esac
