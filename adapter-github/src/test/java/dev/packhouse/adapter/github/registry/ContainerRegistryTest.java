package dev.packhouse.adapter.github.registry;

import static dev.packhouse.adapter.github.registry.FakeRegistry.any;
import static dev.packhouse.adapter.github.registry.FakeRegistry.forManifest;
import static dev.packhouse.adapter.github.registry.FakeRegistry.forManifests;
import static dev.packhouse.adapter.github.registry.RegistryFixture.APP;
import static dev.packhouse.adapter.github.registry.RegistryFixture.IMAGE;
import static dev.packhouse.adapter.github.registry.RegistryFixture.INDEX;
import static dev.packhouse.adapter.github.registry.RegistryFixture.REPOSITORY;
import static dev.packhouse.adapter.github.registry.RegistryFixture.packageOf;
import static dev.packhouse.adapter.github.registry.RegistryFixture.unknown;
import static dev.packhouse.adapter.github.registry.RegistryFixture.version;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.github.registry.FakeRegistry.Response;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.Manifest.Kind;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.PackageType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from the registry, and what it may answer. */
class ContainerRegistryTest {

    private final RegistryFixture registry = new RegistryFixture();
    private final FakeRegistry fake = registry.fake;

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void exactlyTheGivenVersionsAreRead() {
        Digest image = registry.addImage(1);
        registry.addImage(2);
        Digest index = fake.add(REPOSITORY, INDEX, "{\"manifests\":[]}");

        Map<VersionId, ManifestFacts> facts = registry.manifests(
                APP,
                version(7, PackageType.CONTAINER, index.value()),
                version(3, PackageType.CONTAINER, image.value()));

        assertThat(facts)
                .containsOnly(
                        Map.entry(
                                new VersionId(7),
                                new ManifestFacts.Known(new Manifest(
                                        Kind.INDEX,
                                        INDEX,
                                        Optional.empty(),
                                        List.of(),
                                        Optional.empty(),
                                        OptionalLong.of(16)))),
                        Map.entry(
                                new VersionId(3),
                                new ManifestFacts.Known(new Manifest(
                                        Kind.IMAGE,
                                        IMAGE,
                                        Optional.empty(),
                                        List.of(),
                                        Optional.empty(),
                                        OptionalLong.of(RegistryFixture.image(1).length())))));
        assertThat(fake.requests(forManifests())).hasSize(2);
    }

    @Test
    void withoutVersionsNothingIsSent() {
        assertThat(registry.manifests(APP)).isEmpty();
        assertThat(fake.requests(any())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "404, the registry does not have it (404)",
        "406, the registry has it in no format that is known here (406)",
        "400, the registry answers 400",
        "204, the registry answers 204"
    })
    void aManifestThatIsRefusedIsUnknownAndTheOthersAreRead(int status, String reason) {
        List<Digest> digests = registry.addImages(3);
        fake.always(forManifest(digests.get(0)), Response.of(status));

        List<ManifestFacts> facts = registry.read(digests);

        assertThat(facts.get(0)).isEqualTo(unknown(reason));
        assertThat(facts.subList(1, 3)).allMatch(ManifestFacts.Known.class::isInstance);
        assertThat(fake.requests(forManifests())).hasSize(3);
    }

    @Test
    void aRepositoryThatIsRefusedIsAskedOnce() {
        fake.always(forManifests(), Response.of(403));

        assertThat(registry.read(registry.addImages(50))).containsOnly(unknown("the registry refuses the token (403)"));

        assertThat(fake.requests(forManifests())).hasSize(1);
    }

