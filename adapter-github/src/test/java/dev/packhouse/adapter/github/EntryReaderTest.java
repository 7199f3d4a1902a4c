package dev.packhouse.adapter.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.github.client.response.JsonEntry;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An unexpected value in one entry does not fail a page, and the text of each entry stays unchanged. */
class EntryReaderTest {

    private static final Account OWNER =
            new User(new AccountId(1), new Login("octocat"), Optional.empty(), false, Instant.EPOCH, Instant.EPOCH);

    private static final Package KIT = Package.published(
            new PackageId(7),
            new Namespace(OWNER, PackageType.NPM),
            new PackageName(PackageType.NPM, "kit"),
            Visibility.PRIVATE,
            VersionCounts.UNKNOWN,
            Instant.EPOCH);

    private final EntryReader entries = new EntryReader(new MutableClock(GitHubStates.NOW));

    private static List<JsonEntry> items(String json) throws IOException {
        return JsonEntry.read(json.getBytes(UTF_8));
    }

    private static Package packaged(PackageType type, String json) throws IOException {
        return EntryReader.packageEntry(new Namespace(OWNER, type), items(json).get(0))
                .orElseThrow();
    }

    @Test
    void theTextOfEachEntryIsKeptAsItWasReceived() throws IOException {
        String first = "{\"id\" : 12345678901234567890, \"a\":1.50, \"name\":\"\u00fc\\u00fc\ud83d\ude00\", \"a\":[ ]}";
        String second = "{ }";

        assertThat(items("[" + first + " ,\n" + second + "]").stream().map(JsonEntry::text))
                .containsExactly(first, second);
        assertThat(items(first).get(0).withSource("x")).isEqualTo(new WithSource<>("x", Optional.of(first)));
    }

    @Test
    void elementsThatAreNoObjectsAreOmitted() throws IOException {
        assertThat(items("[null, 1, [{\"id\":1}], \"x\", {\"id\":2}]").stream().map(JsonEntry::text))
                .containsExactly("{\"id\":2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[{}", "{\"id\":", "[[1", "null", "3", "{} {}", "[] x", "<!DOCTYPE html>", "[}"})
    void incompleteOrInvalidJsonIsNotRead(String json) {
        assertThatThrownBy(() -> items(json)).isInstanceOf(IOException.class);
    }

    @Test
    void softDeletedGhostsInAListAreEntriesLikeOthers() throws IOException {
        assertThat(packaged(PackageType.CONTAINER, "{\"id\":5,\"name\":\"app/deleted_1613576291\"}")
                        .name()
                        .value())
                .isEqualTo("app/deleted_1613576291");
    }

