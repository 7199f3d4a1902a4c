package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoTest {

    private static final Instant FAR_FROM_NOW = Instant.parse("2040-02-29T10:11:12.345Z");

    private final RegistryState demo = Demo.state(FAR_FROM_NOW);

    @Test
    void showsEveryEcosystemThatIsInUse() {
        assertThat(demo.packages())
                .extracting(entry -> entry.name().type())
                .contains(
                        PackageType.CONTAINER,
                        PackageType.NPM,
                        PackageType.MAVEN,
                        PackageType.NUGET,
                        PackageType.RUBYGEMS);
    }

    @Test
    void deletedEntriesCanBeRestored() {
        Stream<Instant> deleted = demo.packages().stream()
                .flatMap(entry -> Stream.concat(
                        entry.deletedAt().stream(),
                        entry.versions().stream().map(VersionEntry::deletedAt).flatMap(java.util.Optional::stream)));

        assertThat(deleted.toList())
                .containsExactly(Instant.parse("2040-02-26T10:11:12Z"), Instant.parse("2040-02-24T10:11:12Z"))
                .allMatch(at -> !at.isBefore(Rules.GITHUB.oldestRestorable(FAR_FROM_NOW.plus(Duration.ofDays(20)))));
    }

    @Test
    void hasAPublicVersionJustOverTheCapAndOneAtIt() {
        PackageEntry popular = named("popular");

        assertThat(popular.visibility()).isEqualTo(Visibility.PUBLIC);
        assertThat(popular.versions())
                .extracting(version -> version.downloads().orElseThrow())
                .containsExactly(5001L, 5000L);
    }

    @Test
    void hasAnImageWithUntaggedChildren() {
        assertThat(named("team/app").versions())
                .filteredOn(version -> version.deletedAt().isEmpty())
                .extracting(version -> version.tags().size())
                .containsExactly(2, 0, 0, 1, 0);
    }

    @Test
    void hasTokensOfThreeKinds() {
        assertThat(demo.tokens())
                .extracting(TokenEntry::kind)
                .contains(TokenKind.CLASSIC, TokenKind.FINE_GRAINED, TokenKind.INSTALLATION);
    }

    @Test
    void theCurlLinesBeginWithTheAddressOfTheServer() {
        List<String> lines = Demo.curlLines("http://[::1]:8080");

        assertThat(lines)
                .containsExactly(
                        "curl -s -w '\\n%{http_code}\\n' -H 'Authorization: Bearer ghp_demoMonalisa'"
                                + " 'http://[::1]:8080/orgs/octo-org/packages/npm/octo-utils/versions'",
                        "curl -s -w '\\n%{http_code}\\n' -H 'Authorization: Bearer ghp_demoMonalisa'"
                                + " -X DELETE 'http://[::1]:8080/orgs/octo-org/packages/npm/octo-utils/versions/3002'",
                        "curl -s -w '\\n%{http_code}\\n' -H 'Authorization: Bearer ghp_demoMonalisa'"
                                + " -X POST 'http://[::1]:8080/orgs/octo-org/packages/npm/octo-utils/versions/3002/restore'");
    }

    private PackageEntry named(String name) {
        return demo.packages().stream()
                .filter(entry -> entry.name().value().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
