package dev.packhouse.adapter.github.registry;

import static dev.packhouse.adapter.github.registry.FakeRegistry.any;
import static dev.packhouse.adapter.github.registry.FakeRegistry.forManifest;
import static dev.packhouse.adapter.github.registry.FakeRegistry.forManifests;
import static dev.packhouse.adapter.github.registry.FakeRegistry.forTokens;
import static dev.packhouse.adapter.github.registry.RegistryFixture.APP;
import static dev.packhouse.adapter.github.registry.RegistryFixture.IMAGE;
import static dev.packhouse.adapter.github.registry.RegistryFixture.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.github.RecordingLogs;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.registry.FakeRegistry.Request;
import dev.packhouse.adapter.github.registry.FakeRegistry.Response;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.PackageType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way from the token of the caller to that of the registry. */
class RegistryTokenTest {

    private final RegistryFixture registry = new RegistryFixture();
    private final FakeRegistry fake = registry.fake;

    @AfterEach
    void close() {
        registry.close();
    }

    private static void assertKnown(List<ManifestFacts> facts) {
        assertThat(facts).isNotEmpty().allMatch(ManifestFacts.Known.class::isInstance);
    }

    @Test
    void theRegistryGivesATokenForTheTokenOfTheCaller() {
        Digest digest = registry.addImage(1);

        assertKnown(registry.read(digest));

        String manifest = "/v2/octo-org/app/manifests/" + digest;
        Optional<String> accept = Optional.of("application/vnd.oci.image.index.v1+json, "
                + "application/vnd.oci.image.manifest.v1+json, "
                + "application/vnd.docker.distribution.manifest.list.v2+json, "
                + "application/vnd.docker.distribution.manifest.v2+json");
        List<Request> requests = fake.requests(any());
        assertThat(requests).hasSize(3);
        assertThat(requests.get(0)).isEqualTo(new Request("GET", manifest, Optional.empty(), accept));
        assertThat(requests.get(1).target()).isEqualTo("/token?service=fake&scope=repository:octo-org/app:pull");
        assertThat(requests.get(1).authorization())
                .isEqualTo(Optional.of("Basic eC1hY2Nlc3MtdG9rZW46Z2hwX21vbmFsaXNh"));
        assertThat(requests.get(2)).isEqualTo(new Request("GET", manifest, Optional.of("Bearer issued-1"), accept));
    }

    @Test
    void oneTokenIsEnoughForARepository() {
        assertKnown(registry.read(registry.addImages(30)));
        assertKnown(registry.read(registry.addImage(31)));

        assertThat(fake.requests(forTokens())).hasSize(1);
        assertThat(fake.requests(any())).hasSize(1 + 1 + 31);
    }

    @Test
    void eachRepositoryHasItsToken() {
        Digest digest = fake.add("octo-org/team/tool", IMAGE, RegistryFixture.image(2));

        assertKnown(registry.read(registry.addImage(1)));
        assertKnown(registry.read(
                registry.caller(RegistryFixture.SECRET),
                RegistryFixture.packageOf(PackageType.CONTAINER, "team/tool"),
                List.of(digest)));

        assertThat(fake.requests(forTokens()))
                .extracting(Request::target)
                .containsExactly(
                        "/token?service=fake&scope=repository:octo-org/app:pull",
                        "/token?service=fake&scope=repository:octo-org/team/tool:pull");
        assertThat(fake.requests(forManifests())).hasSize(2);
    }

    @Test
    void aTokenIsNotUsedForAnotherCaller() {
        fake.accept("ghp_hubot");
        assertKnown(registry.read(registry.addImage(1)));

        assertKnown(registry.read(registry.caller("ghp_hubot"), APP, List.of(registry.addImage(2))));

        assertThat(fake.requests(forManifests()))
                .extracting(request -> request.authorization().orElseThrow())
                .containsExactly("Bearer issued-1", "Bearer issued-2");
    }

    @Test
    void aTokenThatHasExpiredIsRenewedOnce() {
        assertKnown(registry.read(registry.addImage(1)));
        fake.expireTokens();

        assertKnown(registry.read(registry.addImages(30)));

        assertThat(fake.requests(forTokens())).hasSize(2);
    }

    @Test
    void aTokenThatSeveralRequestsFindExpiredIsRenewedOnce() throws Exception {
        List<Digest> digests = registry.addImages(11);
        CountDownLatch gate = new CountDownLatch(1);
        fake.holdUntil(gate, forManifests().and(forManifest(digests.get(0)).negate()));

        CompletableFuture<List<ManifestFacts>> facts = CompletableFuture.supplyAsync(() -> registry.read(digests));
        while (fake.inFlight() < 10) {
            Thread.onSpinWait();
        }
        fake.expireTokens();
        gate.countDown();

        assertKnown(facts.get());
        assertThat(fake.requests(forTokens())).hasSize(2);
    }

    @Test
    void aTokenThatIsRejectedAgainIsNotRenewedAgain() {
        fake.always(request -> request.target().contains("/manifests/"), unauthorized());

        assertThat(registry.read(registry.addImages(50))).containsOnly(unknown("the registry refuses the token (401)"));

        assertThat(fake.requests(any())).hasSize(3);
    }

