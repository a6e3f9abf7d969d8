#!/usr/bin/env bash
# deploy/docker/build-images.sh [service …]: builds the images, all unless told.
#
#   BUILD, BASE    see the Dockerfile; a published base has to be pinned by digest
#   PREFIX, TAG    what they are called: $PREFIX/<service>:$TAG (postern, local)
#   AUTHORITIES    PEM file with whom npm is to trust beside the usual
set -euo pipefail
cd "$(dirname "$0")/../.."

for base in "${BUILD:?}" "${BASE:?}"; do
  [[ $base == *@sha256:* || $base == *:local ]] || { echo "$base: pin it, name@sha256:…" >&2; exit 64; }
done
services=("$@")
[[ $# -gt 0 ]] || services=(gateway identity otp key-release rendering aggregation cli)
secret=()
[[ -z ${AUTHORITIES:-} ]] || secret=(--secret "id=authorities,src=$AUTHORITIES")
version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' package.json)

for service in "${services[@]}"; do
  DOCKER_BUILDKIT=1 docker build --quiet --network host -f deploy/docker/Dockerfile "${secret[@]}" \
    --build-arg "BUILD=$BUILD" --build-arg "BASE=$BASE" --build-arg "SERVICE=$service" \
    --build-arg "VERSION=$version" --build-arg "REVISION=$(git rev-parse HEAD)" \
    --tag "${PREFIX:-postern}/$service:${TAG:-local}" .
  echo "${PREFIX:-postern}/$service:${TAG:-local}"
done
