package dev.packhouse.adapter.http.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.Manifest.Child;
import dev.packhouse.domain.image.Manifest.Kind;
import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.PackageType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ManifestsOfWorldTest {

    private static final String AMD64 = "sha256:" + "a".repeat(64);
    private static final String ARM64 = "sha256:" + "b".repeat(64);
    private static final String INDEX = "sha256:" + "c".repeat(64);
    private static final String IMAGE_TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";

    private static final Manifest WHOLE = new Manifest(
            Kind.INDEX,
            "application/vnd.docker.distribution.manifest.list.v2+json",
            Optional.empty(),
            List.of(new Child(new Digest(AMD64), Optional.empty(), Optional.of("linux/amd64"))),
            Optional.empty(),
            OptionalLong.of(5));

    private static Manifest manifest(
            Kind kind,
            String mediaType,
            Optional<String> artifactType,
            List<Child> children,
            Optional<Digest> subject) {
        return new Manifest(kind, mediaType, artifactType, children, subject, OptionalLong.empty());
    }

    private static Child image(String digest) {
        return new Child(new Digest(digest), Optional.of(IMAGE_TYPE), Optional.empty());
    }

    /** The manifest of the version in the state of a server. */
    private static Optional<Manifest> stored(Consumer<VersionBuilder> details) {
        try (Packhouse packhouse = Packhouse.start(options -> options.state(world -> world.organization("octo-org")
                .packageOf(PackageType.CONTAINER, "app")
                .version(INDEX, details)))) {
            List<VersionEntry> versions = packhouse.state().packages().get(0).versions();
            assertThat(versions).hasSize(1);
            return versions.get(0).manifest();
        }
    }

    @Test
    void aVersionWithoutDetailsHasNoKnownManifest() {
        assertThat(stored(version -> version.tags("1.0"))).isEmpty();
    }

    @Test
    void anIndexListsImagesInTheGivenOrder() {
        assertThat(stored(version -> version.index(ARM64, AMD64, ARM64)))
                .contains(manifest(
                        Kind.INDEX,
                        INDEX_TYPE,
                        Optional.empty(),
                        List.of(image(ARM64), image(AMD64), image(ARM64)),
                        Optional.empty()));
    }

    @Test
    void anImageListsNothing() {
        assertThat(stored(VersionBuilder::image))
                .contains(manifest(Kind.IMAGE, IMAGE_TYPE, Optional.empty(), List.of(), Optional.empty()));
    }

    @Test
    void kindAndSubjectAreSetInAnyOrder() {
        Manifest signature = manifest(
                Kind.ARTIFACT,
                IMAGE_TYPE,
                Optional.of("application/vnd.example"),
                List.of(),
                Optional.of(new Digest(AMD64)));
        Manifest index = manifest(
                Kind.INDEX, INDEX_TYPE, Optional.empty(), List.of(image(ARM64)), Optional.of(new Digest(AMD64)));

        assertThat(stored(version -> version.artifact("application/vnd.example").subject(AMD64)))
                .contains(signature);
        assertThat(stored(version -> version.subject(AMD64).artifact("application/vnd.example")))
                .contains(signature);
        assertThat(stored(version -> version.index(ARM64).subject(AMD64))).contains(index);
        assertThat(stored(version -> version.subject(AMD64).index(ARM64))).contains(index);
        assertThat(stored(version -> version.subject(AMD64).image()))
                .contains(
                        manifest(Kind.IMAGE, IMAGE_TYPE, Optional.empty(), List.of(), Optional.of(new Digest(AMD64))));
    }

    @Test
    void whatOnlyRefersToSomethingIsAnArtifact() {
        assertThat(stored(version -> version.subject(AMD64)))
                .contains(manifest(
                        Kind.ARTIFACT, IMAGE_TYPE, Optional.empty(), List.of(), Optional.of(new Digest(AMD64))));
    }

    @Test
    void aManifestIsSetAsAWhole() {
        assertThat(stored(version -> version.image().manifest(WHOLE))).contains(WHOLE);
        assertThat(stored(version -> version.manifest(WHOLE).subject(ARM64)))
                .contains(new Manifest(
                        WHOLE.kind(),
                        WHOLE.mediaType(),
                        WHOLE.artifactType(),
                        WHOLE.children(),
                        Optional.of(new Digest(ARM64)),
                        WHOLE.size()));
    }

    @Test
    void aManifestOfAnotherTypeOfPackageIsRefused() {
        assertThatThrownBy(() -> Packhouse.start(options -> options.state(world -> world.organization("octo-org")
                        .packageOf(PackageType.NPM, "app")
                        .version("1.0.0", VersionBuilder::image))))
                .isInstanceOf(InvalidStateException.class)
                .hasMessageContaining("npm versions have no manifest");
        assertThatThrownBy(() -> stored(version -> version.subject("latest")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Invalid digest 'latest'");
    }
}
