#!/usr/bin/env bash
# Runs the examples of the README that are for clients: curl, Octokit and gh, against the demo of the given jar.
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

echo 'Octokit: the example deletes a version'
examples | sed -n '/^```js$/,/^```$/p' | sed '1d;$d' >"$scratch/example.mjs"
[ -s "$scratch/example.mjs" ]
node --input-type=module <"$scratch/example.mjs"
status=$(curl -s -o "$scratch/answer" -w '%{http_code}' -H 'Authorization: Bearer ghp_demoMonalisa' \
  "$url/orgs/octo-org/packages/npm/octo-utils/versions/3002")
[ "$status" = 404 ] || { echo "The version that the example deletes answers $status" >&2; exit 1; }

echo 'gh: the example prints ids'
line=$(examples | sed -n 's/^    \(GH_ENTERPRISE_TOKEN=.*\)$/\1/p')
[ -n "$line" ]
ids=$(bash -c "$line")
grep -qE '^[0-9]+$' <<<"$ids" || { echo "gh printed '$ids'" >&2; exit 1; }
