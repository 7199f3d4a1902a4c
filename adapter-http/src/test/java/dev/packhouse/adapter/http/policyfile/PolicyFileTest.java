package dev.packhouse.adapter.http.policyfile;

import static dev.packhouse.adapter.http.policyfile.Policies.delete;
import static dev.packhouse.adapter.http.policyfile.Policies.keep;
import static dev.packhouse.adapter.http.policyfile.Policies.policy;
import static dev.packhouse.adapter.http.policyfile.Policies.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.DeleteRule;
import dev.packhouse.domain.cleanup.policy.KeepRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyFileTest {

    /** Every key of the language. */
    static final String EVERYTHING = """
            version: 1
            name: nightly                        # in plans
            zone: Europe/Berlin
            lists: { live: { file: live.txt } }
            policies:
              - name: images
                select: { types: [container, npm], packages: ["team/**"], exclude: ["team/base"],
                          visibility: [private, internal], linked-to: octo-org/app }
                keep:
                  - { name: recent, tagged: true, any-tag: [main, 1.10], last: 3, hourly: 1, daily: 2, weekly: 3,
                      monthly: 4, yearly: 5, within: 14d, of: newest, per: { tag: '^(.+)-\\d+$' }, order: updated }
                  - { in-list: live }
                  - { last: 20, per: semver-minor, order: semver }
                delete:
                  - { all-tags: 'pr-*', version: '/sha256:.*/', id: [3, 2], older-than: 14d, younger-than: 1y, by: updated,
                      downloads: { at-least: 1, at-most: 9 }, image: { state: [ghost, partial], kind: index } }
                  - { semver: { prerelease: true, range: "<2" }, snapshot: true, superseded: false, not: { not: { all: true } } }
                delete-packages: [{ idle: 90d }, { emptied: true }, { versions: { at-most: 0 } }]
                unknown-manifests: keep-untagged
                safeguards: { latest-tag: off, ghost-names: false, refused-before: on, young: 2h }
            limits: { max-deletions: 10, max-percent: { tagged: 20, all: 30 }, of-at-least: 40, max-packages: 50 }
            """;

    private static final String NORMALIZED = """
            {"version":1,"name":"nightly","zone":"Europe/Berlin","lists":{"live":{"file":"live.txt"}},"policies":[\
            {"name":"images","select":{"types":["container","npm"],"packages":["team/**"],"exclude":["team/base"],\
            "visibility":["internal","private"],"linked-to":["octo-org/app"]},"keep":[\
            {"name":"recent","tagged":true,"any-tag":["main","1.10"],"last":3,"hourly":1,"daily":2,"weekly":3,"monthly":4,\
            "yearly":5,"within":"14d","of":"newest","per":{"tag":"/^(.+)-\\\\d+$/"},"order":"updated"},\
            {"name":"keep 2","in-list":"live"},\
            {"name":"keep 3","all":true,"last":20,"per":"semver-minor","order":"semver"}],"delete":[\
            {"name":"delete 1","all-tags":["pr-*"],"version":["/sha256:.*/"],"id":[2,3],"older-than":"14d","younger-than":"1y",\
            "downloads":{"at-least":1,"at-most":9},"image":{"kind":["index"],"state":["ghost","partial"]},"by":"updated"},\
            {"name":"delete 2","semver":{"prerelease":true,"range":"<2"},"snapshot":true,"superseded":false,\
            "not":{"not":{"all":true}}}],"delete-packages":[{"idle":"90d"},{"emptied":true},{"versions":{"at-most":0}}],\
            "unknown-manifests":"keep-untagged","safeguards":{"last-version":"on","latest-tag":"off","newest-release":"on",\
            "refused-before":"on","ghost-names":"off","young":"2h"}}],"limits":{"max-deletions":10,\
            "max-percent":{"tagged":20,"all":30},"of-at-least":40,"max-packages":50}}""";

    @Test
    void everyKeyIsUnderstood() {
        assertThat(read(EVERYTHING).text()).isEqualTo(NORMALIZED);
    }

    @Test
    void whatIsLeftOutHasTheDefault() {
        assertThat(read("version: 1\npolicies: [{ delete: [{ tagged: false }] }]")
                        .text())
                .isEqualTo("""
                {"version":1,"name":"cleanup","zone":"UTC","lists":{},"policies":[{"name":"policy 1","select":{},"keep":[],\
                "delete":[{"name":"delete 1","tagged":false}],"delete-packages":[],"unknown-manifests":"keep-package",\
                "safeguards":{"last-version":"on","latest-tag":"on","newest-release":"on","refused-before":"on",\
                "ghost-names":"on","young":"1h"}}],"limits":{"max-deletions":5000,"max-percent":{"tagged":50,"all":95},\
                "of-at-least":20,"max-packages":50}}""");
    }

    @Test
    void theNormalizedTextIsAPolicyFileWithTheSameMeaning() {
        assertThat(read("policy.json", NORMALIZED).text()).isEqualTo(NORMALIZED);
        assertThat(read("policy.yaml", NORMALIZED).text()).isEqualTo(NORMALIZED);
    }

    @Test
    void layoutCommentsAndTheOrderOfKeysDoNotChangeTheText() {
        String one = "version: 1\npolicies: [{ name: a, delete: [{ tagged: false, older-than: 7d, any-tag: x }] }]";
        String other = """
                # a comment
                policies:
                  - delete:
                      - any-tag:
                          - "x"
                        older-than: '7d'   # a week
                        by: created
                        tagged: false
                    keep: []
                    name: a
                version: 1
                """;

        assertThat(read(other).text()).isEqualTo(read(one).text());
        assertThat(read(other).sha256()).isEqualTo(read(one).sha256());
    }

    @Test
    void theSumIsThatOfTheText() {
        PolicyFile file = read(EVERYTHING);

        assertThat(file.sha256())
                .isEqualTo(Hashing.sha256()
                        .hashString(file.text(), StandardCharsets.UTF_8)
                        .toString())
                .isNotEqualTo(read(EVERYTHING.replace("last: 20", "last: 21")).sha256());
    }

    @Test
    void rulesAndPoliciesAreNamedByTheirPosition() {
        List<CleanupPolicy> policies = read("""
                version: 1
                policies:
                - { delete: [{ all: true }, { name: own, all: true }, { all: true }], keep: [{ last: 1 }] }
                - { delete-packages: [{ emptied: true }] }
                """).policies().policies();

        assertThat(policies).extracting(CleanupPolicy::name).containsExactly("policy 1", "policy 2");
        assertThat(policies.get(0).delete())
                .extracting(DeleteRule::name)
                .containsExactly("delete 1", "own", "delete 3");
        assertThat(policies.get(0).keep()).extracting(KeepRule::name).containsExactly("keep 1");
    }

    /** Each is another spelling of the rule behind it. */
    static Stream<List<String>> spellings() {
        return Stream.of(
                List.of(keep("last: 3"), keep("all: true, last: 3, per: package, order: created")),
                List.of(keep("within: 3d"), keep("all: true, within: 3d, of: now")),
                List.of(keep("last: 1, per: { tag: '(a)b' }"), keep("last: 1, per: { tag: '/(a)b/' }")),
                List.of(delete("any-tag: x"), delete("any-tag: [x]")),
                List.of(delete("id: 7"), delete("id: ['7']")),
                List.of(delete("older-than: 7d"), delete("older-than: 7d, by: created")),
                List.of(delete("image: { kind: index }"), delete("image: { kind: [index] }")),
                List.of(delete("downloads: { at-most: 3 }"), delete("downloads: { at-least: 0, at-most: 3 }")));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void oneRuleMayHaveSeveralSpellings(List<String> spellings) {
        assertThat(read(spellings.get(0)).text())
                .isEqualTo(read(spellings.get(1)).text());
    }

    @ParameterizedTest
    @CsvSource({"off, off", "'\"off\"', off", "false, off", "on, on", "true, on"})
    void aSafeguardIsOnOrOff(String word, String meaning) {
        String file =
                policy("delete: [{ all: true }]\nsafeguards: { latest-tag: %s, young: %s }".formatted(word, word));
        String young = meaning.equals("on") ? "1h" : "off";

        assertThat(read(file).text()).contains("\"latest-tag\":\"" + meaning + "\"", "\"young\":\"" + young + "\"");
    }

    @ParameterizedTest
    @CsvSource({"UTC, UTC", "Z, UTC", "Etc/UTC, UTC", "Europe/Berlin, Europe/Berlin", "+02:00, +02:00"})
    void theZoneHasOneSpellingIfItIsUtc(String zone, String normalized) {
        assertThat(read("zone: '%s'\n".formatted(zone) + delete("all: true")).text())
                .contains("\"zone\":\"" + normalized + "\"");
    }

    @ParameterizedTest
    @CsvSource({"36h", "14d", "2w", "6mo", "1y", "0d", "99999d"})
    void agesHaveUnits(String age) {
        assertThat(read(delete("older-than: " + age)).text()).contains("\"older-than\":\"" + age + "\"");
    }

    @Test
    void aListHasItsEntriesAndItsSum(@TempDir Path directory) throws IOException {
        Files.createDirectory(directory.resolve("lists"));
        String content = "# what runs\n\nghcr.io/octo-org/app:1.2  # by tag\r\n  app:1.3\napp:1.3";
        Files.writeString(directory.resolve("lists/live.txt"), content);
        Path file = Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                lists: { live: { file: lists/live.txt } }
                policies: [{ delete: [{ not: { in-list: live } }] }]
                """);

        PolicyFile policy = PolicyFile.read(file);

        assertThat(policy.lists()).containsOnlyKeys("live");
        ListFile list = policy.lists().get("live");
        assertThat(list.path()).isEqualTo("lists/live.txt");
        assertThat(list.names().size()).isEqualTo(2);
        assertThat(list.sha256())
                .isEqualTo(Hashing.sha256()
                        .hashString(content, StandardCharsets.UTF_8)
                        .toString());
        assertThat(policy.policies().lists()).containsExactly("live");
    }

    @Test
    void filesWithDifferentListsOfOneNameDoNotFitTogether() {
        String live = "version: 1\nlists: { live: { file: live.txt } }\npolicies: [{ delete: [{ in-list: live }] }]";
        PolicyFile one = read(live);

        assertThat(PolicyFile.allLists(List.of(one, read(live)))).isEqualTo(one.lists());
        assertThatThrownBy(() -> PolicyFile.allLists(List.of(one, read(live.replace("live.txt", "empty.txt")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Two different lists are named 'live'");
    }

    @Test
    void aFileThatDoesNotExistCannotBeRead(@TempDir Path directory) {
        assertThatThrownBy(() -> PolicyFile.read(directory.resolve("absent.yaml")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