    @ParameterizedTest
    @EnumSource
    void namesOutsideOfTheGrammarAreAccepted(PackageType type) throws IOException {
        Package unusual = packaged(type, "{\"id\":197,\"name\":\"\u00dcber Name!\"}");
        PackageVersion version = entries.version(
                        unusual,
                        State.ACTIVE,
                        items("{\"id\":836,\"name\":\" \"}").get(0))
                .orElseThrow();

        assertThat(unusual.name().value()).isEqualTo("\u00dcber Name!");
        assertThat(version.name().value()).isEqualTo(" ");
        assertThat(version.packageId()).isEqualTo(new PackageId(197));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1}",
                "{\"id\":1,\"name\":\"\"}",
                "{\"id\":1,\"name\":\"a\\u0000\"}",
                "{\"id\":1,\"name\":7}"
            })
    void anEntryWithoutAReadableNameIsOmitted(String json) throws IOException {
        Namespace namespace = new Namespace(OWNER, PackageType.NPM);
        PackageName requested = new PackageName(PackageType.NPM, "kit");

        assertThat(EntryReader.packageEntry(namespace, items(json).get(0))).isEmpty();
        assertThat(entries.version(KIT, State.ACTIVE, items(json).get(0))).isEmpty();
        assertThat(EntryReader.packageEntry(namespace, requested, items(json).get(0))
                        .map(Package::name))
                .contains(requested);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-3", "null"})
    void unknownValuesForbidNothing(String count) throws IOException {
        Package unusual = packaged(PackageType.NPM, """
                {"id":1,"name":"kit","visibility":"enterprise","version_count":%s,"created_at":"yesterday",
                 "repository":{"id":1,"full_name":"a/b/c"}}""".formatted(count));

        assertThat(unusual.visibility()).isEqualTo(Visibility.PRIVATE);
        assertThat(unusual.versions()).isEqualTo(VersionCounts.UNKNOWN);
        assertThat(unusual.createdAt()).isEqualTo(Instant.EPOCH);
        assertThat(unusual.repository()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\":0}", "{\"id\":-1}", "{\"id\":\"7\"}", "{\"id\":1e30}", "{\"id\":null}"})
    void anEntryWithoutAnIdIsOmitted(String json) throws IOException {
        assertThat(EntryReader.packageEntry(
                        new Namespace(OWNER, PackageType.NPM), items(json).get(0)))
                .isEmpty();
        assertThat(entries.version(KIT, State.ACTIVE, items(json).get(0))).isEmpty();
    }

    @Test
    void unreadablePartsOfAVersionAreReportedWithItsIdAndTheReason() throws IOException {
        assertThat(EntryReader.unreadableVersion(
                        PackageType.CONTAINER, items("""
                {"id":836,"name":"sha256:1","metadata":{"container":{"tags":["fine","-odd",7]}}}""").get(0)))
                .containsExactly("version 836: Invalid tag '-odd': expected 1 to 128 letters, digits, '_', '.' and '-',"
                        + " beginning with none of '.' and '-'");
        assertThat(EntryReader.unreadableVersion(
                        PackageType.NPM,
                        items("{\"id\":836,\"name\":\"a\\u0000\"}").get(0)))
                .containsExactly(
                        "version 836: Invalid npm version name 'a\u0000': it must not contain control characters"
                                + " or halves of surrogate pairs");
        assertThat(EntryReader.unreadableVersion(
                        PackageType.NPM, items("{\"id\":836}").get(0)))
                .containsExactly("version 836: Invalid npm version name '': it must have 1 to 255 characters");
        assertThat(EntryReader.unreadableVersion(
                        PackageType.NPM, items("{\"name\":\"1.0.0\"}").get(0)))
                .containsExactly("a version named '1.0.0' has no id");
        assertThat(EntryReader.unreadableVersion(
                        PackageType.NPM,
                        items("{\"id\":836,\"name\":\"1.0.0\"}").get(0)))
                .isEmpty();
    }

    @Test
    void unreadablePartsOfAPackageAreReportedWithItsIdAndTheReason() throws IOException {
        Namespace namespace = new Namespace(OWNER, PackageType.NPM);

        assertThat(EntryReader.unreadablePackage(
                        namespace, items("{\"id\":7,\"name\":\"a//b\"}").get(0)))
                .containsExactly("package 7: Invalid npm package name 'a//b': it must not contain a slash, or be '.' or"
                        + " '..'");
        assertThat(EntryReader.unreadablePackage(
                        namespace,
                        items("{\"id\":7,\"name\":\"kit\",\"repository\":{\"id\":1,\"full_name\":\"a/b/c\"}}")
                                .get(0)))
                .containsExactly("package 7: its repository 'a/b/c' has no id, no owner or no valid name");
        assertThat(EntryReader.unreadablePackage(namespace, items("{}").get(0)))
                .containsExactly(
                        "a package named '' has no id",
                        "a package without id: Invalid npm package name '': it must have 1 to 255 characters");
        assertThat(EntryReader.unreadablePackage(
                        namespace,
                        items("{\"id\":7,\"name\":\"kit\",\"repository\":null}").get(0)))
                .isEmpty();
    }

    @Test
    void anInvalidTagStillCounts() throws IOException {
        JsonEntry entry = items("{\"id\":1,\"metadata\":{\"container\":{\"tags\":[\"-odd\",7,\"fine\"]}}}")
                .get(0);
        JsonEntry onlyInvalid = items("{\"id\":1,\"metadata\":{\"container\":{\"tags\":[\"-odd\"]}}}")
                .get(0);

        assertThat(EntryReader.tags(entry)).map(Object::toString).containsExactly("7", "fine");
        assertThat(EntryReader.tagged(onlyInvalid)).isTrue();
        assertThat(EntryReader.tagged(items("{\"id\":1}").get(0))).isFalse();
    }

    @Test
    void aDeletedVersionWithoutADateCountsAsDeletedNow() throws IOException {
        assertThat(entries.version(
                                KIT,
                                State.DELETED,
                                items("{\"id\":1,\"name\":\"1.0.0\"}").get(0))
                        .orElseThrow()
                        .tombstone())
                .contains(Tombstone.at(GitHubStates.NOW));
    }

    @Test
    void datesMayHaveFractionsAndOffsets() throws IOException {
        assertThat(items("{\"a\":\"2025-05-10T07:05:37.5+02:00\"}").get(0).instant("a"))
                .contains(Instant.parse("2025-05-10T05:05:37.500Z"));
    }
}
