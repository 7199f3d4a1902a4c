package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.api.Authenticator;
import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageListRequest;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.service.AuthenticationService;
import dev.packhouse.application.service.CatalogService;
import dev.packhouse.application.service.DirectoryService;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.testing.InMemoryBackend;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Rules;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Documents of a remote registry pass through with every field, and with API URLs of this server. */
class RemoteDocumentTest {

    private static final String REMOTE = "https://ghe.example/api/v3";
    private static final String DOCUMENT = "{\"id\":197,\"unknown\":{\"a\":[1,2.50,1E+2,null,true,\"\\u00fc/\"]},"
            + "\"url\":\"" + REMOTE + "/orgs/octo-org/packages/container/app\","
            + "\"followers_url\":\"" + REMOTE + "/users/x/following{/other_user}\","
            + "\"root_url\":\"" + REMOTE + "\","
            + "\"other_url\":\"https://ghe.example/api/v33/x\","
            + "\"html_url\":\"https://ghe.example/octo-org/app\","
            + "\"package_html_url\":\"" + REMOTE + "/page\","
            + "\"description\":\"" + REMOTE + "/orgs\","
            + "\"avatar_url\":\"https://avatars.example/1\"}";

    /** The version with an incomplete document. */
    private static final long BROKEN = 837;

    private static InMemoryBackend backend;
    private static HttpServer server;

    @BeforeAll
    static void start() {
        MutableClock clock = new MutableClock(RunningServer.NOW);
        backend = InMemoryBackend.of(SampleState.state(), Rules.GITHUB, clock);
        HttpSettings settings = new HttpSettings(
                "127.0.0.1",
                0,
                Optional.empty(),
                false,
                RateLimits.OFF,
                Rules.GITHUB,
                false,
                false,
                Optional.of(URI.create(REMOTE + "/")),
                HttpSettings.Limits.DEFAULT);
        server = HttpServer.start(
                Listener.open(settings),
                settings,
                new RemoteAuthenticator(new AuthenticationService(backend, clock)),
                new Remote(new CatalogService(backend, Rules.GITHUB, clock)),
                new LifecycleService(backend, Rules.GITHUB, clock, LifecycleService.Mode.APPLY),
                new DirectoryService(backend),
                new OwnPaths(
                        () -> new Health(true, "remote", "It answers."),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                clock);
    }

    @AfterAll
    static void stop() {
        server.close();
        backend.close();
    }

    private static ClientResponse get(String path) {
        return RawClient.request(server.port(), "GET", path)
                .token(SampleState.ADMIN)
                .send();
    }

    private static String expected(String base) {
        return DOCUMENT.replace("\"url\":\"" + REMOTE, "\"url\":\"" + base)
                .replace("\"followers_url\":\"" + REMOTE, "\"followers_url\":\"" + base)
                .replace("\"root_url\":\"" + REMOTE, "\"root_url\":\"" + base)
                .replace("\\u00fc", "\u00fc");
    }

    @Test
    void documentsPassThroughWithUrlsOfThisServer() {
        String base = "http://127.0.0.1:" + server.port();

        for (String path : new String[] {
            "/orgs/octo-org/packages/container/app",
            "/orgs/octo-org/packages/container/app/versions/836",
            "/orgs/octo-org",
            "/users/monalisa",
            "/user"
        }) {
            assertThat(get(path)).as(path).hasToString("200 " + expected(base));
        }
        assertThat(get("/orgs/octo-org/packages?package_type=npm")).hasToString("200 [" + expected(base) + "]");
        assertThat(get("/orgs/octo-org/packages/npm/widget/versions")).hasToString("200 [" + expected(base) + "]");
        assertThat(get("/api/v3/orgs/octo-org/docker/conflicts"))
                .hasToString("200 [" + expected(base + "/api/v3") + "]");
    }

    @Test
    void aMalformedDocumentIsAnInternalErrorWithoutDetails() {
        assertThat(get("/orgs/octo-org/packages/container/app/versions/" + BROKEN))
                .hasToString("500 {\"message\":\"Server Error\",\"documentation_url\":"
                        + "\"https://docs.github.com/rest\",\"status\":\"500\"}");
    }

    @Test
    void theRemoteLimitIsShown() {
        ClientResponse response = get("/orgs/octo-org/packages/container/app");

        assertThat(response.header("X-RateLimit-Limit")).isEqualTo("5000");
        assertThat(response.header("X-RateLimit-Remaining")).isEqualTo("4990");
        assertThat(response.header("X-RateLimit-Used")).isEqualTo("10");
        assertThat(response.header("X-RateLimit-Reset")).isEqualTo("1800000000");
        assertThat(get("/rate_limit").json().at("/resources/core"))
                .hasToString("{\"limit\":5000,\"used\":10,\"remaining\":4990,\"reset\":1800000000}");
    }

    /** Reports the rate limit of a remote registry. */
    private record RemoteAuthenticator(Authenticator authenticator) implements Authenticator {

        @Override
        public Authentication authenticate(Credential credential) {
            Authentication local = authenticator.authenticate(credential);
            return new Authentication(local.caller(), dataVersion(), local.tokenHeaders());
        }

        @Override
        public OptionalLong dataVersion() {
            return OptionalLong.empty();
        }

        @Override
        public Optional<RateLimit> rateLimit(AuthenticatedCaller caller) {
            return Optional.of(new RateLimit(5000, 4990, 10, Instant.ofEpochSecond(1_800_000_000)));
        }
    }

    /** Returns the same document for everything. */
    private record Remote(PackageCatalog catalog) implements PackageCatalog {

        private static <T> WithSource<T> remote(WithSource<T> document) {
            return new WithSource<>(document.value(), Optional.of(DOCUMENT));
        }

        @Override
        public Outcome<WithSource<Account>> account(AuthenticatedCaller caller, OwnerReference owner) {
            return catalog.account(caller, owner).map(Remote::remote);
        }

        @Override
        public Outcome<Packages> packages(
                AuthenticatedCaller caller, OwnerReference owner, PackageListRequest request) {
            return catalog.packages(caller, owner, request)
                    .map(found -> new Packages(found.owner(), found.page().map(Remote::remote)));
        }

        @Override
        public Outcome<WithSource<Package>> find(AuthenticatedCaller caller, PackageAddress address) {
            return catalog.find(caller, address).map(Remote::remote);
        }

        @Override
        public Outcome<Versions> versions(
                AuthenticatedCaller caller, PackageAddress address, Optional<State> state, PageRequest page) {
            return catalog.versions(caller, address, state, page)
                    .map(found -> new Versions(found.parent(), found.page().map(Remote::remote)));
        }

        @Override
        public Outcome<Version> version(AuthenticatedCaller caller, PackageAddress address, VersionId id) {
            return catalog.version(caller, address, id)
                    .map(found -> new Version(
                            found.parent(),
                            id.value() == BROKEN
                                    ? new WithSource<>(found.version().value(), Optional.of("{\"id\":1,"))
                                    : remote(found.version())));
        }

        @Override
        public Outcome<Map<VersionId, ManifestFacts>> manifests(
                AuthenticatedCaller caller, PackageAddress address, List<PackageVersion> versions) {
            return catalog.manifests(caller, address, versions);
        }

        @Override
        public Outcome<List<WithSource<Package>>> dockerConflicts(AuthenticatedCaller caller, OwnerReference owner) {
            return catalog.dockerConflicts(caller, owner)
                    .map(found -> found.stream().map(Remote::remote).toList());
        }
    }
}
