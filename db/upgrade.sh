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
  keep_setting OEE_VERSION_BEFORE "$old_version"
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

go_back() {
  local service after
  warn "the upgrade failed; going back to $old_version"
  if [ -f "$FOLDER/.release-before.tar" ]; then
    tar --extract --file "$FOLDER/.release-before.tar" --directory "$FOLDER"
  fi
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

upgrade() {
  [ -f "$ENVIRONMENT" ] || fail "nothing is installed in $FOLDER; run ./deploy.sh without --upgrade first"
  preflight
  RELEASE=$SOURCE
  [ -z "$offline" ] || unpack_bundle
  old_version=$(setting OEE_VERSION)
  old_image=$(image)
  new_version=${version:-$(project_version "$RELEASE")}
  new_image=$(setting OEE_IMAGE oee-analytics):$new_version
  kept_image=$(setting OEE_IMAGE oee-analytics):before-upgrade
  if [ -z "$archive" ]; then
    say "Backup first"
    "$SOURCE/backup.sh" --folder "$FOLDER" || fail "no upgrade without a backup, and the backup failed; its reason stands above. Nothing was changed"
    archive=$BACKUPS/$(sed 's/.* //' "$BACKUPS/last-success")
  fi
  [ -r "$archive" ] || fail "the backup $archive cannot be read; nothing was changed"
  schema_before=$(schema_version) || fail "the database does not answer; nothing was changed"
  docker tag "$old_image" "$kept_image" </dev/null || fail "the image in use, $old_image, is not here, so there would be no way back; nothing was changed"
  rm -f "$FOLDER/.release-before.tar"
  if [ "$RELEASE" != "$FOLDER" ]; then
    (cd "$FOLDER" && for name in "${PROJECT_FILES[@]}"; do [ ! -e "$name" ] || echo "$name"; done) \
      | tar --create --exclude nginx/run --file "$FOLDER/.release-before.tar" --directory "$FOLDER" --files-from -
    install_files "$RELEASE"
  fi
  make_secrets
  make_certificates
  write_configuration
  if upgrade_steps; then
    rm -f "$FOLDER/.release-before.tar"
    say "OEE Analytics went from $old_version to $new_version (tables: $schema_before to $(schema_version)), at https://$domain"
    return 0
  fi
  go_back
  rm -f "$FOLDER/.release-before.tar"
  fail "the upgrade to $new_version failed, for the reason above; $old_version runs again as before"
}
