#!/usr/bin/env bash
# What an installation needs from time to time: backup, certificate, update, tidying up, and a look whether all is well.
#   ./maintenance.sh [--folder DIR] [--no-update] [--offline BUNDLE]
#   ./maintenance.sh --certificate      only renews the certificate when fewer than 30 days are left
# shellcheck source-path=SCRIPTDIR source=db/operations.sh
. "$(dirname "$0")/db/operations.sh"
begin

here=$(cd "$(dirname "$0")" && pwd)
folder=$here update=1 offline=() only_certificate=0
while [ $# -gt 0 ]; do
  case $1 in
    --folder) folder=${2:?--folder needs a folder}; shift ;;
    --no-update) update=0 ;;
    --offline) offline=(--offline "${2:?--offline needs a bundle}"); shift ;;
    --certificate) only_certificate=1 ;;
    --help | -h) sed -n '2,4s/^# *//p' "$0"; exit 0 ;;
    *) fail "maintenance.sh does not know '$1'; see ./maintenance.sh --help" ;;
  esac
  shift
done
use_folder "$folder"
[ -f "$ENVIRONMENT" ] || fail "nothing is installed in $FOLDER; run ./deploy.sh first"

renew_certificate() {
  local days
  days=$(days_left "$FOLDER/certificates/fullchain.pem") || days=-1
  if [ "$days" -ge 30 ]; then
    say "The certificate is valid for $days days."
    return 0
  fi
  case $(setting OEE_TLS self-signed) in
    self-signed) make_certificate "$(setting OEE_DOMAIN)" ;;
    acme)
      acme_certificate "$(setting OEE_DOMAIN)" "$(setting OEE_ACME_EMAIL)" \
        || fail "the authority gave no new certificate; the old one is valid for $days days. The reason stands above" ;;
    *)
      warn "the certificate is valid for $days days; ask its issuer for a new one, then: ./deploy.sh --certificate FILE --private-key FILE"
      return 0 ;;
  esac
  own_files
  reload_nginx || fail "nginx does not take the new certificate; the reason stands above"
  say "The certificate is new, valid for $(days_left "$FOLDER/certificates/fullchain.pem") days."
}

if [ "$only_certificate" = 1 ]; then
  renew_certificate
  exit 0
fi

"$here/backup.sh" --folder "$FOLDER" || fail "maintenance ends here, since the backup failed; nothing was changed"
archive=$BACKUPS/$(sed 's/.* //' "$BACKUPS/last-success")
renew_certificate

if [ "$update" = 1 ]; then
  if [ ${#offline[@]} = 0 ]; then
    # Newer builds of the images of others; those of the application are deploy.sh's affair.
    compose pull --quiet --ignore-pull-failures nginx postgres redis </dev/null || warn "newer images could not be pulled; those that are here stay"
  fi
  "$here/deploy.sh" --folder "$FOLDER" --upgrade --unattended --backup "$archive" "${offline[@]}" \
    || fail "the update failed; what runs now stands above"
fi

# Images that nothing uses. The version in use and the one before stay, for the way back.
name=$(setting OEE_IMAGE oee-analytics)
docker images --format '{{.Tag}}' "$name" </dev/null | while read -r tag; do
  case $tag in
    "$(setting OEE_VERSION)" | "$(setting OEE_VERSION_BEFORE)" | before-upgrade | '<none>') ;;
    *) if docker image rm "$name:$tag" </dev/null >/dev/null; then say "Removed the image $name:$tag"; else warn "the image $name:$tag is still in use"; fi ;;
  esac
done
docker image prune --force </dev/null >/dev/null

# Where PostgreSQL's own cleaning has not kept up.
sql <<'SQL' | while IFS='|' read -r table dead share; do
select schemaname || '.' || relname, n_dead_tup, round(100.0 * n_dead_tup / greatest(n_live_tup + n_dead_tup, 1))
from pg_stat_user_tables
where n_dead_tup > 10000 and n_dead_tup > 0.2 * (n_live_tup + n_dead_tup)
order by n_dead_tup desc limit 10
SQL
  say "$share % of $table ($dead rows) is waste; in a quiet hour: vacuum (analyze) $table"
done
sql <<'SQL' | while IFS= read -r table; do
select schemaname || '.' || relname from pg_stat_user_tables
where n_live_tup > 1000 and last_analyze is null and last_autoanalyze is null order by 1 limit 10
SQL
  say "$table was never analyzed, so queries are planned blindly; run: analyze $table"
done

result=0
"$here/health_check.sh" --folder "$FOLDER" || result=$?
if [ "$result" = 1 ]; then
  fail "maintenance is done, but not everything is well; the problems stand above"
fi
say "Maintenance is done."
