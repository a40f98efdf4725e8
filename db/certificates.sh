# shellcheck shell=bash
# Certificates that are made, looked at, or fetched from an authority. Sourced by operations.sh.

days_left() {
  local end
  end=$(openssl x509 -in "$1" -noout -enddate 2>/dev/null) || return 1
  echo $((($(date -d "${end#*=}" +%s) - $(date +%s)) / 86400))
}

make_certificate() {
  local domain=$1 part
  part=$(mktemp -d "$FOLDER/certificates/.part.XXXXXX")
  cat >"$part/request" <<TEXT
distinguished_name = name
x509_extensions = of
prompt = no
[name]
CN = OEE Analytics
[of]
subjectAltName = DNS:$domain
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
TEXT
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 -days 397 \
    -config <(printf '[req]\n'; cat "$part/request") -keyout "$part/privkey.pem" -out "$part/fullchain.pem" 2>/dev/null
  write_file "$FOLDER/certificates/privkey.pem" 600 <"$part/privkey.pem"
  write_file "$FOLDER/certificates/fullchain.pem" 644 <"$part/fullchain.pem"
  rm -rf "$part"
}

# What is wrong with a certificate and its key, a line each; nothing when they serve.
certificate_problems() {
  local certificate=$1 key=$2 domain=$3 days
  if ! openssl x509 -in "$certificate" -noout 2>/dev/null; then
    echo "the certificate $certificate cannot be read; it must be PEM, the server's own first and then those between"
    return
  fi
  if ! openssl pkey -in "$key" -noout -passin pass: 2>/dev/null; then
    echo "the private key $key cannot be read; it must be PEM without a passphrase"
  elif [ "$(openssl x509 -in "$certificate" -noout -pubkey)" != "$(openssl pkey -in "$key" -pubout -passin pass:)" ]; then
    echo "the private key $key does not belong to the certificate $certificate; take the key it was requested with"
  fi
  days=$(days_left "$certificate")
  if ! openssl x509 -in "$certificate" -noout -checkend 0 >/dev/null; then
    echo "the certificate $certificate has expired; ask its issuer for a new one"
  elif [ "$days" -lt 7 ]; then
    echo "the certificate $certificate expires in $days days; ask its issuer for a new one"
  fi
  if [ -n "$domain" ] && ! openssl x509 -in "$certificate" -noout -checkhost "$domain" | grep -q 'does match'; then
    echo "the certificate $certificate is not for $domain; it must name it as a DNS name"
  fi
}

CERTBOT_IMAGE=certbot/certbot:v5.1.0

# From a certificate authority by ACME, through the folder nginx serves. It renews only what is due.
acme_certificate() {
  local domain=$1 email=$2
  mkdir -p "$FOLDER/acme/www" "$FOLDER/acme/state"
  chmod 755 "$FOLDER/acme" "$FOLDER/acme/www"
  docker run --rm --volume "$FOLDER/acme/www:/var/www/acme" --volume "$FOLDER/acme/state:/etc/letsencrypt" \
    "$(setting CERTBOT_IMAGE "$CERTBOT_IMAGE")" certonly --webroot --webroot-path /var/www/acme --domain "$domain" \
    --email "$email" --agree-tos --non-interactive --keep-until-expiring --key-type ecdsa </dev/null || return 1
  read_file "acme/state/live/$domain/privkey.pem" | write_file "$FOLDER/certificates/privkey.pem" 600
  read_file "acme/state/live/$domain/fullchain.pem" | write_file "$FOLDER/certificates/fullchain.pem" 644
}
