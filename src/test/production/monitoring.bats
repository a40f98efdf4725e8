#!/usr/bin/env bats
# Rules, dashboards and routes of monitoring/. Needs promtool and prometheus (Debian: prometheus), yamllint, and python3 with
# python3-yaml. amtool (Debian: prometheus-alertmanager) is used where it is there.

setup_file() {
  ROOT=$(cd "$BATS_TEST_DIRNAME/../../.." && pwd)
  WATCH=${OEE_MONITORING_FOLDER:-$ROOT/monitoring}
  for PYTHON in python3 /usr/bin/python3; do
    "$PYTHON" -c 'import yaml' 2>/dev/null && break
  done
  export ROOT WATCH PYTHON CHECK=$BATS_TEST_DIRNAME/monitoring_check.py
}

@test "Prometheus takes the configuration and every rule" {
  run promtool check config "$WATCH/prometheus.yml"
  echo "$output"
  [ "$status" -eq 0 ]
  [ "$(grep -c 'rules found' <<<"$output")" -eq "$(find "$WATCH/alerts" -name '*.yml' | wc -l)" ]
}

@test "every alert fires when it must and is silent when it must" {
  # Two at a time: each has a database of its own.
  find "$WATCH/tests" -name '*.yml' -print0 | xargs -0 -P 2 -n 1 promtool test rules >"$BATS_TEST_TMPDIR/tests" 2>&1 || outcome=$?
  cat "$BATS_TEST_TMPDIR/tests"
  [ "${outcome:-0}" -eq 0 ]
  [ "$(grep -c SUCCESS "$BATS_TEST_TMPDIR/tests")" -eq "$(find "$WATCH/tests" -name '*.yml' | wc -l)" ]
}

@test "every alert says how grave it is, what happened, what to do and where that is described, and has tests" {
  runbook=()
  [ ! -f "$ROOT/src/docs/deployment.md" ] || runbook=("$ROOT/src/docs/deployment.md")
  run "$PYTHON" "$CHECK" alerts "$WATCH" "${runbook[@]}"
  echo "$output"
  [ "$status" -eq 0 ]
}

@test "every panel of the four dashboards has a unit and a description, and Prometheus takes its expressions" {
  run "$PYTHON" "$CHECK" dashboards "$WATCH" "$BATS_TEST_TMPDIR/dashboards.yml"
  echo "$output"
  [ "$status" -eq 0 ]
  run promtool check rules "$BATS_TEST_TMPDIR/dashboards.yml"
  echo "$output"
  [ "$status" -eq 0 ]
}

@test "every metric that is asked for is one the application or a library gives" {
  run "$PYTHON" "$CHECK" metrics "$WATCH"
  echo "$output"
  [ "$status" -eq 0 ]
}

@test "every alert reaches somebody, what silences it exists, and no secret is in the file" {
  run "$PYTHON" "$CHECK" alertmanager "$WATCH"
  echo "$output"
  [ "$status" -eq 0 ]
  amtool=${OEE_AMTOOL:-$(command -v amtool || true)}
  if [ -n "$amtool" ]; then
    "$amtool" check-config "$WATCH/alertmanager.yml"
    [ "$("$amtool" config routes test --config.file="$WATCH/alertmanager.yml" severity=critical alertname=OeeNothingReady)" = on-call ]
    [ "$("$amtool" config routes test --config.file="$WATCH/alertmanager.yml" severity=warning alertname=OeeDiskFilling)" = operators ]
    [ "$("$amtool" config routes test --config.file="$WATCH/alertmanager.yml" severity=none alertname=OeeWatchdog)" = heartbeat ]
  fi
}

@test "the YAML is clean" {
  yamllint -c "$ROOT/monitoring/.yamllint" "$WATCH"
}

answers() {
  curl -sf --max-time 5 "http://127.0.0.1:$port/api/v1/query" --data-urlencode "query=$1" | "$PYTHON" -c \
    'import json, sys; print(" ".join(sorted("/".join(r["metric"].values()) + "=" + r["value"][1] for r in json.load(sys.stdin)["data"]["result"])))'
}

@test "Prometheus runs with it, names instances as the operator does, and can answer every expression" {
  cp -R "$WATCH" "$BATS_TEST_TMPDIR/watch"
  load helpers
  # shellcheck disable=SC2046
  set -- $(free_ports 2)
  metrics=$1 port=$2
  sed -i -e 's/: 15s$/: 1s/' -e 's/scrape_timeout: 10s/scrape_timeout: 1s/' -e "s/localhost:9090/localhost:$port/" \
    -e '/^alerting:/,/^$/d' "$BATS_TEST_TMPDIR/watch/prometheus.yml"
  sed -i -e "s/app1:8081/127.0.0.1:$metrics/" -e '/app2:8081/d' -e "s/worker:8081/localhost:$metrics/" "$BATS_TEST_TMPDIR/watch/targets/applications.yml"
  "$PYTHON" "$CHECK" exporter "$WATCH" "$metrics" >"$BATS_TEST_TMPDIR/exporter.log" 2>&1 3>&- &
  echo $! >"$BATS_TEST_TMPDIR/pids"
  prometheus --config.file="$BATS_TEST_TMPDIR/watch/prometheus.yml" --storage.tsdb.path="$BATS_TEST_TMPDIR/tsdb" \
    --web.listen-address="127.0.0.1:$port" >"$BATS_TEST_TMPDIR/prometheus.log" 2>&1 3>&- &
  echo $! >>"$BATS_TEST_TMPDIR/pids"
  # The rule says 0 until it is asked after the first scrape.
  for _ in $(seq 100); do
    [ "$(answers 'count(up{job="oee"} == 1)')" = =2 ] && [ "$(answers oee:ready:any)" = oee:ready:any=1 ] && break
    sleep 0.2
  done
  tail -n 5 "$BATS_TEST_TMPDIR/prometheus.log"
  [ "$(answers 'count by (instance, role) (up{job="oee"} == 1)')" = '127.0.0.1/web=1 localhost/worker=1' ]
  [ "$(answers oee:ready:any)" = oee:ready:any=1 ]
  # A label "job" of the application arrives under another name, which rules and dashboards have to use.
  [ "$(answers 'count by (exported_job) (oee_job_last_success_seconds{job="oee"})')" = forecast-nightly=2 ]
  run "$PYTHON" "$CHECK" ask "$WATCH" "http://127.0.0.1:$port"
  echo "$output"
  [ "$status" -eq 0 ]
}

teardown() {
  [ ! -f "$BATS_TEST_TMPDIR/pids" ] || xargs kill <"$BATS_TEST_TMPDIR/pids"
}
