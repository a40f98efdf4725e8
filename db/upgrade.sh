# shellcheck shell=bash
# shellcheck disable=SC2154
# deploy.sh --upgrade, and the way back when it fails. Sourced by deploy.sh, whose options and steps it uses.

# One instance leaves the pool, is replaced, is healthy, comes back; then the next.
replace_instances() {
  local service
  for service in $(instances); do
    say "Replacing $service"
    leave_pool "$service" || return 1
    up --no-deps "$service" || return 1
    expect_healthy "$service" || return 1
    leave_pool || return 1
  done
}

# Without set -e, since its caller asks whether it failed: so each step says what happens then.
upgrade_steps() {
  bring_image "$new_image" || return 1
  keep_setting OEE_VERSION "$new_version"
  [ "$new_version" = "$old_version" ] || keep_setting OEE_VERSION_BEFORE "$old_version"
  # First the tables: instances of the old version go on with them, since a version only adds to what the one before
  # it uses. Then the worker, then one instance after the other.
  oee migrate || return 1
  say "Replacing worker"
  up --no-deps worker || return 1
  expect_healthy worker || return 1
  replace_instances || return 1
  up --remove-orphans || return 1
  expect_all || return 1
  reload_nginx || return 1
  expect_served || return 1
  try_out || return 1
}

# The project's files as they stand, for the way back.
keep_files() {
  (cd "$FOLDER" && for name in "${PROJECT_FILES[@]}" VERSION; do [ ! -e "$name" ] || find "$name" -type f ! -path 'nginx/run/*'; done | LC_ALL=C sort) \
    | tar --create --file - --directory "$FOLDER" --files-from - | write_file "$FOLDER/.release.tar" 600
}

# The files that ran before. Where they lie in place (a checkout), what the installation made its own is left alone, as
# nobody knows since when it is as it is.
bring_back_files() {
  local own=()
  if [ ! -f "$FOLDER/.release.tar" ]; then
    warn "there is no copy of the files of $old_version in $FOLDER; those of the new release stay"
    return 0
  fi
  # shellcheck disable=SC2086
  [ "$RELEASE" != "$FOLDER" ] || mapfile -t own < <(printf -- '--exclude=%s\n' $OWN_FILES)
  # Else the tables would seem to be behind.
  rm -rf "$FOLDER/db/migration"
  tar --extract --preserve-permissions --file "$FOLDER/.release.tar" "${own[@]}" --directory "$FOLDER"
  write_generated
  let_read
}

go_back() {
  local service after
  warn "the upgrade failed; going back to $old_version"
  bring_back_files
  keep_setting OEE_VERSION "$old_version"
  docker tag "$kept_image" "$old_image" </dev/null
  after=$(schema_version)
  if [ "$after" != "$schema_before" ]; then
    say "The tables went from version $schema_before to $after; the database comes back from $(basename "$archive")"
    for service in worker $(instances); do
      compose stop "$service" </dev/null || true
    done
    printf '%s\n' "$domain" | "$FOLDER/restore.sh" --folder "$FOLDER" --replace --keep-old --database-only --no-start "$archive"
    say "What was stored since the backup is in the database that was kept, named above, not in the one in use."
  fi
  for service in worker $(instances); do
    up --no-deps "$service"
    expect_healthy "$service"
  done
  leave_pool
  up --remove-orphans
  expect_served
}

# Where an upgrade began. It is kept until the upgrade has come to an end, one way or the other, so that one that was
# killed and is run again still knows the way back: what is here then may be of the new version already.
begin_upgrade() {
  old_version=$(setting OEE_VERSION)
  old_image=$(image)
  kept_image=$(setting OEE_IMAGE oee-analytics):before-upgrade
  if [ -f "$FOLDER/.upgrade" ]; then
    { IFS= read -r old_version && IFS= read -r schema_before && IFS= read -r archive; } <"$FOLDER/.upgrade"
    old_image=$(setting OEE_IMAGE oee-analytics):$old_version
    say "An upgrade from $old_version was interrupted and goes on; the way back is the one it began with"
    [ -r "$archive" ] || fail "its backup, $archive, cannot be read; bring it back, or remove $FOLDER/.upgrade to begin at what is here now"
    return 0
  fi
  if [ -z "$archive" ]; then
    say "Backup first"
    "$SOURCE/backup.sh" --folder "$FOLDER" || fail "no upgrade without a backup, and the backup failed; its reason stands above. Nothing was changed"
    archive=$BACKUPS/$(sed 's/.* //' "$BACKUPS/last-success")
  fi
  [ -r "$archive" ] || fail "the backup $archive cannot be read; nothing was changed"
  schema_before=$(schema_version) || fail "the database does not answer; nothing was changed"
  docker tag "$old_image" "$kept_image" </dev/null || fail "the image in use, $old_image, is not here, so there would be no way back; nothing was changed"
  # In place the new files have come already; there the copy is the one of the last time all was well.
  if [ "$SOURCE" != "$FOLDER" ] || [ -n "$offline" ]; then
    keep_files
  fi
  printf '%s\n' "$old_version" "$schema_before" "$(cd "$(dirname "$archive")" && pwd)/${archive##*/}" | write_file "$FOLDER/.upgrade" 600
}

upgrade() {
  [ -f "$ENVIRONMENT" ] || fail "nothing is installed in $FOLDER; run ./deploy.sh without --upgrade first"
  preflight
  begin_upgrade
  RELEASE=$SOURCE
  [ -z "$offline" ] || unpack_bundle
  new_version=$version
  # Without another release the version in use stays, also one that was named by --version.
  if [ -z "$new_version" ]; then
    new_version=$(project_version "$RELEASE")
    if [ "$RELEASE" = "$FOLDER" ] && [ "$new_version" = "$(setting OEE_RELEASE)" ]; then
      new_version=$(setting OEE_VERSION)
    fi
  fi
  new_image=$(setting OEE_IMAGE oee-analytics):$new_version
  install_files "$RELEASE"
  make_secrets
  make_certificates
  write_configuration
  if upgrade_steps; then
    settled
    say "OEE Analytics went from $old_version to $new_version (tables: $schema_before to $(schema_version)), at $(address)"
    return 0
  fi
  go_back
  rm -f "$FOLDER/.upgrade"
  fail "the upgrade to $new_version failed, for the reason above; $old_version runs again as before, with its files: bring the new ones again before another try"
}
