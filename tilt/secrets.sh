#!/usr/bin/env bash
# tilt/secrets.sh: prints the Secrets of a system on a developer's machine as
# YAML, from deploy/.secrets, which it makes when there is none.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PWD/node_modules/.bin:$PATH" node --disable-warning=ExperimentalWarning deploy/development-secrets.ts >&2

# secret <name> <key>=<file>…
secret() {
  printf -- '---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: %s\n  namespace: postern-dev\ndata:\n' "$1"
  shift
  for pair in "$@"; do printf '  %s: %s\n' "${pair%%=*}" "$(base64 -w0 < "${pair#*=}")"; done
}
# files <directory>: each file as <name>=<path>
files() { for path in "$1"/*; do printf '%s=%s\n' "$(basename "$path")" "$path"; done; }

for service in gateway identity otp key-release rendering aggregation; do
  mapfile -t pairs < <(files "deploy/.secrets/$service/tls")
  secret "postern-$service-tls" "${pairs[@]}"
done
for service in identity otp key-release; do
  mapfile -t pairs < <(files "deploy/.secrets/$service/secrets")
  secret "postern-$service" "${pairs[@]}"
done
# The password that tilt/stores.yaml gives to PostgreSQL.
secret postern-aggregation "database.password=/dev/stdin" < <(printf postern)
