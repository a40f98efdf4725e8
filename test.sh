#!/usr/bin/env bash
# Runs every test: units, PostgreSQL, views, and journeys in a real browser.
set -euo pipefail
cd "$(dirname "$0")"
. ./db/toolchain.sh

find_jdk
need mvn "Apache Maven 3.8 or newer"
bring_chart_library
bring_browser
exec mvn -B verify "$@"
