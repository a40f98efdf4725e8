# shellcheck shell=bash
# What runs by itself, by systemd or by cron: deploy.sh --schedule-backups. Sourced by deploy.sh.

# One service and its timer for systemd: unit NAME WHAT WHEN COMMAND [OPTIONS].
unit() {
  local units=${OEE_SYSTEMD_FOLDER:-/etc/systemd/system} command="\"${FOLDER//%/%%}/$4\"${5:+ $5}"
  printf '[Unit]\nDescription=%s of OEE Analytics\n[Service]\nType=oneshot\nExecStart=%s\n' "$2" "$command" | write_file "$units/$1.service" 644
  printf '[Unit]\nDescription=%s of OEE Analytics\n[Timer]\nOnCalendar=%s\nPersistent=true\n[Install]\nWantedBy=timers.target\n' "$2" "$3" \
    | write_file "$units/$1.timer" 644
}

schedule() {
  local table line lines=() log
  if [ "$(id -u)" = 0 ] && [ -d "${OEE_SYSTEMD_RUNS:-/run/systemd/system}" ] && has systemctl; then
    [[ $FOLDER != *[\"\\]* ]] || fail "systemd takes no quotes in $FOLDER; have something else run $FOLDER/backup.sh every night"
    unit oee-backup Backup '*-*-* 02:30' backup.sh
    unit oee-base-backup 'Base backup' 'Sun *-*-* 03:30' backup.sh --base
    unit oee-certificate Certificate '*-*-* 04:30' maintenance.sh --certificate
    if [ "$CHANGED" = 1 ]; then
      systemctl daemon-reload
    fi
    systemctl enable --now --quiet oee-backup.timer oee-base-backup.timer oee-certificate.timer
    say "A backup is made every night at 02:30 and a base backup every Sunday, and the certificate is renewed before it ends; systemctl list-timers shows it."
    return
  fi
  has crontab || fail "neither systemd nor cron is here; have something run $FOLDER/backup.sh every night"
  table=$(crontab -l 2>/dev/null || true)
  log=">>$(in_cron "$BACKUPS/backup.log") 2>&1"
  for line in "30 2 * * * $(in_cron "$FOLDER/backup.sh") $log" "30 3 * * 0 $(in_cron "$FOLDER/backup.sh") --base $log" \
    "30 4 * * * $(in_cron "$FOLDER/maintenance.sh") --certificate $log"; do
    grep -qxF -- "$line" <<<"$table" || lines+=("$line")
  done
  if [ ${#lines[@]} = 0 ]; then
    say "Nothing to do: the backups are scheduled."
    return
  fi
  { [ -z "$table" ] || printf '%s\n' "$table"
    printf '%s\n' "${lines[@]}"; } | crontab -
  say "cron makes a backup every night at 02:30 and a base backup every Sunday, and renews the certificate before it ends; crontab -l shows it."
}

# A path as cron's shell takes it; a percent sign would end the command.
in_cron() { printf %q "$1" | sed 's/%/\\%/g'; }
