#!/usr/bin/env bats
# The proxy as it is shipped, before two small instances of this folder. Only the small files of nginx/conf that an
# installation may replace are replaced: ports, certificate, addresses of the instances, webroot, trusted proxies.
# Limits count by client address, so what tests them comes from a loopback address of its own.

HOST=oee.example.com

setup_file() {
  export HERE ROOT T PATH="$PATH:/usr/sbin:/usr/local/sbin"
  load helpers
  HERE=$(cd "$BATS_TEST_DIRNAME" && pwd)
  ROOT=$(cd "$HERE/../../.." && pwd)
  T=$(mktemp -d)
  # As root, nginx works as another user, who must reach the pages.
  chmod 755 "$T"
  # shellcheck disable=SC2046
  set -- $(free_ports 5)
  export HTTP=$1 HTTPS=$2 CHECK=$3 APP1=$4 APP2=$5

  cp -R "$ROOT/nginx" "$T/nginx"
  mkdir -p "$T/nginx/run" "$T/acme/.well-known/acme-challenge"
  chmod -R a+rX "$T/nginx" "$T/acme"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=$HOST" \
    -addext "subjectAltName=DNS:$HOST" -keyout "$T/privkey.pem" -out "$T/fullchain.pem" 2>/dev/null
  # Every loopback address, so that clients may have addresses of their own.
  echo "listen $HTTP;" >"$T/nginx/conf/listen_http.conf"
  echo "listen $HTTPS ssl http2;" >"$T/nginx/conf/listen_https.conf"
  echo "listen 127.0.0.1:$CHECK;" >"$T/nginx/conf/listen_check.conf"
  echo "ssl_certificate $T/fullchain.pem; ssl_certificate_key $T/privkey.pem;" >"$T/nginx/conf/certificates.conf"
  echo "root $T/acme;" >"$T/nginx/conf/acme.conf"
  printf '%s\n' 'set_real_ip_from 127.0.0.99;' 'real_ip_header X-Forwarded-For;' 'real_ip_recursive on;' \
    >"$T/nginx/conf/trusted_proxies.conf"
  on_loopback <"$ROOT/nginx/conf/instances.conf" >"$T/nginx/conf/instances.conf"

  start_instance app1 "$APP1"
  start_instance app2 "$APP2"
  nginx -p "$T/nginx/" -c "$T/nginx/nginx.conf" -g 'daemon off;' >"$T/access.log" 2>"$T/error.log" 3>&- &
  echo $! >"$T/nginx.pid"
  wait_until curl -sf -o /dev/null "http://127.0.0.1:$CHECK/alive"
  # Takes ten seconds, in which the other tests run.
  python3 "$HERE/nginx_client.py" slow "$HTTPS" >"$T/slow" 2>&1 3>&- &
}

