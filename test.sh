#!/usr/bin/env bash
# Runs every test: units, PostgreSQL, MQTT, views, and journeys in a real browser; ends with the counts.
#   ./test.sh production   the scripts and files of production, and faults on purpose against its topology on loopback
set -euo pipefail
cd "$(dirname "$0")"
. ./db/toolchain.sh

find_jdk
need mvn "Apache Maven 3.8 or newer"
if [ "${1:-}" = production ]; then
  shift
  . ./src/test/production/run.sh
  test_production "$@"
  exit
fi
bring_chart_library
bring_browser
bring_mosquitto
RUN_BEGAN=$(mktemp)
# Each test that starts the application leaves a database of its own behind, several gigabytes in all.
scratch=$(mktemp -d "${TMPDIR:-/tmp}/oee-tests.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
outcome=0
mvn -B verify -Dtest.tmp="$scratch" "$@" || outcome=$?
count_tests
exit "$outcome"
