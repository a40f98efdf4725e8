# shellcheck shell=bash
# shellcheck disable=SC2034
# Files that are written from settings: nginx's and Prometheus' lists of instances, and what compose is told besides its
# file. Sourced by operations.sh.

# Writes all of them.
write_generated() {
  local apps text
  apps=$(setting OEE_APPS 2)
  mkdir -p "$FOLDER/nginx/conf"
  printf '%s\n' '# The name under which users come, and the port they see, which differs from the one listened to where another one is' \
    '# published.' "server_name $(setting OEE_DOMAIN);" "set \$public_port $(setting OEE_HTTPS_PORT 443);" | write_file "$FOLDER/nginx/conf/server_name.conf" 644
  text=$(instances_conf "$apps")
  printf '%s\n' "$text" | write_file "$FOLDER/nginx/conf/instances.conf" 644
  if [ -d "$FOLDER/monitoring/targets" ]; then
    targets_yml "$apps" | write_file "$FOLDER/monitoring/targets/applications.yml" 644
  fi
  if [ ! -f "$FOLDER/docker-compose.production.yml" ]; then
    return 0
  fi
  # Never names an instance that the other file does not make, wherever this is broken off.
  [ "$apps" = 2 ] || apps_yml "$apps" | write_file "$FOLDER/docker-compose.apps.yml" 644
  files_yml "$apps" | write_file "$FOLDER/docker-compose.files.yml" 644
  if [ "$apps" = 2 ] && [ -f "$FOLDER/docker-compose.apps.yml" ]; then
    rm -f "$FOLDER/docker-compose.apps.yml"
    CHANGED=1
  fi
}

# nginx's list of instances. instances_conf N [LEAVING...]: those that leave are reached by their cookie, and by others
# only when nobody else answers.
instances_conf() {
  local total=$1 n m all=() pool=() leaving=()
  shift
  for n in $(seq 1 "$total"); do
    all+=("app$n")
    case " $* " in *" app$n "*) leaving+=("app$n") ;; *) pool+=("app$n") ;; esac
  done
  [ ${#pool[@]} -gt 0 ] || fail "one instance must stay in the pool"
  cat <<'TEXT'
# Written by deploy.sh, which knows how many instances there are and which of them are being replaced.
# An instance that leaves gets nobody new while others answer; whoever is there by cookie stays until the end. It still
# stands in for all others: a busy connection may go by this list long after a newer one was loaded, when the others
# are replaced in turn. Names are asked for again and again, so that one that is away keeps nobody from starting.
resolver 127.0.0.11 valid=5s ipv6=off;
resolver_timeout 2s;

# Who comes for the first time.
upstream pool {
    zone pool 256k;
    least_conn;
TEXT
  printf '    server %s:8080 resolve max_fails=1 fail_timeout=5s;\n' "${pool[@]}"
  for n in "${leaving[@]}"; do printf '    server %s:8080 resolve max_fails=1 fail_timeout=5s backup;\n' "$n"; done
  cat <<'TEXT'
    keepalive 32;
    keepalive_timeout 30s;
}

# Programs, which are nowhere at home. None is ever given up, so that answers stay those of the application.
upstream doors {
    zone doors 256k;
    least_conn;
TEXT
  printf '    server %s:8080 resolve max_fails=0;\n' "${pool[@]}"
  for n in "${leaving[@]}"; do printf '    server %s:8080 resolve max_fails=0 backup;\n' "$n"; done
  cat <<'TEXT'
    keepalive 32;
    keepalive_timeout 30s;
}

# Who is at home at one; the others stand in while it does not answer. It is always asked first, since elsewhere the
# session is lost.
TEXT
  for n in "${all[@]}"; do
    printf 'upstream to_%s {\n    zone to_%s 256k;\n    server %s:8080 resolve max_fails=0;\n' "$n" "$n" "$n"
    for m in "${all[@]}"; do
      [ "$m" = "$n" ] || printf '    server %s:8080 resolve max_fails=1 fail_timeout=5s backup;\n' "$m"
    done
    printf '    keepalive 32;\n    keepalive_timeout 30s;\n}\n\n'
  done
  # shellcheck disable=SC2016
  printf 'map $cookie_ROUTEID $instance {\n    default pool;\n'
  for n in "${all[@]}"; do
    printf '    %s to_%s;\n' "$n" "$n"
  done
  printf '}\n'
}

# The same for Prometheus.
targets_yml() {
  local n
  printf '%s\n' '# The instances that are asked for their metrics. deploy.sh --apps N writes this file anew, as it does nginx'"'"'s list.' \
    '- labels: {role: web}' '  targets:'
  for n in $(seq 1 "$1"); do
    printf '    - app%s:8081\n' "$n"
  done
  printf '%s\n' '- labels: {role: worker}' '  targets:' '    - worker:8081'
}

# Instances beyond the two of docker-compose.production.yml. What they have in common is said there, above the services;
# it counts within one file only, so it is said again.
apps_yml() {
  local n
  printf '# Written by deploy.sh --apps %s.\n' "$1"
  sed -e '/^services:/,$d' -e '/^name:/d' -e '/^#/d' "$FOLDER/docker-compose.production.yml"
  echo "services:"
  for n in $(seq 3 "$1"); do
    printf '  app%s:\n    <<: *web\n    environment:\n      <<: *settings\n      OEE_INSTANCE: app%s\n      OEE_JOB_THREADS: "0"\n' "$n" "$n"
  done
}

# A container holds on to the very file it was started with, also when another one lies there since, and some programs
# read theirs only once. So each service is told, in a label, which files these are: when they change, compose makes the
# container anew. By place and time, since a digest would tell something of a secret.
stamp_of() { (cd "$FOLDER" && { find "$@" -type f -printf '%p %i %T@\n' 2>/dev/null || true; } | LC_ALL=C sort | sha256sum | cut -c 1-16); }

files_yml() {
  local n application=() name uid
  while read -r name uid _; do
    [ "$uid" != 10001 ] || [ "$name" = DATABASE_MIGRATE_PASSWORD ] || application+=("secrets/$name")
  done <<<"$SECRET_FILES"
  printf '%s\n' '# Written by deploy.sh: which files a service was started with. When they change it is made anew.' 'services:'
  for n in $(seq 1 "$1"); do
    printf '  app%s:\n    labels: {oee.files: "%s"}\n' "$n" "$(stamp_of "${application[@]}")"
  done
  printf '  %s:\n    labels: {oee.files: "%s"}\n' \
    worker "$(stamp_of "${application[@]}")" \
    postgres "$(stamp_of secrets/POSTGRES_PASSWORD secrets/DATABASE_READ_PASSWORD secrets/postgres)" \
    redis "$(stamp_of secrets/redis)" \
    minio "$(stamp_of secrets/MINIO_ROOT_PASSWORD)" \
    prometheus "$(stamp_of monitoring/prometheus.yml monitoring/alerts)" \
    alertmanager "$(stamp_of monitoring/alertmanager.yml)" \
    grafana "$(stamp_of secrets/GRAFANA_PASSWORD monitoring/grafana/provisioning)"
}
