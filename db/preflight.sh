# shellcheck shell=bash
# shellcheck disable=SC2153,SC2154
# What deploy.sh looks at before it changes anything; all that is in the way is listed at once. Sourced by deploy.sh,
# whose options it reads.

problems=()
problem() { problems+=("$1"); }

at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

check_tools() {
  local tool shell=${OEE_BASH_VERSION:-${BASH_VERSINFO[0]}.${BASH_VERSINFO[1]}}
  at_least "$shell" 4.4 || problem "bash is version $shell; 4.4 or newer is needed: install a current bash"
  for tool in openssl curl gpg flock tar sha256sum awk getent ss; do
    has "$tool" || problem "$tool is missing; install it, for example: apt-get install $(package_of "$tool")"
  done
  [ "$(uname -m)" = x86_64 ] || [ "$(uname -m)" = amd64 ] || problem "the processor is $(uname -m); the images are made for x86-64: take such a host"
  if ! has docker; then
    problem "docker is missing; install Docker Engine 24 or newer: https://docs.docker.com/engine/install/"
    return
  fi
  if ! docker info </dev/null >/dev/null 2>&1; then
    problem "the Docker daemon does not answer; start it (systemctl start docker), and let this user use it (usermod -aG docker $(id -un), then sign in again)"
  fi
  local plugin
  plugin=$(docker compose version --short </dev/null 2>/dev/null) || plugin=
  plugin=${plugin#v}
  if [ -z "$plugin" ]; then
    problem "docker compose is missing; install the plugin, 2.20 or newer: apt-get install docker-compose-plugin"
  elif ! at_least "$plugin" 2.20; then
    problem "docker compose is version $plugin; 2.20 or newer is needed: apt-get install docker-compose-plugin"
  fi
}

package_of() {
  case $1 in
    gpg) echo gnupg ;; flock) echo util-linux ;; sha256sum) echo coreutils ;; awk) echo mawk ;;
    getent) echo libc-bin ;; ss) echo iproute2 ;; *) echo "$1" ;;
  esac
}

nearest_folder() {
  local path=$1
  while [ ! -e "$path" ]; do
    path=$(dirname "$path")
  done
  printf '%s' "$path"
}

check_host() {
  local near free cores memory files root
  near=$(nearest_folder "$FOLDER")
  if [ ! -d "$near" ] || [ ! -w "$near" ] || ! [ -x "$near" ]; then
    problem "$FOLDER cannot be written to; take another folder (--folder) or give this user the right to it"
  fi
  free=$(df -Pk "$(dirname "$near/.")" | awk 'NR == 2 { print int($4 / 1048576) }')
  [ "${free:-0}" -ge 20 ] || problem "there are ${free:-?} GB free in $near; 20 GB are needed: make room or take a larger disk"
  root=$(docker info --format '{{.DockerRootDir}}' </dev/null 2>/dev/null) || root=
  if [ -n "$root" ] && [ -d "$root" ]; then
    free=$(df -Pk "$root" | awk 'NR == 2 { print int($4 / 1048576) }')
    [ "${free:-0}" -ge 20 ] || problem "there are ${free:-?} GB free in $root, where Docker keeps images and data; 20 GB are needed"
  fi
  # Of 4 GB a kernel keeps some for itself.
  memory=$(awk '/^MemTotal:/ { print $2 }' "${OEE_PROC:-/proc}/meminfo" 2>/dev/null) || memory=0
  [ "${memory:-0}" -ge 3900000 ] || problem "the host has $((${memory:-0} / 1024)) MB of memory; 4 GB are needed: give it more"
  cores=$(nproc)
  [ "$cores" -ge 2 ] || problem "the host has $cores processor core; 2 are needed: give it more"
  files=$(ulimit -n)
  [ "$files" = unlimited ] || [ "$files" -ge 1024 ] || problem "at most $files files may be open; 1024 are needed: ulimit -n 4096, or /etc/security/limits.conf"
}

check_ports() {
  local port taken
  has ss || return 0
  for port in "$(setting OEE_HTTP_PORT 80)" "$(setting OEE_HTTPS_PORT 443)"; do
    taken=$(ss --listening --tcp --numeric --no-header "sport = :$port" 2>/dev/null) || taken=
    if [ -n "$taken" ] && ! nginx_is_ours; then
      problem "port $port is taken by another program; stop it (ss -ltnp 'sport = :$port' names it), or name others: OEE_HTTP_PORT, OEE_HTTPS_PORT"
    fi
  done
}

nginx_is_ours() {
  [ -n "$(docker ps --quiet --filter "label=com.docker.compose.project=$PROJECT" --filter label=com.docker.compose.service=nginx </dev/null 2>/dev/null)" ]
}

