#!/usr/bin/env bash
# Gives a user of Kafka the rights that Understudy needs, and no others: two prefixes, incidents and understudy-.
# Usage: acls.sh BOOTSTRAP-SERVERS [USER] [options of kafka-acls.sh, such as --command-config admin.properties]
# KAFKA_ACLS names the tool when it is not on the PATH.
set -euo pipefail

servers=${1:?usage: acls.sh BOOTSTRAP-SERVERS [USER] [options of kafka-acls.sh]}
user=${2:-understudy}
shift $(($# > 1 ? 2 : 1))
options=("$@")

# Arguments: what the rights are on, its prefix, then the rights.
allow() {
  local kind=$1 prefix=$2 operation rights=()
  shift 2
  for operation in "$@"; do
    rights+=(--operation "$operation")
  done
  "${KAFKA_ACLS:-kafka-acls.sh}" --bootstrap-server "$servers" ${options[@]+"${options[@]}"} --add \
    --allow-principal "User:$user" "${rights[@]}" "--$kind" "$prefix" --resource-pattern-type prefixed
}

# Create: topics create, and Kafka Streams for its own. DescribeConfigs: both compare settings.
allow topic incidents Read Write Describe DescribeConfigs Create
# Delete: Kafka Streams deletes what it has read of its repartition topic.
allow topic understudy- Read Write Describe DescribeConfigs Create Delete
allow group understudy- Read Describe
allow transactional-id understudy- Write Describe
