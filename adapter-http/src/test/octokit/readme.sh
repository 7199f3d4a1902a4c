#!/usr/bin/env bash
# Runs the examples of the README that are for curl, against the demo of the given jar.
set -euo pipefail
jar=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")"
readme=$(realpath ../../../../README.md)
scratch=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$scratch"' EXIT

java -jar "$jar" serve --demo --port 0 >"$scratch/out" 2>"$scratch/err" &
server=$!
url=
for _ in $(seq 300); do
  url=$(sed -n 's/^Listening on //p' "$scratch/out")
  [ -z "$url" ] || break
  kill -0 "$server" 2>/dev/null || break
  sleep 0.1
done
if [ -z "$url" ]; then
  echo 'The server did not start:' >&2
  cat "$scratch/err" >&2
  exit 1
fi

# Prints the README with the address of this server.
examples() { sed "s|http://127.0.0.1:8080|$url|g" "$readme"; }

echo 'curl: each of the three examples answers as the README shows'
statuses=$(examples | sed -n 's/^    \$ \(curl .*\)$/\1/p' | while read -r -d $'\n' line; do bash -c "$line" | tail -n 1; done)
expected=$'200\n204\n204'
[ "$statuses" = "$expected" ] || { printf 'Expected %q, got %q\n' "$expected" "$statuses" >&2; exit 1; }
