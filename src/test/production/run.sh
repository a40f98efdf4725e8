# shellcheck shell=bash
# What ./test.sh production does: lint, bats for each script and file, then the drills.

production_tools() {
  local missing=() tool sudo=
  for tool in nginx redis-server shellcheck bats promtool gpg yamllint openssl curl python3 mosquitto gcc; do
    PATH="$PATH:/usr/sbin" command -v "$tool" >/dev/null || missing+=("$tool")
  done
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
  python3 -c 'import yaml' 2>/dev/null || missing+=(python3-yaml)
  [ ${#missing[@]} -eq 0 ] && return
  echo "Bringing what the tests of production need: ${missing[*]}…"
  [ "$(id -u)" = 0 ] || sudo="sudo -n"
  { $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
      nginx-light redis-server shellcheck bats prometheus gnupg yamllint openssl curl python3 python3-yaml postgresql mosquitto gcc libc6-dev; } \
    >target/production-tools.log 2>&1 || true
  for tool in "${missing[@]}"; do
    case $tool in
      postgresql) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 ;;
      python3-yaml) python3 -c 'import yaml' 2>/dev/null ;;
      *) PATH="$PATH:/usr/sbin" command -v "$tool" >/dev/null ;;
    esac || { echo "$tool is missing for the tests of production: apt-get install it, or see target/production-tools.log" >&2; exit 1; }
  done
}

# test_production [FILE.bats | drills]...   without a word: everything
test_production() {
  local file failed=0 passed=0 wanted=("$@") began counts line failures=()
  mkdir -p target
  production_tools
  if [ ${#wanted[@]} -eq 0 ]; then
    shellcheck ./*.sh db/*.sh .ci/run src/test/production/*.bash src/test/production/*.sh
    echo "shellcheck: no findings"
    mapfile -t wanted < <(cd src/test/production && ls ./*.bats)
    wanted+=(drills)
  fi
  for file in "${wanted[@]}"; do
    began=$SECONDS
    if [ "$file" = drills ]; then
      drills || failed=$((failed + 1))
      continue
    fi
    counts=target/${file##*/}.tap
    bats --tap "src/test/production/${file##*/}" >"$counts" || { grep -A 40 '^not ok' "$counts" || cat "$counts"; }
    passed=$((passed + $(grep -c '^ok' "$counts" || true)))
    failed=$((failed + $(grep -c '^not ok' "$counts" || true)))
    while IFS= read -r line; do failures+=("${file##*/}: $line"); done < <(grep '^not ok' "$counts")
    echo "${file##*/}: $(grep -c '^ok' "$counts" || true) of $(grep -cE '^(not )?ok' "$counts" || true) in $((SECONDS - began)) s"
    grep -E '^ok .*# skip' "$counts" || true
  done
  # Once more, as the last words are what is read.
  [ ${#failures[@]} = 0 ] || printf '%s\n' "${failures[@]}"
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}

# Faults on purpose. OEE_DRILL_OPTIONS lengthens them, such as "-Doee.redis-seconds=600 -Doee.push-seconds=600
# -Doee.overload-seconds=600".
drills() {
  local outcome=0
  build_if_needed
  # Of count_tests.
  # shellcheck disable=SC2034
  RUN_BEGAN=$(mktemp)
  # shellcheck disable=SC2086
  mvn -B -q test-compile failsafe:integration-test failsafe:verify -Dit.test='*Drill' -Dtest.forks=1 -Dsurefire.failIfNoSpecifiedTests=false \
    -Dfailsafe.failIfNoSpecifiedTests=false ${OEE_DRILL_OPTIONS:-} >target/drills.log 2>&1 || outcome=$?
  grep -h '^DRILL' target/drills.log || true
  [ "$outcome" = 0 ] || tail -n 60 target/drills.log
  count_tests
  return "$outcome"
}
