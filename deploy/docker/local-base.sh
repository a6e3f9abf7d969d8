#!/usr/bin/env bash
# deploy/docker/local-base.sh: makes the images postern-base:local and
# postern-build:local without a registry, from Debian's packages (debootstrap),
# the Node 24 among this repository's packages, and this machine's npm. For
# machines without one, and to see the images work; a release pins published bases.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

debootstrap --variant=minbase --include=ca-certificates bookworm "$work/root" > "$work/log" || { tail -20 "$work/log"; exit 1; }
rm -rf "$work"/root/var/cache/apt/* "$work"/root/var/lib/apt/lists/*
tar -C "$work/root" -c . | docker import - postern-base:local

npm_directory=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
mkdir -p "$work/build/npm"
cp node_modules/node-linux-*/bin/node "$work/build/node"
cp -r "$npm_directory/." "$work/build/npm"
cat > "$work/build/Dockerfile" <<'END'
FROM postern-base:local
COPY node /usr/local/bin/node
COPY npm /usr/local/lib/npm
RUN ln -s /usr/local/lib/npm/bin/npm-cli.js /usr/local/bin/npm
END
docker build --quiet --tag postern-build:local "$work/build"
