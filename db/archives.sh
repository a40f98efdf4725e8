# shellcheck shell=bash
# Archives that are sealed, and stores that speak S3. Sourced by operations.sh.
# WORK is a folder for what is under way, BACKUP_KEY the file of the passphrase.

# A folder for what is under way, beside the backups so that a rename is enough, and gone at the end.
make_work() {
  mkdir -p "$BACKUPS"
  WORK=$(mktemp -d "$BACKUPS/.work.XXXXXX")
  mkdir -m 700 "$WORK/gnupg"
}

drop_work() {
  if [ -n "$WORK" ] && [ -d "$WORK" ]; then
    GNUPGHOME=$WORK/gnupg gpgconf --kill gpg-agent >/dev/null 2>&1 || true
    rm -rf "$WORK"
  fi
  WORK=
}

gpg_quiet() {
  GNUPGHOME=$WORK/gnupg gpg --batch --quiet --no-tty --no-options --no-symkey-cache --pinentry-mode loopback "$@" 8>&-
}

# Encrypts standard input to standard output: for the public key in BACKUP_RECIPIENT_FILE, else by secrets/backup_key.
encrypt() {
  local recipient
  recipient=$(setting BACKUP_RECIPIENT_FILE)
  if [ -n "$recipient" ]; then
    gpg_quiet --trust-model always --compress-algo none --recipient-file "$recipient" --encrypt
  else
    gpg_quiet --passphrase-file "$BACKUP_KEY" --cipher-algo AES256 --s2k-digest-algo SHA512 --compress-algo none --symmetric
  fi
}

# Opens an archive to standard output. OEE_BACKUP_PRIVATE_KEY names the file of the private key of a recipient.
decrypt() {
  if [ -n "${OEE_BACKUP_PRIVATE_KEY:-}" ]; then
    gpg_quiet --import "$OEE_BACKUP_PRIVATE_KEY" 2>/dev/null
    gpg_quiet --trust-model always --decrypt "$1"
  else
    gpg_quiet --passphrase-file "$BACKUP_KEY" --decrypt "$1"
  fi
}

# Digests of the files of a tar stream, in the form of the manifest, without unpacking it.
digests_of_stream() {
  # shellcheck disable=SC2016
  tar --extract --file - --to-command='printf "%s  %s\n" "$(sha256sum | cut -c 1-64)" "$TAR_FILENAME"' | LC_ALL=C sort -k 2
}

digests_of_folder() {
  (cd "$1" && find . -type f ! -name MANIFEST.sha256 -print0 | LC_ALL=C sort -z | xargs -0 --no-run-if-empty sha256sum) | LC_ALL=C sort -k 2
}

# A store that speaks S3, by aws or mc, whichever is there. The secret goes by the environment, never as an argument.
s3_client() {
  if has aws; then echo aws; elif has mc; then echo mc; fi
}

s3() {
  local secret=${AWS_SECRET_ACCESS_KEY:-}
  if [ -z "$secret" ] && [ -s "$SECRETS/AWS_SECRET_ACCESS_KEY" ]; then
    secret=$(read_file secrets/AWS_SECRET_ACCESS_KEY) || return 1
  fi
  local endpoint key
  endpoint=$(setting BACKUP_S3_ENDPOINT "$(setting OEE_S3_ENDPOINT)")
  key=$(setting AWS_ACCESS_KEY_ID)
  if [ "$(s3_client)" = aws ]; then
    AWS_ACCESS_KEY_ID=$key AWS_SECRET_ACCESS_KEY=$secret AWS_DEFAULT_REGION=$(setting OEE_S3_REGION us-east-1) \
      aws ${endpoint:+--endpoint-url "$endpoint"} "$@"
  else
    endpoint=${endpoint:-https://s3.amazonaws.com}
    MC_HOST_backup="${endpoint%%://*}://$key:$secret@${endpoint#*://}" mc --config-dir "$WORK/mc" "$@"
  fi
}

s3_put() {
  if [ "$(s3_client)" = aws ]; then
    s3 s3 cp --only-show-errors "$1" "s3://$2/$3"
  else
    s3 --quiet cp "$1" "backup/$2/$3" >/dev/null
  fi
}

# Bytes of what the store holds under a name.
s3_size() {
  if [ "$(s3_client)" = aws ]; then
    s3 s3api head-object --bucket "$1" --key "$2" --query ContentLength --output text
  else
    s3 stat --json "backup/$1/$2" | sed -n 's/.*"size": *\([0-9]*\).*/\1/p'
  fi
}

# The store beside the application is not reached from the host, so its own client is used, inside of it.
OWN_STORE=http://minio:9000
own_store() {
  # shellcheck disable=SC2016
  compose exec -T minio sh -c 'MC_HOST_own="http://$MINIO_ROOT_USER:$(cat /run/secrets/MINIO_ROOT_PASSWORD)@127.0.0.1:9000" mc --quiet --config-dir /tmp/mc "$@"' mc "$@"
}

# s3_copy FROM TO: all files below; one side is s3://bucket/prefix.
s3_copy() {
  local from=${1%/} to=${2%/} name
  if [ "$(setting OEE_S3_ENDPOINT)" = "$OWN_STORE" ]; then
    if [[ $from = s3://* ]]; then
      from=own/${from#s3://}
      own_store find "$from" </dev/null >"$WORK/files" || return 1
      while IFS= read -r name; do
        mkdir -p "$(dirname "$to/${name#"$from"/}")" || return 1
        own_store cat "$name" </dev/null >"$to/${name#"$from"/}" || return 1
      done <"$WORK/files"
    else
      to=own/${to#s3://}
      own_store mb --ignore-existing "own/$(cut -d / -f 2 <<<"$to")" </dev/null >/dev/null || return 1
      (cd "$from" && find . -type f -printf '%P\n') >"$WORK/files"
      while IFS= read -r name; do
        own_store pipe "$to/$name" <"$from/$name" >/dev/null || return 1
      done <"$WORK/files"
    fi
  elif [ "$(s3_client)" = aws ]; then
    s3 s3 sync --only-show-errors "$from" "$to"
  else
    s3 --quiet mirror --overwrite "${from/#s3:\/\//backup\/}" "${to/#s3:\/\//backup\/}" >/dev/null
  fi
}

has_store_client() { [ -n "$(s3_client)" ] || [ "$(setting OEE_S3_ENDPOINT)" = "$OWN_STORE" ]; }