    private Response unauthorized() {
        return Response.of(401, "WWW-Authenticate", "Bearer realm=\"%s/token\"".formatted(fake.url()));
    }

    @Test
    void aCallerWhomTheRegistryRefusesIsNotSentAgainForEachVersion() {
        assertThat(registry.read(registry.caller("ghp_other"), APP, registry.addImages(50)))
                .containsOnly(unknown("the registry gives no token (403)"));

        assertThat(fake.requests(any())).hasSize(2);
    }

    @Test
    void withoutATokenOfTheCallerNothingIsSent() {
        Caller anonymous = Caller.of(new Credential.None(), RegistryFixture.NOW);

        assertThat(registry.read(anonymous, APP, List.of(registry.addImage(1))))
                .containsOnly(unknown("there is no token to read it with"));

        assertThat(fake.requests(any())).isEmpty();
    }

    @Test
    void theTokenMayBeNamedAccessToken() {
        Digest digest = registry.addImage(1);
        registry.read(registry.addImage(2));
        fake.expireTokens();
        fake.plan(forTokens(), Response.json("{\"token\":null,\"access_token\":\"other\"}"));

        registry.read(digest);

        assertThat(fake.requests(forManifests()))
                .extracting(request -> request.authorization().orElseThrow())
                .endsWith("Bearer other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "{\"token\":5}", "{\"token\":\"\"}", "{\"token\":\"a\\r\\nb\"}", "{\"token\":\"s3cr"
            })
    void anAnswerWithoutAUsableTokenIsNone(String body) {
        fake.plan(forTokens(), Response.json(body));

        assertThat(registry.read(registry.addImage(1)))
                .containsExactly(unknown("the registry gives no token that can be used"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.test/token",
                "http://evil.test/token",
                "https://127.0.0.1/token",
                "http://127.0.0.1:1/token",
                "http://127.0.0.1.evil.test/token",
                "http://user@127.0.0.1:PORT/token",
                "http://127.0.0.1:PORT@evil.test/token",
                "ftp://127.0.0.1:PORT/token",
                "//127.0.0.1:PORT/token",
                "/token"
            })
    void theTokenGoesToNoOtherAddress(String realm) {
        String own = fake.url().substring(fake.url().lastIndexOf(':') + 1);
        fake.challenge("Bearer realm=\"%s\",service=\"fake\"".formatted(realm.replace("PORT", own)));

        assertThat(registry.read(registry.addImages(3)))
                .containsOnly(unknown("the registry wants the token at another address, to which it is not sent"));

        assertThat(fake.requests(any()))
                .hasSize(1)
                .allMatch(request -> request.authorization().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic realm=\"x\"", "Bearer", "Bearer realm=\"\"", "Bearer service=\"fake\"", "Negotiate"})
    void anotherWayOfAuthenticationIsNotKnown(String challenge) {
        fake.challenge(challenge);

        assertThat(registry.read(registry.addImage(1)))
                .containsExactly(unknown("the registry demands a token in a way that is not known here (401)"));
        assertThat(fake.requests(any())).hasSize(1);
    }

    @Test
    void anInvalidAddressOfTokensIsRefused() {
        fake.challenge("Bearer realm=\"http://a b\"");

        assertThat(registry.read(registry.addImage(1)))
                .containsExactly(unknown("the registry names no valid address that gives tokens"));
    }

    @Test
    void theParametersOfTheRealmAndOfTheServiceAreKept() {
        fake.challenge("Bearer realm=\"%s/token?a=b\",service=\"x y&z\"".formatted(fake.url()));

        assertKnown(registry.read(registry.addImage(1)));

        assertThat(fake.requests(forTokens()))
                .extracting(Request::target)
                .containsExactly("/token?a=b&service=x+y%26z&scope=repository:octo-org/app:pull");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        try (FakeRegistry other = new FakeRegistry()) {
            fake.always(forManifests(), Response.of(status, "Location", other.url() + "/v2/"));

            assertThat(registry.read(registry.addImages(3)))
                    .containsOnly(unknown(
                            "the registry redirects to another address, which is not followed (%d)".formatted(status)));

            fake.recover();
            fake.expireTokens();
            fake.always(forTokens(), Response.of(status, "Location", other.url() + "/token"));

            assertThat(registry.read(registry.addImages(3)))
                    .containsOnly(unknown(
                            "the registry redirects to another address, which is not followed (%d)".formatted(status)));

            assertThat(other.requests(any())).isEmpty();
        }
    }

    @Test
    void noTokenIsLogged() {
        fake.plan(forTokens(), Response.json("{\"token\":\"s3cr"));
        registry.read(registry.addImage(1));
        registry.read(registry.addImage(1));

        assertThat(RecordingLogs.LINES)
                .noneMatch(line -> line.contains(RegistryFixture.SECRET)
                        || line.contains("issued-")
                        || line.contains("s3cr")
                        || line.contains("eC1hY2Nlc3M"));
    }
}
