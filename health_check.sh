#!/usr/bin/env bash
# Looks whether everything works, and says of what does not how to put it right.
#   ./health_check.sh [--folder DIR] [--json]      ends with 0: all well, 1: a problem, 2: warnings only
# shellcheck source-path=SCRIPTDIR source=db/operations.sh
. "$(dirname "$0")/db/operations.sh"
begin

folder=$(dirname "$0") json=0
here=$(cd "$(dirname "$0")" && pwd)
while [ $# -gt 0 ]; do
  case $1 in
    --folder) folder=${2:?--folder needs a folder}; shift ;;
    --json) json=1 ;;
    --help | -h) sed -n '2,3s/^# *//p' "$0"; exit 0 ;;
    *) fail "health_check.sh does not know '$1'; it knows --folder DIR and --json" ;;
  esac
  shift
done
use_folder "$folder"
# From here a check that cannot be made is a finding, no reason to stop.
trap - ERR
set +e

problems=0 warnings=0 rows=()

quoted() { printf '%s' "$1" | tr -d '\000-\037' | sed 's/\\/\\\\/g; s/"/\\"/g; s/.*/"&"/'; }

# found STATE NAME MESSAGE [FIX], where STATE is ok, warning or problem.
found() {
  local state=$1 name=$2 message=$3 fix=${4:-}
  case $state in
    problem) problems=$((problems + 1)) ;;
    warning) warnings=$((warnings + 1)) ;;
  esac
  if [ "$json" = 1 ]; then
    rows+=("{\"name\":$(quoted "$name"),\"state\":\"$state\",\"message\":$(quoted "${message:- }"),\"fix\":$(quoted "${fix:- }")}")
  else
    printf '%-8s %s: %s\n' "$state" "$name" "$message"
    [ -z "$fix" ] || [ "$state" = ok ] || printf '         fix: %s\n' "$fix"
  fi
}

# judge NAME VALUE WARNING PROBLEM MESSAGE FIX: a figure that must not be too high.
judge() {
  if ! [[ $2 =~ ^[0-9]+$ ]]; then
    found problem "$1" "cannot be told" "$6"
  elif [ "$2" -ge "$4" ]; then
    found problem "$1" "$5" "$6"
  elif [ "$2" -ge "$3" ]; then
    found warning "$1" "$5" "$6"
  else
    found ok "$1" "$5"
  fi
}

in_containers=1
if is_local_client && ! docker info >/dev/null 2>&1; then
  in_containers=0
fi

if [ "$in_containers" = 1 ]; then
  if ! docker info >/dev/null 2>&1; then
    found problem docker "the Docker daemon does not answer" "systemctl start docker"
  fi
  services=$(services 2>/dev/null)
  [ -n "$services" ] || services="nginx worker postgres redis $(instances)"
  ill=
  for service in $services; do
    state=$(state_of "$service" 2>/dev/null)
    case $state in
      healthy | running) ;;
      *) ill="$ill $service (${state:-not there})" ;;
    esac
  done
  if [ -z "$ill" ]; then
    found ok containers "$(wc -w <<<"$services") services are healthy"
  else
    found problem containers "not healthy:$ill" "docker compose --project-name $PROJECT logs --tail 50 SERVICE, then ./deploy.sh"
  fi

  # Of what was asked twice the last answer counts.
  status=$(ask_health --output /dev/null --write-out '%{http_code}' 2>/dev/null)
  status=${status: -3}
  if [ "$status" = 200 ]; then
    found ok health "$(address)/health answers 200"
  else
    found problem health "$(address)/health answers ${status:-nothing}" "look at the checks below; docker compose --project-name $PROJECT logs --tail 50 nginx app1"
  fi

  for service in $(instances) worker; do
    if compose exec -T "$service" /app/health-check.sh ready </dev/null >/dev/null 2>&1; then
      found ok "ready $service" "takes requests"
    else
      found problem "ready $service" "is not ready" "docker compose --project-name $PROJECT logs --tail 50 $service"
    fi
  done

  images=
  for service in $(instances) worker; do
    id=$(container_of "$service" 2>/dev/null)
    [ -z "$id" ] || images="$images$(docker inspect --format '{{.Image}}' "$id" </dev/null 2>/dev/null)"$'\n'
  done
  if [ "$(printf '%s' "$images" | sort -u | wc -l)" -le 1 ]; then
    found ok versions "all instances run $(setting OEE_VERSION 'the same image')"
  else
    found problem versions "the instances do not run the same image" "./deploy.sh --upgrade, which ends what an interrupted one left"
  fi

  if [ -f "$FOLDER/.upgrade" ]; then
    found warning upgrade "one from $(head -n 1 "$FOLDER/.upgrade") is under way or was interrupted" "./deploy.sh --upgrade, which goes on with it"
  fi

  restarts=0
  for service in $services; do
    id=$(container_of "$service" 2>/dev/null)
    [ -z "$id" ] || count=$(docker inspect --format '{{.RestartCount}}' "$id" </dev/null 2>/dev/null)
    if [[ ${count:-0} =~ ^[0-9]+$ ]] && [ "${count:-0}" -gt "$restarts" ]; then restarts=$count; fi
  done
  judge restarts "$restarts" 4 20 "at most $restarts restarts of one container" "docker compose --project-name $PROJECT ps, and the log of the one that restarts"

  # shellcheck disable=SC2016
  answer=$(compose exec -T redis sh -c 'REDISCLI_AUTH="$(cat /run/secrets/REDIS_PASSWORD)" redis-cli --user oee ping' </dev/null 2>/dev/null)
  if [ "$answer" = PONG ]; then
    found ok redis "answers"
  else
    found warning redis "does not answer (${answer:-nothing}); the application works without it, slower" "docker compose --project-name $PROJECT up -d redis"
  fi

  mapfile -t names < <(instances)
  errors=$(compose logs --since 1h --no-color "${names[@]}" worker </dev/null 2>/dev/null | grep -c '"level":"ERROR"\| ERROR ')
  judge log "$errors" 1 200 "$errors errors in the last hour" "docker compose --project-name $PROJECT logs --since 1h app1 app2 worker | grep ERROR"
