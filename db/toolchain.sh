# shellcheck shell=bash
# What run.sh and test.sh share: finding a JDK, bringing the chart library, the browser and the MQTT broker, building.

find_jdk() {
  local home
  # shellcheck disable=SC2012
  for home in "${OEE_JAVA_HOME:-}" "${JAVA_HOME:-}" $(ls -d /usr/lib/jvm/* /opt/java/* "$HOME"/.sdkman/candidates/java/* 2>/dev/null | sort -rV); do
    if [ -n "$home" ] && [ -x "$home/bin/javac" ] \
      && [ "$("$home/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')" -ge 25 ] 2>/dev/null; then
      export JAVA_HOME=$home PATH="$home/bin:$PATH"
      return
    fi
  done
  echo "No JDK 25 found: install one (for example Temurin 25) or set OEE_JAVA_HOME to its folder." >&2
  exit 1
}

need() {
  command -v "$1" >/dev/null || { echo "$1 is missing: install $2." >&2; exit 1; }
}

bring_chart_library() {
  [ -f frontend/node_modules/apexcharts/dist/apexcharts.esm.js ] && return
  need npm "Node.js 18 or newer with npm"
  (cd frontend && npm ci --ignore-scripts --silent --no-audit --no-fund) \
    || { echo "The chart library could not be fetched: check that npm reaches its registry." >&2; exit 1; }
}

sources_digest() {
  { find pom.xml src/main frontend db \( -name node_modules -o -path frontend/generated -o -path frontend/index.html \) -prune -o -type f -print0 \
      | sort -z | xargs -0 sha256sum; "$JAVA_HOME/bin/java" -version 2>&1; } | sha256sum | cut -d' ' -f1
}

build_if_needed() {
  local digest
  digest=$(sources_digest)
  [ -f target/oee-analytics.jar ] && [ "$(cat target/built.sha256 2>/dev/null)" = "$digest" ] && return
  need mvn "Apache Maven 3.8 or newer"
  bring_chart_library
  echo "Building OEE Analytics…"
  mkdir -p target
  if ! mvn -B -q -DskipTests package >target/build.log 2>&1; then
    tail -n 40 target/build.log >&2
    echo "The build failed; the whole log is target/build.log." >&2
    exit 1
  fi
  prepare_quick_start
  printf %s "$digest" >target/built.sha256
}

# What both the training and every later start must have alike, or the cache is not taken.
RUN_OPTIONS="-Xmx1g -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED"

# Unpacks the jar and lets the JVM remember its classes (JEP 483), which halves the time of a start. It is a matter of
# speed only: without the cache everything starts as well.
prepare_quick_start() {
  local scratch
  rm -rf target/app
  "$JAVA_HOME/bin/java" -Djarmode=tools -jar target/oee-analytics.jar extract --destination target/app >/dev/null
  scratch=$(mktemp -d)
  # shellcheck disable=SC2086
  DATABASE_URL='' OEE_DATA="$scratch" SERVER_PORT=0 "$JAVA_HOME/bin/java" $RUN_OPTIONS -XX:AOTCacheOutput=target/app/classes.aot \
    -Dspring.context.exit=onRefresh -Dspring.profiles.active=demo -jar target/app/oee-analytics.jar \
    >target/quick-start.log 2>&1 || rm -f target/app/classes.aot
  rm -rf "$scratch"
}

bring_browser() {
  BROWSER=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
  if [ -z "$BROWSER" ] && command -v apt-get >/dev/null; then
    local sudo=
    [ "$(id -u)" = 0 ] || sudo="sudo -n"
    echo "Bringing Chromium for the browser tests…"
    { $sudo apt-get update -qq && $sudo apt-get install -y -qq chromium; } >/dev/null 2>&1 || true
    BROWSER=$(command -v chromium || true)
  fi
  if [ -z "$BROWSER" ]; then
    echo "Chromium is missing for the browser tests: apt-get install chromium" >&2
    exit 1
  fi
  export OEE_BROWSER=$BROWSER
}

bring_mosquitto() {
  local sudo=
  MOSQUITTO=${OEE_MOSQUITTO:-$(PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v mosquitto || true)}
  if [ -z "$MOSQUITTO" ] && [ -x target/mosquitto/run ]; then
    MOSQUITTO=$PWD/target/mosquitto/run
  fi
  if [ -z "$MOSQUITTO" ] && command -v apt-get >/dev/null; then
    echo "Bringing mosquitto for the MQTT tests…"
    [ "$(id -u)" = 0 ] || sudo="sudo -n"
    if [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; then
      { $sudo apt-get update -qq && $sudo apt-get install -y -qq mosquitto; } >/dev/null 2>&1 || true
      MOSQUITTO=$(PATH="$PATH:/usr/sbin" command -v mosquitto || true)
    else
      unpack_mosquitto >/dev/null 2>&1 && MOSQUITTO=$PWD/target/mosquitto/run
    fi
  fi
  if [ -z "$MOSQUITTO" ]; then
    echo "mosquitto is missing for the MQTT tests: apt-get install mosquitto, or set OEE_MOSQUITTO to its program" >&2
    exit 1
  fi
  export OEE_MOSQUITTO=$MOSQUITTO
}

# Without the right to install: Debian's package and what of its libraries a small system lacks, in a folder of ours.
unpack_mosquitto() (
  mkdir -p target/mosquitto && cd target/mosquitto || exit 1
  for package in mosquitto libwrap0 libdlt2 libcjson1 libnsl2 libtirpc3 libwebsockets17 libwebsockets19; do
    apt-get download -qq "$package" || true
  done
  for archive in *.deb; do
    dpkg -x "$archive" .
  done
  libraries=$(find "$PWD" -name '*.so*' -printf '%h\n' | sort -u | paste -sd :)
  printf '#!/bin/sh\nLD_LIBRARY_PATH=%s exec %s "$@"\n' "$libraries" "$PWD/usr/sbin/mosquitto" >run
  chmod +x run
  # A missing library, or a program of another machine, is 126 or 127.
  answer=0
  ./run -h || answer=$?
  [ "$answer" -lt 126 ] || { rm run; exit 1; }
)

# Of the newest run, from the reports Maven leaves: tests, failures and errors, skipped.
count_tests() {
  local reports
  reports=$(find target/surefire-reports target/failsafe-reports -name 'TEST-*.xml' -newer "$RUN_BEGAN" 2>/dev/null)
  rm -f "$RUN_BEGAN"
  if [ -z "$reports" ]; then
    echo "No test ran."
    return
  fi
  # shellcheck disable=SC2086
  sed -n 's/.*<testsuite .*/&/p' $reports | awk '
    function attribute(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0 }
    { tests += attribute("tests"); failed += attribute("failures") + attribute("errors"); skipped += attribute("skipped") }
    END { printf "Tests: %d run, %d failed, %d skipped\n", tests, failed, skipped }'
}
