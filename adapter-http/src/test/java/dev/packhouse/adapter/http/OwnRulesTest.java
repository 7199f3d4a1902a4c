package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose rules differ from those of GitHub. */
class OwnRulesTest {

    private static final String PACKAGES = "/orgs/octo-org/packages/";
    private static final Rules RULES = Rules.GITHUB
            .withRetention(Duration.ofDays(3))
            .withDownloadLimit(4999)
            .withRepositoryScoped(Set.of(PackageType.NPM))
            .withLastVersionProtected(false)
            .withLastTaggedVersionProtected(false);

    @TempDir
    private Path data;

    private RunningServer server;

    @BeforeEach
    void start() {
        MutableClock clock = new MutableClock(RunningServer.NOW);
        Registry registry = Registry.of(LiveRegistry.sqlite(data, RULES, clock));
        registry.store().add(SampleState.state());
        HttpSettings settings =
                LocalSettings.of("127.0.0.1", 0, Optional.empty(), false, RateLimits.SHOWN, RULES, false);
        server = RunningServer.on(registry, settings, clock, UnaryOperator.identity());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ClientResponse send(String method, String path) {
        return server.request(method, path).token(SampleState.ADMIN).send();
    }

    @Test
    void theHealthShowsTheRules() {
        assertThat(send("GET", "/_packhouse/health").text())
                .contains("\"rules\":{\"retention\":\"3d\",\"download_limit\":4999,\"repository_scoped\":[\"npm\"],"
                        + "\"last_version_protected\":false,\"last_tagged_version_protected\":false}");
    }

    @Test
    void theRefusalOfADeletionHasTheLimit() {
        assertThat(send("DELETE", PACKAGES + "container/open/versions/851").message())
                .isEqualTo("Publicly visible package versions with more than 4999 downloads cannot be deleted."
                        + " Contact GitHub support for further assistance.");
    }

    @Test
    void aPackageIsRestoredAndListedWithinTheRetention() {
        String deleted = "/orgs/octo-org/packages?package_type=container&state=deleted";
        server.clock().advance(Duration.ofDays(2));
        assertThat(send("GET", deleted).text()).contains("\"gone\"");

        server.clock().advance(Duration.ofNanos(1));
        assertThat(send("GET", deleted)).hasToString("200 []");
        assertThat(send("POST", PACKAGES + "container/gone/restore").status()).isEqualTo(404);
    }

    @Test
    void theLastVersionIsDeletedAndRestored() {
        assertThat(send("DELETE", PACKAGES + "npm/widget/versions/860").status())
                .isEqualTo(204);
        assertThat(send("GET", PACKAGES + "npm/widget").text()).contains("\"version_count\":0");
        assertThat(send("GET", PACKAGES + "npm/widget/versions")).hasToString("200 []");

        assertThat(send("POST", PACKAGES + "npm/widget/versions/860/restore").status())
                .isEqualTo(204);
        assertThat(send("GET", PACKAGES + "npm/widget").text()).contains("\"version_count\":1");
    }

    @Test
    void theLastTaggedVersionIsDeleted() {
        assertThat(send("DELETE", PACKAGES + "container/app/versions/836").status())
                .isEqualTo(204);
    }

    @Test
    void aTypeThatTakesItsPermissionsFromTheRepositoryNeedsTheScopeRepo() {
        ClientResponse response = server.get(PACKAGES + "npm/widget", SampleState.READ_ONLY);

        assertThat(response.message()).isEqualTo("You need at least read:packages and repo scopes to get a package.");
    }
}
