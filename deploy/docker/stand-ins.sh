#!/usr/bin/env bash
# deploy/docker/stand-ins.sh: makes postern-stand-ins:local, which serves as
# Redis, PostgreSQL, Kafka and mailbox where no registry can be reached.
# Kafka's jars are those that the tests fetch (npm test, or libs/dev-services).
set -euo pipefail
cd "$(dirname "$0")/../.."
jars=$(ls -d node_modules/.cache/postern/kafka-[0-9]* 2> /dev/null | head -1)
[[ -n $jars ]] || { echo 'Kafka is not there yet: run the integration tests once' >&2; exit 1; }
docker build --quiet --network host -f deploy/docker/Dockerfile.stand-ins --tag postern-stand-ins:local "$jars"
