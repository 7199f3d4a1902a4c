#!/usr/bin/env bash
# Compiles and runs a program against the built artifacts of domain and application, on the module path and with Maven, and
# the contract suite of the test-jar in a project of its own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../../.."

here=application/src/test/consumer
out=$PWD/target/consumer
rm -rf "$out"
mkdir -p "$out"

echo 'On the module path: javac, java'
slf4j=$(find "${M2_REPOSITORY:-$HOME/.m2/repository}/org/slf4j/slf4j-api" -name 'slf4j-api-2*.jar' | sort | tail -1)
path=domain/target/packhouse-domain-1.0.0-SNAPSHOT.jar:application/target/packhouse-application-1.0.0-SNAPSHOT.jar:$slf4j
javac -Xlint:all -Werror --module-path "$path" -d "$out/modular" "$here/module-info.java" "$here/src/consumer/Consumer.java"
java --module-path "$path:$out/modular" -m consumer/consumer.Consumer | tee "$out/modular.txt"

echo 'With Maven: install, compile, java on the class path'
maven=(./mvnw -B -ntp -q "-Dmaven.repo.local=$out/repository" "-Dmaven.repo.local.tail=${M2_REPOSITORY:-$HOME/.m2/repository}")
"${maven[@]}" -pl domain,application -am -DskipTests install
"${maven[@]}" -f "$here/maven/pom.xml" "-Dconsumer.target=$out/maven" \
  compile dependency:build-classpath "-Dmdep.outputFile=$out/classpath"
java -cp "$out/maven/classes:$(cat "$out/classpath")" consumer.Consumer | tee "$out/maven.txt"

refusal='You need at least delete:packages and read:packages scopes to delete a package.'
grep -qxF "dev.packhouse.application: $refusal" "$out/modular.txt"
grep -qxF "null: $refusal" "$out/maven.txt"

echo 'With Maven: the contract suite of the test-jar'
"${maven[@]}" -f "$here/contract/pom.xml" "-Dconsumer.target=$out/contract" test
tests=$(sed -n 's/^Tests run: \([0-9]*\),.*/\1/p' "$out/contract/surefire-reports/consumer.OwnBackendTest.txt")
[ "${tests:-0}" -gt 0 ]
echo "$tests clauses passed"

echo 'Javadoc without warnings'
sources() { find "$1/src/main/java" -name '*.java'; }
mapfile -t domain < <(sources domain)
mapfile -t application < <(sources application)
javadoc -quiet -Xdoclint:all,-missing -Werror -d "$out/javadoc/domain" "${domain[@]}"
javadoc -quiet -Xdoclint:all,-missing -Werror --module-path "domain/target/packhouse-domain-1.0.0-SNAPSHOT.jar:$slf4j" \
  -d "$out/javadoc/application" "${application[@]}"
echo 'Consumers: passed'