fi

certificate=$FOLDER/certificates/fullchain.pem
if [ -f "$certificate" ] || [ "$in_containers" = 1 ]; then
  days=$(days_left "$certificate" 2>/dev/null)
  if [ -z "$days" ]; then
    found problem certificate "$certificate cannot be read" "./deploy.sh"
  elif [ "$days" -lt 7 ]; then
    found problem certificate "valid for $days days" "./maintenance.sh --certificate"
  elif [ "$days" -lt 30 ]; then
    found warning certificate "valid for $days days" "./maintenance.sh --certificate"
  else
    found ok certificate "valid for $days days"
  fi
fi

# The fullest disk of those in use: of the installation, of the backups, of Docker, and the one the database says it lies on.
disks() {
  local root=
  df -P "$FOLDER" "$BACKUPS"
  if [ "$in_containers" = 1 ]; then
    root=$(docker info --format '{{.DockerRootDir}}' </dev/null)
    [ ! -d "$root" ] || df -P "$root"
    compose exec -T postgres df -P /var/lib/postgresql </dev/null
  fi
}
read -r used where < <(disks 2>/dev/null | awk '$5 ~ /%$/ && $5 + 0 >= most { most = $5 + 0; where = $6 } END { print most + 0, where }')
judge disk "$used" 80 90 "$used % used, of the one at ${where:-$FOLDER}" "docker image prune, older backups elsewhere, or a larger disk"

memory=$(awk '/^MemTotal:/ { total = $2 } /^MemAvailable:/ { free = $2 } END { if (total) printf "%d", 100 - 100 * free / total }' "${OEE_PROC:-/proc}/meminfo" 2>/dev/null)
judge memory "$memory" 90 95 "${memory:-?} % used" "stop what else runs here, or give the host more"

