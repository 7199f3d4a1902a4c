#!/usr/bin/env bash
# Starts the given jar on a free port with a test state, and runs the tests of GitHub's client against it. Some files
# start the jar themselves.
set -euo pipefail
jar=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")"
scratch=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$scratch"' EXIT

node state.mjs >"$scratch/state.json"
java -jar "$jar" serve --port 0 --data "$scratch/data" --state "$scratch/state.json" \
  >"$scratch/out" 2>"$scratch/err" &
server=$!

for _ in $(seq 300); do
  url=$(sed -n 's/^Listening on //p' "$scratch/out")
  [ -z "$url" ] || break
  if ! kill -0 "$server" 2>/dev/null; then
    break
  fi
  sleep 0.1
done
if [ -z "$url" ]; then
  echo 'The server did not start:' >&2
  cat "$scratch/err" >&2
  exit 1
fi

PACKHOUSE_URL=$url PACKHOUSE_JAR=$jar npm test

kill -TERM "$server"
status=0
wait "$server" || status=$?
server=
if [ "$status" -ne 0 ]; then
  echo "The server ended with status $status instead of 0" >&2
  exit 1
fi
