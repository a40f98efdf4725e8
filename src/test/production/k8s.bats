#!/usr/bin/env bats
# The manifests of k8s/ without a cluster, and the workflows that deliver. Needs python3 with python3-yaml, yamllint, shellcheck and gpg; kubectl or
# kustomize is used where it is there.
# shellcheck disable=SC2016,SC2030,SC2031

setup_file() {
  ROOT=$(cd "$BATS_TEST_DIRNAME/../../.." && pwd)
  K8S=${OEE_K8S_FOLDER:-$ROOT/k8s}
  for PYTHON in python3 /usr/bin/python3; do
    "$PYTHON" -c 'import yaml' 2>/dev/null && break
  done
  export ROOT K8S PYTHON CHECK=$BATS_TEST_DIRNAME/k8s_check.py
}

overlays() {
  printf '%s\n' "$K8S"/base "$K8S"/overlays/*
}

checked() {
  run "$PYTHON" "$CHECK" "$@"
  echo "$output"
  [ "$status" -eq 0 ]
}

@test "every file a kustomization names exists, and none lies unused" {
  checked files "$K8S"
}

@test "a patch file with two changes is refused, since kubectl up to 1.29 does not take it" {
  cp -r "$K8S" "$BATS_TEST_TMPDIR/k8s"
  { echo ---; cat "$K8S/overlays/small/owner-settings.yaml"; } >>"$BATS_TEST_TMPDIR/k8s/overlays/small/settings.yaml"
  run "$PYTHON" "$CHECK" files "$BATS_TEST_TMPDIR/k8s"
  echo "$output"
  [ "$status" -eq 1 ]
  [[ $output == *"settings.yaml has to hold one change, not 2"* ]]
}

@test "with the component for what lies inside, pods reach it, and still not the cloud's metadata service" {
  cp -r "$K8S" "$BATS_TEST_TMPDIR/k8s"
  sed -i 's|^patches:|components:\n  - ../../components/inside\npatches:|' "$BATS_TEST_TMPDIR/k8s/overlays/small/kustomization.yaml"
  checked schema "$ROOT/src/test/resources/schemas/kubernetes/kubernetes-1.30.json" "$BATS_TEST_TMPDIR/k8s/overlays/small"
  checked rules "$BATS_TEST_TMPDIR/k8s/overlays/small"
  checked compare "$BATS_TEST_TMPDIR/k8s/overlays/small"
  checked reaches "$BATS_TEST_TMPDIR/k8s/overlays/small" 10.1.2.3:4318 192.168.1.9:443
  run "$PYTHON" "$CHECK" reaches "$BATS_TEST_TMPDIR/k8s/overlays/small" 169.254.169.254:443
  [ "$status" -eq 1 ]
  run "$PYTHON" "$CHECK" reaches "$K8S/overlays/small" 10.1.2.3:4318
  [ "$status" -eq 1 ]
}

@test "everything is as Kubernetes knows it" {
  mapfile -t folders < <(overlays)
  [ "${#folders[@]}" -eq 4 ]
  checked schema "$ROOT/src/test/resources/schemas/kubernetes/kubernetes-1.30.json" "${folders[@]}"
}

@test "containers are limited, probed, not root and read-only; no secret is in the environment; all that refers to something finds it" {
  mapfile -t folders < <(overlays)
  checked rules "${folders[@]}"
}

@test "kubectl, where it is there, builds what the checks here build" {
  mapfile -t folders < <(overlays)
  checked compare "${folders[@]}"
}

@test "the YAML is clean" {
  yamllint -c "$ROOT/monitoring/.yamllint" "$K8S"
}

@test "the metric that workers are scaled by is the one Prometheus gives" {
  grep -q "as: oee_jobs_ready" "$K8S/monitoring/prometheus-adapter.yaml"
  grep -q "name: oee_jobs_ready" "$K8S/base/worker-scaling.yaml"
  grep -q "^oee_jobs_ready	gauge" "$ROOT/monitoring/metrics.tsv"
  # Alerts and dashboards ask for job="oee" and a role.
  grep -q "job_name: oee$" "$K8S/monitoring/prometheus-scrape.yaml"
  grep -q "target_label: role" "$K8S/monitoring/prometheus-scrape.yaml"
}

@test "workflows name fixed versions, need no more rights than they say, and come to an end" {
  workflows=${OEE_WORKFLOWS_FOLDER:-$ROOT/.github/workflows}
  checked workflows "$workflows"
  yamllint -c "$ROOT/monitoring/.yamllint" "$workflows/.."
}

# The backup's script as it stands in the ConfigMap, with stubs for the database and the real gpg.
backup_script() {
  work=$BATS_TEST_TMPDIR
  "$PYTHON" "$CHECK" part "$K8S/overlays/small" ConfigMap oee-backup-script backup.sh >"$work/backup.sh"
  mkdir -p "$work/bin" "$work/secrets" "$work/backups" "$work/tmp"
  printf 'pass:word\\1' >"$work/secrets/DATABASE_MIGRATE_PASSWORD"
  printf 'a key\n' >"$work/secrets/BACKUP_KEY"
  printf '#!/bin/sh\ncat "$PGPASSFILE" >"%s/pgpass"\necho "the dump"; seq 100000\nexit ${DUMP_OUTCOME:-0}\n' "$work" >"$work/bin/pg_dump"
  # Like the real one it reads the beginning and goes.
  printf '#!/bin/sh\n[ "$(head -n 1)" = "the dump" ] && echo "1; 0 0 TABLE DATA public x"\n' >"$work/bin/pg_restore"
  printf '#!/bin/sh\necho "$@" >>"%s/psql"; cat >>"%s/psql"\n' "$work" "$work" >"$work/bin/psql"
  chmod +x "$work"/bin/*
}

run_backup() {
  run env PATH="$work/bin:$PATH" OEE_SECRETS="$work/secrets" BACKUP_FOLDER="$work/backups" TMPDIR="$work/tmp" "$@" bash "$work/backup.sh"
  echo "$output"
}

@test "the nightly backup is encrypted, opens to what was dumped, and is written down for monitoring" {
  backup_script
  shellcheck "$work/backup.sh"
  for days in 10 40 50 60; do
    touch -d "-$days days" "$work/backups/oee-database-$(date -u -d "-$days days" +%Y%m%d)-013000.dump.gpg"
  done
  run_backup BACKUP_RETENTION_DAYS=30
  [ "$status" -eq 0 ]
  [[ $output == *"Backup oee-database-"* ]]
  newest=$(find "$work/backups" -name '*.gpg' -newer "$work/backup.sh")
  [ "$(grep -c 'the dump' "$newest")" -eq 0 ]
  [ "$(GNUPGHOME=$work/tmp gpg --batch --quiet --pinentry-mode loopback --passphrase-file "$work/secrets/BACKUP_KEY" -d "$newest" | sha256sum)" = \
    "$({ echo "the dump"; seq 100000; } | sha256sum)" ]
  [ "$(cat "$work/pgpass")" = '*:*:*:*:pass\:word\\1' ]
  grep -q "insert into ops.backup" "$work/psql"
  grep -q "bytes=$(stat -c %s "$newest") -v digest=$(sha256sum "$newest" | cut -d' ' -f1)" "$work/psql"
  # The three newest stay whatever their age: this one, 10 and 40 days.
  [ "$(find "$work/backups" -name '*.gpg' | wc -l)" -eq 3 ]
  # Neither the password nor anything else stays behind.
  [ -z "$(find "$work/tmp" -name 'backup.*')" ]
}

@test "a backup that fails leaves no file that looks like one, and nothing is written down" {
  backup_script
  run_backup DUMP_OUTCOME=1
  [ "$status" -ne 0 ]
  [ -z "$(ls "$work/backups")" ]
  [ ! -e "$work/psql" ]
  : >"$work/secrets/BACKUP_KEY"
  run_backup
  [ "$status" -ne 0 ]
  [[ $output == *"BACKUP_KEY is missing"* ]]
  [ -z "$(ls "$work/backups")" ]
}
