#!/usr/bin/env bash
# Runs the tests of a cleanup tool, a Maven project of its own that uses @PackhouseTest, with JUnit 5 and with JUnit 6.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../../.."

here=adapter-http/src/test/consumer
out=$PWD/target/cleanup-tool
rm -rf "$out"
mkdir -p "$out"

maven=(./mvnw -B -ntp -q "-Dmaven.repo.local=$out/repository" "-Dmaven.repo.local.tail=${M2_REPOSITORY:-$HOME/.m2/repository}")
"${maven[@]}" -pl adapter-http -am -DskipTests -DskipITs -Djacoco.skip install

for junit in 5.14.4 6.1.3; do
  echo "The tests of the cleanup tool with JUnit $junit"
  "${maven[@]}" -f "$here/pom.xml" "-Djunit.version=$junit" "-Dconsumer.target=$out/junit-$junit" test
  tests=$(cat "$out/junit-$junit"/surefire-reports/*.txt | sed -n 's/^Tests run: \([0-9]*\),.*/\1/p' | awk '{ sum += $1 } END { print sum + 0 }')
  [ "$tests" -gt 0 ]
  echo "$tests tests passed"
done
echo 'Cleanup tool: passed'