teardown_file() {
  local pid
  for pid in "$T"/*.pid; do
    kill "$(cat "$pid")" 2>/dev/null || true
  done
  wait 2>/dev/null || true
  rm -rf "$T"
}

setup() {
  # Each test is a client of its own: together they would ask more often than one may, on a fast machine.
  export FROM="127.0.6.$BATS_TEST_NUMBER"
  rm -f "$T"/app1.mode "$T"/app2.mode "$T"/app1.log "$T"/app2.log
  touch "$T/app1.log" "$T/app2.log"
}

# --- helpers

wait_until() {
  local tries=0
  until "$@" 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || { echo "never came true: $*"; cat "$T/error.log"; return 1; }
    sleep 0.1
  done
}

# The file of the instances as shipped, but on loopback, where nobody has to be asked for names.
on_loopback() {
  sed -e '/^resolver/d' -e "s/app1:8080 resolve/127.0.0.1:$APP1/" -e "s/app2:8080 resolve/127.0.0.1:$APP2/"
}

newcomers_are_answered() { [ "$(status_of /lines)$(status_of /lines)" = 200200 ]; }
answers() { curl -sf -o /dev/null "http://127.0.0.1:$1/health"; }

start_instance() {
  python3 "$HERE/nginx_upstream.py" "$1" "$2" "$T" >"$T/$1.out" 2>&1 3>&- &
  echo $! >"$T/$1.pid"
  # Else bash tells of its end when a test kills it.
  disown $!
  wait_until answers "$2"
}

kill_instance() {
  local pid
  pid=$(cat "$T/$1.pid")
  kill -9 "$pid"
  while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
}

# https [CURL OPTIONS] PATH
https() {
  curl -sS --max-time 20 --interface "$FROM" --cacert "$T/fullchain.pem" --connect-to "$HOST:443:127.0.0.1:$HTTPS" "${@:1:$#-1}" "https://$HOST${*: -1}"
}

status_of() { https -o /dev/null -w '%{http_code}' "$@"; }
headers_of() { https -o /dev/null -D - "$@" | tr -d '\r'; }
instance_of() { https "$@" | sed -n 's/^{"instance": "\([^"]*\)".*/\1/p'; }
many() { KEPT_429="$T/kept" python3 "$HERE/nginx_client.py" many "$HTTPS" "$@"; }

# The header said exactly once, with exactly this value.
says() {
  local found
  found=$(grep -i "^$2: " <<<"$1" || true)
  [ "$(grep -ci "^$2: " <<<"$1")" = 1 ] && [ "${found#*: }" = "$3" ] || { echo "wanted $2: $3"; echo "found: $found"; return 1; }
}

# Sends bytes as they are; the answer's status.
raw_status() { printf '%b' "$1" | python3 "$HERE/nginx_client.py" raw "$HTTPS" | head -n 1 | cut -d ' ' -f 2; }

# Of the echo of an instance: the values it heard of a header.
heard() { grep -o "\[\"$1\", \"[^\"]*\"\]" | sed 's/.*, "\(.*\)"]/\1/' | paste -sd '|'; }

reload() {
  local before
  before=$(pgrep -P "$(cat "$T/nginx.pid")" | sort)
  nginx -p "$T/nginx/" -c "$T/nginx/nginx.conf" -s reload
  # Until the workers of before take no connections any more.
  wait_until workers_changed "$before"
}
workers_changed() { [ -z "$(comm -12 <(echo "$1") <(pgrep -P "$(cat "$T/nginx.pid")" | sort))" ]; }

# --- addresses and TLS

@test "the shipped configuration passes nginx's own check without a warning" {
  run nginx -t -p "$T/nginx/" -c "$T/nginx/nginx.conf"
  [ "$status" = 0 ]
  [[ $output != *warn* ]]
}

@test "HTTP is sent to HTTPS under the configured name" {
  run curl -s -o /dev/null -w '%{http_code} %{redirect_url}' --connect-to "$HOST:80:127.0.0.1:$HTTP" "http://$HOST/lines?a=b"
  [ "$output" = "301 https://$HOST/lines?a=b" ]
}

@test "HTTP is not sent to a name that only the client told" {
  run curl -s -o /dev/null -w '%{http_code} %{redirect_url}' -H 'Host: evil.example' "http://127.0.0.1:$HTTP/lines"
  [ "$output" = "301 https://$HOST/lines" ]
}

@test "challenges of a certificate authority are answered over HTTP" {
  echo token-content >"$T/acme/.well-known/acme-challenge/token"
  chmod 644 "$T/acme/.well-known/acme-challenge/token"
  run curl -s "http://127.0.0.1:$HTTP/.well-known/acme-challenge/token"
  [ "$output" = token-content ]
  run curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$HTTP/.well-known/acme-challenge/other"
  [ "$output" = 404 ]
}

@test "a host that is not ours is refused" {
  [ "$(status_of -H 'Host: evil.example' /)" = 421 ]
  [ "$(curl -sk -o /dev/null -w '%{http_code}' "https://127.0.0.1:$HTTPS/")" = 421 ]
  [ ! -s "$T/app1.log" ] && [ ! -s "$T/app2.log" ]
}

@test "TLS 1.0 and 1.1 are refused by the server, 1.2 and 1.3 are spoken" {
  local version
  for version in tls1 tls1_1; do
    run openssl s_client -connect "127.0.0.1:$HTTPS" -servername "$HOST" "-$version" -cipher 'ALL:@SECLEVEL=0' </dev/null
    [[ $output == *"alert protocol version"* ]]
  done
  for version in tls1_2 tls1_3; do
    run openssl s_client -connect "127.0.0.1:$HTTPS" -servername "$HOST" "-$version" </dev/null
    [[ $output == *"Cipher is "*GCM* ]] || [[ $output == *"Cipher is "*CHACHA20* ]]
  done
}

@test "a cipher without forward secrecy is refused" {
  run openssl s_client -connect "127.0.0.1:$HTTPS" -servername "$HOST" -tls1_2 -cipher 'AES128-SHA:AES128-GCM-SHA256:ECDHE-ECDSA-AES128-SHA' </dev/null
  [[ $output == *"handshake failure"* ]]
}

@test "HTTP/2 is spoken" {
  [ "$(https -o /dev/null -w '%{http_version}' --http2 /lines)" = 2 ]
}

# --- headers

@test "every answer says the security headers once, whatever the application says" {
  local path headers
  for path in /lines /api/v1/oee /VAADIN/build/indexhtml-BfnNYcbf.js /actuator /styles/missing.css; do
    headers=$(headers_of "$path")
    says "$headers" Strict-Transport-Security "max-age=31536000; includeSubDomains"
    says "$headers" X-Content-Type-Options nosniff
    says "$headers" X-Frame-Options DENY
    says "$headers" X-XSS-Protection "1; mode=block"
    says "$headers" Referrer-Policy same-origin
    says "$headers" Cross-Origin-Opener-Policy same-origin
    says "$headers" Cross-Origin-Resource-Policy same-origin
    [[ $(grep -ci '^permissions-policy: .*camera=()' <<<"$headers") = 1 ]]
    [[ $(grep -ci '^content-security-policy: ' <<<"$headers") = 1 ]]
    [[ $(grep -ci '^x-request-id: ' <<<"$headers") = 1 ]]
  done
}

@test "the content security policy lets nothing from elsewhere in and nobody frame a page" {
  local policy
  policy=$(headers_of /lines | sed -n 's/^content-security-policy: //Ip')
  for part in "default-src 'self'" "script-src 'self' 'unsafe-inline' 'unsafe-eval'" "style-src 'self' 'unsafe-inline'" \
    "img-src 'self' data:" "connect-src 'self' wss://$HOST" "object-src 'none'" "base-uri 'self'" "form-action 'self'" \
    "frame-ancestors 'none'"; do
    [[ "; $policy;" == *"; $part;"* ]] || { echo "missing: $part in $policy"; return 1; }
  done
  [[ $policy != *'*'* ]] && [[ $policy != *http:* ]]
}

@test "no answer tells which servers and versions are at work" {
  run headers_of /lines
  [[ ! $output =~ nginx/ ]] && [[ ! $output =~ Secret-Server ]] && [[ ! ${output,,} =~ x-powered-by ]]
  run https /nothing%00here
  [[ ! $output =~ nginx/ ]]
}

@test "answers of which the application says nothing are kept nowhere" {
  says "$(headers_of /silent)" Cache-Control no-store
  says "$(headers_of /lines)" Cache-Control "no-cache, no-store, max-age=0, must-revalidate"
}

@test "files whose name holds a digest or a version are kept for a year, the rest is asked for again" {
  local path
  for path in /VAADIN/build/indexhtml-BfnNYcbf.js /VAADIN/build/focus-utils-C_AuAz_i.js /charts/apexcharts-4.7.0.esm.js \
    "/VAADIN/static/push/vaadinPush-min.js?v=0ec7f28a77fe02cd765c460a7d6e996d"; do
    says "$(headers_of "$path")" Cache-Control "max-age=31536000, immutable"
  done
  says "$(headers_of /styles/app.css)" Cache-Control no-cache
  says "$(headers_of /charts/presets.js)" Cache-Control no-cache
  run headers_of /VAADIN/build/missing-BfnNYcbf.js
  [[ ! $output =~ immutable ]]
  [[ ! ${output,,} =~ expires ]] && [[ ! ${output,,} =~ pragma ]]
}

@test "texts are compressed for who can unpack them" {
  local path=/VAADIN/build/indexhtml-BfnNYcbf.js
  says "$(headers_of -H 'Accept-Encoding: gzip' $path)" Content-Encoding gzip
  run headers_of -H 'Accept-Encoding: identity' $path
  [[ ! ${output,,} =~ content-encoding ]]
  [ "$(https --compressed $path | wc -c)" -gt "$(https -H 'Accept-Encoding: gzip' $path | wc -c)" ]
}

@test "forged headers are dropped and told anew" {
  local echo
  echo=$(https -H 'X-Forwarded-For: 6.6.6.6' -H 'X-Real-IP: 6.6.6.6' -H 'Forwarded: for=6.6.6.6' -H 'X-User: admin' -H 'X-Tenant: other' \
    -H 'X-Forwarded-Host: evil.example' -H 'X-Forwarded-Proto: http' -H 'X-Forwarded-Port: 1' -H 'X-Forwarded-Prefix: /evil' \
    -H 'X-Request-Id: mine' -H 'Remote-User: admin' -H 'X-Original-URL: /actuator' -H 'X_User: admin' -H 'Upgrade: h2c' \
    -H 'X-HTTP-Method-Override: DELETE' /lines)
  [ "$(heard x-forwarded-for <<<"$echo")" = "$FROM" ]
  [ "$(heard x-real-ip <<<"$echo")" = "$FROM" ]
  [ "$(heard x-forwarded-host <<<"$echo")" = "$HOST" ]
  [ "$(heard x-forwarded-proto <<<"$echo")" = https ]
  [ "$(heard x-forwarded-port <<<"$echo")" = 443 ]
  [[ "$(heard x-request-id <<<"$echo")" =~ ^[0-9a-f]{32}$ ]]
  [[ $echo != *6.6.6.6* ]] && [[ $echo != *evil* ]] && [[ $echo != *admin* ]] && [[ $echo != *'"other"'* ]]
  [[ $echo != *h2c* ]] && [[ $echo != *DELETE* ]]
}

@test "only a proxy that is trusted says for whom it speaks" {
  [ "$(https --interface 127.0.0.99 -H 'X-Forwarded-For: 6.6.6.6, 10.1.2.3' /lines | heard x-real-ip)" = 10.1.2.3 ]
  [ "$(https --interface 127.0.0.98 -H 'X-Forwarded-For: 10.1.2.3' /lines | heard x-real-ip)" = 127.0.0.98 ]
}

# --- what is refused

@test "nothing of the management is reachable" {
  local path
  for path in /actuator /actuator/prometheus /actuator/health/live /ACTUATOR/env /%61ctuator/prometheus //actuator/prometheus \
    /lines/../actuator/prometheus /lines/%2e%2e/actuator/prometheus /actuator%2fprometheus /management/health; do
    [ "$(status_of --path-as-is "$path")" = 404 ] || { echo "$path"; return 1; }
  done
  for path in '/actuator;x=1/prometheus' '/lines/..;/actuator/prometheus' '/lines/..%3b/actuator/prometheus'; do
    [ "$(status_of --path-as-is "$path")" = 400 ] || { echo "$path"; return 1; }
  done
  [ ! -s "$T/app1.log" ] && [ ! -s "$T/app2.log" ]
}

@test "TRACE and unknown methods are refused" {
  [ "$(status_of -X TRACE /)" = 405 ]
  [ "$(status_of -X PROPFIND /)" = 405 ]
  [ "$(status_of -X TRACE --http1.1 /)" = 405 ]
  [ ! -s "$T/app1.log" ] && [ ! -s "$T/app2.log" ]
}

@test "a request that two servers could read differently is answered 400" {
  local head="POST /lines HTTP/1.1\r\nHost: $HOST\r\n"
  # CL.TE, TE.CL, two lengths, a length that is none, and a chunked body in HTTP/1.0.
  [ "$(raw_status "${head}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG")" = 400 ]
  [ "$(raw_status "${head}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\nGPOST / HTTP/1.1\r\nContent-Length: 15\r\n\r\nx=1\r\n0\r\n\r\n")" = 400 ]
  [ "$(raw_status "${head}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd")" = 400 ]
  [ "$(raw_status "${head}Content-Length: +3\r\n\r\nabc")" = 400 ]
  [ "$(raw_status "POST /lines HTTP/1.0\r\nHost: $HOST\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")" = 400 ]
  # A coding nobody knows is no coding to pass on.
  [[ "$(raw_status "${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")" =~ ^(400|501)$ ]]
  [ "$(raw_status "GET / HTTP/1.1\r\nHost: $HOST\r\nHost: evil.example\r\n\r\n")" = 400 ]
  [ ! -s "$T/app1.log" ] && [ ! -s "$T/app2.log" ]
}

@test "bodies are taken up to the size of their kind and refused above it" {
  local size file="$T/body"
  sends() { # MB PATH STATUS
    head -c "$(($1 * 1024 * 1024))" /dev/zero >"$file"
    size=$(status_of -X POST -H 'Expect:' --data-binary "@$file" "$2")
    [ "$size" = "$3" ] || { echo "$1 MB to $2: $size, not $3"; return 1; }
  }
  sends 1 /lines 200
  sends 2 /lines 413
  sends 8 /api/v1/plant 200
  sends 9 /api/v1/plant 413
  sends 16 /api/v1/events 202
  sends 17 /api/v1/events 413
  sends 40 /api/2.0/mlflow-artifacts/artifacts/a/model.onnx 200
  sends 64 /VAADIN/dynamic/resource/0/abc/upload 200
  sends 65 /VAADIN/dynamic/resource/0/abc/upload 413
  head -c "$((9 * 1024 * 1024))" /dev/zero >"$file"
  run https -X POST -H 'Expect:' --data-binary "@$file" /api/v1/plant
  [[ $output == '{"title":"Content Too Large","status":413,'* ]]
}

# --- who goes where

@test "agents are answered by any instance, and no more than 64 KB of a request are taken" {
  local file="$T/body"
  head -c 65536 /dev/zero >"$file"
  [ "$(status_of -X POST -H 'Expect:' --data-binary "@$file" /mcp)" = 200 ]
  printf x >>"$file"
  run https -X POST -H 'Expect:' --data-binary "@$file" /mcp
  [[ $output == '{"title":"Content Too Large","status":413,'* ]]
  : >"$T/agents"
  for _ in $(seq 20); do
    echo "$(instance_of -c "$T/jar" -b "$T/jar" -X POST -d x /mcp)" >>"$T/agents"
  done
  rm -f "$T/jar"
  [ "$(sort -u "$T/agents" | wc -l)" = 2 ]
}

@test "from the first answer on every request of a browser reaches the same instance, 20 of 20" {
  local first
  : >"$T/firsts"
  for _ in $(seq 20); do
    first=$(instance_of -c "$T/jar" /lines)
    echo "$first" >>"$T/firsts"
    [ "$(instance_of -b "$T/jar" -c "$T/jar" -X POST -d x '/?v-r=uidl')" = "$first" ]
    [ "$(instance_of -b "$T/jar" -c "$T/jar" /lines)" = "$first" ]
    [ "$(instance_of -b "$T/jar" /VAADIN/dynamic/a)" = "$first" ]
    rm -f "$T/jar"
  done
  # And new browsers go to both.
  [ "$(sort -u "$T/firsts" | wc -l)" = 2 ]
}

@test "a cookie that names nobody goes to the pool" {
  [ "$(status_of -b 'ROUTEID=app99' /lines)" = 200 ]
  [ "$(status_of -b 'ROUTEID=127.0.0.1:22' /lines)" = 200 ]
}

@test "who is at home at an instance that is killed is answered by the other within a second, also a POST" {

  kill_instance app1
  for _ in $(seq 10); do
    run https -b ROUTEID=app1 -w '\n%{http_code} %{time_total}' /lines
    [[ $output == *'"instance": "app2"'* ]]
    # Seconds with six digits behind the point.
    [[ ${output##* } == 0.* ]] || { echo "took ${output##* } s"; return 1; }
    # Nothing was sent to it, so nothing can be done twice.
    [ "$(instance_of -b ROUTEID=app1 -X POST -d x '/?v-r=uidl')" = app2 ]
    [ "$(status_of /lines)" = 200 ]
    [ "$(status_of -X POST -d '[]' /api/v1/events)" = 202 ]
  done
  start_instance app1 "$APP1"
  [ "$(instance_of -b ROUTEID=app1 /lines)" = app1 ]
}

@test "an instance that leaves gets nobody new, keeps who is at home there, and still stands in when nobody else does" {
  cp "$T/nginx/conf/instances.conf" "$T/instances.kept"
  # shellcheck source=/dev/null
  (. "$ROOT/db/operations.sh" && instances_conf 2 app1) |
    sed -e "s/app1:8080 resolve/127.0.0.1:$APP1/; s/app2:8080 resolve/127.0.0.1:$APP2/; /^resolver/d" >"$T/nginx/conf/instances.conf"
  reload
  for _ in $(seq 10); do
    [ "$(instance_of /lines)" = app2 ]
    [ "$(instance_of /api/v1/oee)" = app2 ]
  done
  [ "$(instance_of -b ROUTEID=app1 /lines)" = app1 ]
  # Whose connection goes by this list while the other is replaced in turn.
  kill_instance app2
  for _ in $(seq 5); do
    [ "$(instance_of /lines)" = app1 ]
    [ "$(instance_of -b ROUTEID=app2 /lines)" = app1 ]
    [ "$(status_of -X POST -d '[]' /api/v1/events)" = 202 ]
  done
  start_instance app2 "$APP2"
  cp "$T/instances.kept" "$T/nginx/conf/instances.conf"
  reload
}

@test "a POST that reached an instance that died is not sent to another" {
  echo die >"$T/app1.mode"
  [ "$(status_of -b ROUTEID=app1 -X POST -d x '/?v-r=uidl')" = 502 ]
  [ "$(grep -c POST "$T/app1.log")" = 1 ]
  [ ! -s "$T/app2.log" ]
  # Also not a form of the interface that counts each time.
  for _ in 1 2 3 4; do
    status_of -X POST -d x /api/2.0/mlflow/registered-models/create >>"$T/codes"
  done
  [ "$(cat "$T"/app1.log "$T"/app2.log | grep -c registered-models)" = 4 ]
}

@test "a page that is only read is asked for at the next instance" {
  echo die >"$T/app1.mode"
  [ "$(instance_of -b ROUTEID=app1 /lines)" = app2 ]
}

@test "events are sent to the next instance when the first dies or cannot store them" {
  local mode
  for mode in die 503; do
    echo $mode >"$T/app1.mode"
    for _ in 1 2 3 4; do
      [ "$(status_of -X POST -d '[]' /api/v1/events)" = 202 ]
    done
  done
  [ "$(grep -c 'POST /api/v1/events' "$T/app1.log")" -ge 2 ]
  [ "$(grep -c 'POST /api/v1/events' "$T/app2.log")" = 8 ]
}

@test "what the application itself says of being away is passed on as it is" {
  echo 503 >"$T/app1.mode"
  echo 503 >"$T/app2.mode"
  for _ in 1 2 3; do
    run https -D - -X POST -d '[]' /api/v1/events
    [[ $output == *'{"title":"away"}' ]]
    says "$(tr -d '\r' <<<"$output")" Retry-After 7
  done
}

@test "a push passes as a WebSocket" {
  run python3 "$HERE/nginx_client.py" push "$HTTPS"
  [ "${lines[0]}" = "HTTP/1.1 101 Switching Protocols" ]
  [ "${lines[1]}" = hello ]
}

@test "a push that a page of another origin opens is refused" {
  local origin
  for origin in https://evil.example "https://$HOST.evil.example" "http://$HOST" null; do
    run python3 "$HERE/nginx_client.py" push "$HTTPS" "$origin"
    [[ ${lines[0]} == "HTTP/1.1 403"* ]]
  done
  [ ! -s "$T/app1.log" ] && [ ! -s "$T/app2.log" ]
}

@test "without any instance a page tries again by itself and a program gets a problem with Retry-After" {
  kill_instance app1
  kill_instance app2
  run https -D - /lines
  [[ $output == *' 502'* ]] && [[ $output == *'http-equiv="refresh" content="5"'* ]]
  says "$(tr -d '\r' <<<"$output")" Retry-After 5
  says "$(tr -d '\r' <<<"$output")" Cache-Control no-store
  run https -D - /api/v1/oee
  [[ ${output,,} == *'content-type: application/problem+json'* ]]
  [[ $output == *'{"title":"Bad Gateway","status":502,'* ]]
  says "$(tr -d '\r' <<<"$output")" Retry-After 5
  says "$(tr -d '\r' <<<"$output")" X-Frame-Options DENY
  [[ "$(https /api/2.0/mlflow/registered-models/search)" == '{"error_code":"TEMPORARILY_UNAVAILABLE","message":'* ]]
  [[ "$(https /v2/models/a)" == '{"error":'* ]]
  [ "$(status_of /health)" = 502 ]
  start_instance app1 "$APP1"
  start_instance app2 "$APP2"
  # The pool asks again those that failed after five seconds.
  wait_until newcomers_are_answered
  sleep 1
}

@test "the health of the application is told without a line in the log" {
  local before
  before=$(grep -c '"path":"/health"' "$T/access.log" || true)
  run https /health
  [ "$output" = '{"status":"healthy"}' ]
  sleep 0.2
  [ "$(grep -c '"path":"/health"' "$T/access.log" || true)" = "$before" ]
}

# --- limits

@test "a program that asks more than 50 times a second gets 429 with Retry-After and a problem" {
  many 127.0.1.1 300 GET /api/v1/oee 'Authorization: Bearer oee_key_one_of_them' >"$T/counts"
  cat "$T/counts"
  # The burst of 100 and what the seconds meanwhile allow.
  [ "$(awk '$1 == 200 { print $2 }' "$T/counts")" -ge 101 ]
  [ "$(awk '$1 == 429 { print $2 }' "$T/counts")" -ge 50 ]
  grep -qi '^content-type: application/problem+json' "$T/kept"
  grep -q '^{"title":"Too Many Requests","status":429,' "$T/kept"
  says "$(cat "$T/kept")" Retry-After 1
  # Another key, and another address, are not held responsible.
  [ "$(status_of --interface 127.0.1.1 -H 'Authorization: Bearer oee_key_another' /api/v1/oee)" = 200 ]
  [ "$(status_of --interface 127.0.1.2 -H 'Authorization: Bearer oee_key_one_of_them' /api/v1/oee)" = 200 ]
}

@test "a 429 of the application keeps its own Retry-After" {
  says "$(headers_of /busy)" Retry-After 3
}

@test "pages with 60 files each, loaded three times at once, and 10 clicks are not limited" {
  many 127.0.2.1 120 GET /VAADIN/build/vaadin-chart-CmA-6JCW.js >"$T/counts"
  many 127.0.2.1 10 POST '/?v-r=uidl&v-uiId=0' 'Cookie: JSESSIONID=0123456789ABCDEF0123456789ABCDEF' >>"$T/counts"
  many 127.0.2.1 60 GET /styles/app.css >>"$T/counts"
  cat "$T/counts"
  [ "$(tr '\n' ' ' <"$T/counts")" = "200 120 200 10 200 60 " ]
}

@test "30 people behind one address who open a page and click at the same moment are not limited" {
  run python3 "$HERE/nginx_client.py" shift "$HTTPS" 127.0.2.2 30
  echo "$output"
  [ "$output" = "200 210" ]
}

@test "who asks for pages without end gets a page that says so" {
  many 127.0.3.1 200 GET /lines >"$T/counts"
  cat "$T/counts"
  [ "$(awk '$1 == 429 { print $2 }' "$T/counts")" -ge 50 ]
  grep -q 'Too many requests' "$T/kept" && grep -qi '^content-type: text/html' "$T/kept"
  says "$(cat "$T/kept")" Retry-After 1
}

@test "made-up sessions do not evade the limits of an address" {
  # Of what nginx answers itself, so that it is fast enough.
  python3 "$HERE/nginx_client.py" flood "$HTTPS" 127.0.3.2 900 /.well-known/acme-challenge/none >"$T/counts"
  cat "$T/counts"
  [ "$(awk '$1 == 404 { print $2 }' "$T/counts")" -ge 401 ]
  [ "$(awk '$1 == 429 { print $2 }' "$T/counts")" -ge 50 ]
}

@test "passwords and tokens can be tried twenty times at once and thirty times a minute" {
  many 127.0.4.1 40 POST /login >"$T/counts"
  cat "$T/counts"
  taken=$(awk '$1 == 200 { print $2 }' "$T/counts")
  # One more each two seconds while the forty come.
  [ "$taken" -ge 21 ] && [ "$taken" -le 26 ]
  says "$(cat "$T/kept")" Retry-After 2
  # A second later at most one more is due.
  sleep 1
  many 127.0.4.1 10 POST /login >"$T/counts"
  cat "$T/counts"
  [ "$(awk '$1 == 200 { taken = $2 } END { print taken + 0 }' "$T/counts")" -le 2 ]
  many 127.0.4.2 40 POST /api/v1/auth/token >"$T/counts"
  cat "$T/counts"
  taken=$(awk '$1 == 200 { print $2 }' "$T/counts")
  # One more each two seconds while the forty come.
  [ "$taken" -ge 21 ] && [ "$taken" -le 26 ]
  # Who only looks at the page is not counted.
  many 127.0.4.3 40 GET /login >"$T/counts"
  [ "$(tr '\n' ' ' <"$T/counts")" = "200 40 " ]
}

# --- slowness and the log

@test "a client that is silent in the middle of its headers is cut off after ten seconds" {
  wait_until test -s "$T/slow"
  [ "$(cat "$T/slow")" -ge 9 ] && [ "$(cat "$T/slow")" -le 20 ]
}

@test "the log is JSON, names the request as the answer and the application do, and holds no parameters" {
  local id echo
  echo=$(https -D "$T/headers" '/lines?token=very-secret-token&password=very-secret-too')
  id=$(sed -n 's/^x-request-id: \([0-9a-f]*\).*/\1/Ip' "$T/headers")
  [ "$(heard x-request-id <<<"$echo")" = "$id" ]
  sleep 0.2
  python3 - "$T/access.log" "$id" <<'PYTHON'
import json, os, sys
lines = [json.loads(line) for line in open(sys.argv[1])]
mine = [line for line in lines if line["request"] == sys.argv[2]]
assert len(mine) == 1, mine
assert mine[0]["path"] == "/lines" and mine[0]["status"] == "200" and mine[0]["client"] == os.environ["FROM"], mine
PYTHON
  # Also not in what is logged of faults, refusals and pushes.
  echo die >"$T/app1.mode"
  echo die >"$T/app2.mode"
  status_of -X POST -d x '/api/v1/plant?token=very-secret-token' >/dev/null
  sleep 0.2
  ! grep -q -e very-secret -e secret-of-a-push "$T/access.log" "$T/error.log"
}

@test "what a client writes into its headers cannot break a line of the log" {
  https -A 'agent"},{"status":"200' -o /dev/null /lines
  sleep 0.2
  python3 -c 'import json, sys; [json.loads(line) for line in open(sys.argv[1])]' "$T/access.log"
}