    @Test
    void aContentThatDoesNotMatchItsDigestIsNotUsed() {
        Digest digest = registry.addImage(1);
        fake.put(REPOSITORY, digest, IMAGE, RegistryFixture.image(2).getBytes(UTF_8));

        assertThat(registry.read(digest)).containsExactly(unknown("its content does not match its digest"));

        registry.addImage(1);
        assertThat(registry.read(digest).get(0)).isInstanceOf(ManifestFacts.Known.class);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    void aManifestOfFourMebibytesIsNotTooLarge(int more, boolean known) {
        String head = "{\"manifests\":[],\"x\":\"";
        String body = head + "x".repeat((4 << 20) - head.length() - 2 + more) + "\"}";
        Digest digest = fake.add(REPOSITORY, INDEX, body);

        ManifestFacts facts = registry.read(digest).get(0);

        if (known) {
            assertThat(facts).isInstanceOf(ManifestFacts.Known.class);
        } else {
            assertThat(facts).isEqualTo(unknown("it is larger than 4194304 bytes"));
        }
        assertThat(fake.requests(forManifests())).hasSize(1);
    }

    @Test
    void aCompressedManifestIsDecompressedWithinTheLimit() throws IOException {
        Digest digest = registry.addImage(1);
        fake.plan(forManifest(digest), gzip(RegistryFixture.image(1)));
        assertThat(registry.read(digest).get(0)).isInstanceOf(ManifestFacts.Known.class);

        Digest large = registry.addImage(2);
        fake.plan(forManifest(large), gzip("x".repeat((4 << 20) + 1)));
        assertThat(registry.read(large)).containsExactly(unknown("it is larger than 4194304 bytes"));
    }

    private static Response gzip(String body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(body.getBytes(UTF_8));
        }
        return new Response(200, Map.of("Content-Type", IMAGE, "Content-Encoding", "gzip"), bytes.toByteArray());
    }

    /** Its digest is that of a part of the content. */
    @Test
    void schema1IsToldApartFromAnotherContent() {
        Digest digest = registry.addImage(1);
        fake.put(
                REPOSITORY,
                digest,
                "application/vnd.docker.distribution.manifest.v1+prettyjws; charset=utf-8",
                "{\"schemaVersion\":1}".getBytes(UTF_8));

        assertThat(registry.read(digest)).containsExactly(unknown("it has the format of Docker's schema 1"));
    }

    @Test
    void invalidJsonIsUnknown() {
        assertThat(registry.read(fake.add(REPOSITORY, INDEX, "{"))).containsExactly(unknown("it is no valid JSON"));
    }

    @ParameterizedTest
    @EnumSource(value = PackageType.class, mode = EnumSource.Mode.EXCLUDE, names = "CONTAINER")
    void otherPackagesAreNotAskedFor(PackageType type) {
        String name = type == PackageType.DOCKER ? registry.addImage(1).value() : "1.0";

        assertThat(registry.manifests(packageOf(type, "app"), version(1, type, name)))
                .isEqualTo(
                        type == PackageType.DOCKER
                                ? Map.of(new VersionId(1), unknown("the registry of docker packages is gone"))
                                : Map.of());
        assertThat(fake.requests(any())).isEmpty();
    }

    @Test
    void aVersionWhoseNameIsNoDigestIsNotAskedFor() {
        Digest digest = registry.addImage(1);

        Map<VersionId, ManifestFacts> facts = registry.manifests(
                APP, version(1, PackageType.CONTAINER, "unnamed-1"), version(2, PackageType.CONTAINER, digest.value()));

        assertThat(facts.get(new VersionId(1))).isEqualTo(unknown("its name is no digest"));
        assertThat(facts.get(new VersionId(2))).isInstanceOf(ManifestFacts.Known.class);
        assertThat(fake.requests(forManifests())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"App", "a b", "a?b", "a%2fb", "a#b", "deleted_\u00e9"})
    void aPackageWhoseNameIsNoneOfTheRegistryIsNotAskedFor(String name) {
        Digest digest = registry.addImage(1);

        assertThat(registry.read(
                        registry.caller(RegistryFixture.SECRET),
                        packageOf(PackageType.CONTAINER, name),
                        List.of(digest)))
                .containsExactly(unknown("the name of its package is not one of the container registry"));
        assertThat(fake.requests(any())).isEmpty();
    }
}
