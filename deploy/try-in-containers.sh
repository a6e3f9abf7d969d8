#!/usr/bin/env bash
# deploy/try-in-containers.sh: builds every image without a registry, starts the
# whole system of compose.yaml, sends one mail through it, and stops it again.
# Needs a Docker engine (20.10 or newer), compose, debootstrap, and root for it.
set -euo pipefail
cd "$(dirname "$0")/.."
export BUILD=${BUILD:-postern-build:local} BASE=${BASE:-postern-base:local}
compose() {
  if docker compose version > /dev/null 2>&1; then docker compose "$@"; else docker-compose "$@"; fi
}
system=(-p postern-try -f deploy/compose.yaml -f deploy/compose.stand-ins.yaml)

docker image inspect "$BASE" "$BUILD" > /dev/null 2>&1 || deploy/docker/local-base.sh
deploy/docker/build-images.sh
docker image inspect postern-stand-ins:local > /dev/null 2>&1 || deploy/docker/stand-ins.sh
node --disable-warning=ExperimentalWarning deploy/development-secrets.ts
trap 'compose "${system[@]}" down --volumes > /dev/null 2>&1' EXIT
compose "${system[@]}" up --detach

ready() {
  compose "${system[@]}" exec -T "$1" /app/node -e "
    require('http').get('http://127.0.0.1:9090/readyz', ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))"
}
for service in gateway identity otp key-release rendering aggregation; do
  for _ in $(seq 60); do
    ready "$service" > /dev/null 2>&1 && break
    sleep 1
  done
  ready "$service" || { compose "${system[@]}" logs --tail 20 "$service"; exit 1; }
done
echo 'all six are ready'
node --disable-warning=ExperimentalWarning deploy/try-journey.ts http://localhost:8420 deploy/.secrets/sender -- \
  docker exec "$(compose "${system[@]}" ps -q mailbox)" sh -c 'cat /mail/box/new/* 2> /dev/null || true'