if [ "$(sql <<<'select 1' 2>/dev/null)" = 1 ]; then
  connections=$(sql <<<"select 100 * count(*) / current_setting('max_connections')::int from pg_stat_activity where backend_type = 'client backend'" 2>/dev/null)
  judge connections "$connections" 75 90 "${connections:-?} % of the database's connections are taken" "fewer instances, or a higher max_connections"
  size=$(sql <<<"select pg_database_size(current_database()) / 1048576" 2>/dev/null)
  free=$(df -Pm "$BACKUPS" "$FOLDER" 2>/dev/null | awk 'NR == 2 { print $4 }')
  if [[ $size =~ ^[0-9]+$ ]] && [[ $free =~ ^[0-9]+$ ]] && [ "$size" -gt "$free" ]; then
    found warning "database size" "$size MB, more than the $free MB free for a backup" "a larger disk, or OEE_RETENTION_MONTHS"
  else
    found ok "database size" "${size:-?} MB"
  fi
  wal=$(sql <<<"select case when current_setting('archive_mode') = 'off' then 'off'
    when last_failed_time > coalesce(last_archived_time, '-infinity') then 'failing'
    else coalesce(floor(extract(epoch from now() - last_archived_time))::text, 'none') end from pg_stat_archiver" 2>/dev/null)
  case $wal in
    off) found warning "WAL archive" "archiving is off, so there is no way back to a moment" "archive_mode and archive_command of PostgreSQL" ;;
    failing) found problem "WAL archive" "the last segment could not be archived" "docker compose --project-name $PROJECT logs postgres; is the disk of the archive full?" ;;
    none) found warning "WAL archive" "nothing was archived yet" "wait for the first segment, or: select pg_switch_wal()" ;;
    *) judge "WAL archive" "$wal" 900 86400 "the last segment was archived ${wal:-?} s ago" "docker compose --project-name $PROJECT logs postgres" ;;
  esac
  waiting=$(sql <<<"select coalesce(floor(extract(epoch from now() - min(execution_time))), 0) from ops.scheduled_task where not picked and execution_time < now()" 2>/dev/null)
  judge jobs "$waiting" 300 3600 "the oldest job waits for ${waiting:-?} s" "docker compose --project-name $PROJECT logs --tail 50 worker, then: up -d worker"
  failing=$(sql <<<"select count(*) from ops.scheduled_task where consecutive_failures >= 3" 2>/dev/null)
  judge "failing jobs" "$failing" 1 1000 "${failing:-?} jobs failed three times or more in a row" "the log of the worker names them"
  schema=$(schema_version 2>/dev/null)
  broken=$(sql <<<"select count(*) from flyway_schema_history where not success" 2>/dev/null)
  newest=$(find "$FOLDER/db/migration" -name 'V*__*.sql' -printf '%f\n' 2>/dev/null | sed 's/^V\([0-9]*\)__.*/\1/' | sort | tail -n 1)
  if [ "${broken:-0}" != 0 ]; then
    found problem migrations "a migration failed half way" "./restore.sh with the backup from before, then ./deploy.sh --upgrade"
  elif [ -z "$schema" ] || [ "$schema" = 0 ]; then
    found problem migrations "the tables are not there" "./deploy.sh"
  elif [ -n "$newest" ] && [[ $newest > $schema ]]; then
    found problem migrations "the tables are at version $schema, version $newest waits" "./deploy.sh --upgrade"
  else
    found ok migrations "tables at version $schema, none waits"
  fi
else
  found problem database "does not answer" "docker compose --project-name $PROJECT up -d postgres, and its log"
fi

if message=$("$here/backup.sh" --folder "$FOLDER" --check 2>&1); then
  found ok backup "$message"
else
  found problem backup "${message#Error: }" "./backup.sh; every night by itself: ./deploy.sh --schedule-backups"
fi

case ${wal:-off} in
  off) ;;
  *)
    if message=$("$here/backup.sh" --folder "$FOLDER" --check --base 2>&1); then
      found ok "base backup" "$message"
    else
      found warning "base backup" "${message#Error: }" "./backup.sh --base; every week by itself: ./deploy.sh --schedule-backups"
    fi ;;
esac

clock=$(timedatectl show --property NTPSynchronized --value 2>/dev/null)
case $clock in
  yes) found ok clock "kept by a time source" ;;
  no) found warning clock "is not kept by a time source" "timedatectl set-ntp true" ;;
  *) found warning clock "it cannot be told whether a time source keeps it" "date -u, and compare" ;;
esac

open=$(find "$SECRETS" "$ENVIRONMENT" "$FOLDER/certificates/privkey.pem" -type f -perm /077 2>/dev/null | sed "s|^$FOLDER/||" | tr '\n' ' ')
if [ -n "$open" ]; then
  found problem "secrets' files" "others may read: $open" "chmod 600 $open"
elif [ ! -d "$SECRETS" ]; then
  found problem "secrets' files" "there is no folder $SECRETS" "./deploy.sh"
else
  found ok "secrets' files" "only their owners may read them"
fi

result=0
[ "$warnings" = 0 ] || result=2
[ "$problems" = 0 ] || result=1
if [ "$json" = 1 ]; then
  printf '{"problems":%d,"warnings":%d,"checks":[%s]}\n' "$problems" "$warnings" "$(IFS=,; printf '%s' "${rows[*]}")"
else
  printf '%d problems, %d warnings\n' "$problems" "$warnings"
fi
exit "$result"