check_domain() {
  local addresses own
  if [ -z "$domain" ]; then
    problem "no domain is named; name the one users will type: --domain oee.example.com"
    return
  fi
  if ! [[ $domain =~ ^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$ ]] || [ ${#domain} -gt 253 ]; then
    problem "'$domain' is no name of a host; write it in small letters without https:// and path, like oee.example.com"
    return
  fi
  has getent || return 0
  addresses=$(getent ahosts "$domain" 2>/dev/null | awk '{ print $1 }' | sort -u) || addresses=
  own="${OEE_ADDRESS:-} $(hostname -I 2>/dev/null || true) 127.0.0.1 127.0.1.1 ::1"
  local address here=0
  for address in $addresses; do
    case " $own " in *" $address "*) here=1 ;; esac
  done
  if [ "$here" = 0 ]; then
    local text="$domain does not lead to this host (it leads to: ${addresses:-nowhere}); set its DNS record, or OEE_ADDRESS when users come by an address that is not this host's own"
    if [ "$tls" = self-signed ]; then warn "${text//$'\n'/ }"; else problem "${text//$'\n'/ }"; fi
  fi
}

check_clock() {
  local source=${OEE_TIME_SOURCE:-} theirs apart
  if [ -z "$source" ] && [ "$tls" = acme ] && [ -z "$offline" ]; then
    source=https://acme-v02.api.letsencrypt.org/directory
  fi
  if [ -n "$source" ] && has curl; then
    theirs=$(curl --silent --head --max-time 10 "$source" 2>/dev/null | tr -d '\r' | sed -n 's/^[Dd]ate: //p' | head -n 1) || theirs=
    if [ -n "$theirs" ]; then
      apart=$(($(date +%s) - $(date -d "$theirs" +%s)))
      [ "${apart#-}" -le 60 ] || problem "the clock is ${apart#-} s off; set it: timedatectl set-ntp true"
      return
    fi
  fi
  case $(timedatectl show --property NTPSynchronized --value 2>/dev/null || true) in
    yes) ;;
    no) warn "no time source keeps the clock, so it cannot be told whether it is right; better: timedatectl set-ntp true" ;;
    *) warn "it cannot be told whether the clock is right (timedatectl does not answer, no OEE_TIME_SOURCE is set); compare: date -u" ;;
  esac
}

check_options() {
  [[ $apps =~ ^([2-9]|1[0-6])$ ]] || problem "--apps must be a number from 2 to 16, not '$apps'"
  case $tls in
    self-signed) ;;
    acme)
      [ -n "$email" ] || problem "--tls acme needs --acme-email, an address the authority can write to"
      [ -z "$offline" ] || problem "--tls acme needs a network; with --offline take --tls files or self-signed" ;;
    files)
      if [ -n "$certificate$private_key" ]; then
        local line
        if [ ! -r "$certificate" ] || [ ! -r "$private_key" ]; then
          problem "--certificate and --private-key must both name a file that can be read"
        elif has openssl; then
          while read -r line; do
            [ -z "$line" ] || problem "$line"
          done < <(certificate_problems "$certificate" "$private_key" "$domain")
        fi
      elif [ ! -f "$FOLDER/certificates/fullchain.pem" ]; then
        problem "--tls files needs --certificate FILE and --private-key FILE"
      fi ;;
    *) problem "--tls knows self-signed, files and acme, not '$tls'" ;;
  esac
  [ -z "$key_file" ] || [ -r "$key_file" ] || problem "the file $key_file with the Gemini key cannot be read"
}

check_files() {
  local name
  if [ -n "$offline" ]; then
    check_bundle
    return
  fi
  for name in docker-compose.production.yml nginx/nginx.conf db/roles.sh; do
    [ -f "$SOURCE/$name" ] || problem "$SOURCE/$name is missing; unpack the release anew"
  done
}

# Every file of the bundle against its manifest, without unpacking.
check_bundle() {
  local listed
  if [ ! -r "$offline" ]; then
    problem "the bundle $offline cannot be read"
  elif ! listed=$(tar --extract --to-stdout --file "$offline" ./MANIFEST.sha256 2>/dev/null) || [ -z "$listed" ]; then
    problem "$offline is no bundle, or only a part of one; copy it again"
  elif ! digests_of_stream <"$offline" 2>/dev/null | grep -v ' \./MANIFEST.sha256$' | cmp -s - <(printf '%s\n' "$listed"); then
    problem "$offline does not hold what its manifest says; copy it again"
  fi
}

preflight() {
  check_tools
  check_host
  check_ports
  check_options
  check_domain
  check_clock
  check_files
  if [ ${#problems[@]} -gt 0 ]; then
    printf '%s to put right first; nothing was changed:\n' "$([ ${#problems[@]} = 1 ] && echo One thing || echo "${#problems[@]} things")" >&2
    printf '  - %s\n' "${problems[@]}" >&2
    exit 1
  fi
  say "The host is fit: $(nproc) cores, Docker answers."
}
