#!/usr/bin/env bash
# Builds OEE Analytics once and starts it.   ./run.sh [build | bench NAME]
set -euo pipefail
cd "$(dirname "$0")"
. ./db/toolchain.sh

find_jdk
build_if_needed
if [ "${1:-}" = build ]; then
  echo "Built target/oee-analytics.jar"
  exit 0
fi
if [ "${1:-}" = bench ]; then
  case "${2:-}" in
    import) bench=ImportBench ;;
    advisor) bench=AdvisorBench ;;
    documents) bench=DocumentsBench ;;
    views) bench=ViewsBench ;;
    ingest) bench=IngestBench; export MAVEN_OPTS="-Xmx512m" ;;
    query) bench=QueryBench ;;
    start) bench=StartBench ;;
    forecast) bench=ForecastBench ;;
    learned) bench=LearnedBench ;;
    retrieval) bench=RetrievalBench ;;
    workers) bench=WorkersBench ;;
    *) echo "./run.sh bench knows: advisor, documents, forecast, import, ingest, learned, query, retrieval, start, views, workers" >&2; exit 2 ;;
  esac
  need mvn "Apache Maven 3.8 or newer"
  exec mvn -B -q test-compile org.codehaus.mojo:exec-maven-plugin:3.6.1:java \
    -Dexec.classpathScope=test -Dexec.mainClass="io.oeeanalytics.bench.$bench"
fi
if [ -n "${1:-}" ]; then
  echo "./run.sh knows 'build', 'bench NAME' or no word at all, not '$1'" >&2
  exit 2
fi
profiles=demo
[ "${OEE_DEMO:-1}" = 0 ] && profiles=default
echo "OEE Analytics: http://localhost:${SERVER_PORT:-8080}"
[ "$profiles" = demo ] && echo "Demo sign-ins (name / password): demo-admin / demo-admin, demo-manager / demo-manager, demo-operator / demo-operator"
cache=
[ -f target/app/classes.aot ] && cache=-XX:AOTCache=target/app/classes.aot
# shellcheck disable=SC2086
exec "$JAVA_HOME/bin/java" $RUN_OPTIONS $cache -Dspring.profiles.active="$profiles" -jar target/app/oee-analytics.jar
