package dev.packhouse.domain.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.testing.Cleanup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Which manifests are read, and in how many steps. */
class ManifestReadingTest {

    private static final String OCI_INDEX = Manifest.Kind.INDEX.defaultMediaType();
    private static final String OCI_IMAGE = Manifest.Kind.IMAGE.defaultMediaType();

    private final Map<VersionId, ManifestFacts> facts = new HashMap<>();

    private static List<PackageVersion> versions(Cleanup app) {
        return app.versions().stream().map(VersionWithManifest::version).toList();
    }

    private List<Long> next(Cleanup app) {
        return ManifestReading.next(versions(app), facts).stream()
                .map(version -> version.id().value())
                .toList();
    }

    private void read(Cleanup app) {
        List<Long> next = next(app);
        app.versions().stream()
                .filter(each -> next.contains(each.version().id().value()))
                .forEach(each -> facts.put(each.version().id(), each.manifest()));
    }

    @Test
    void imagesThatIndexesListAreNotRead() {
        Cleanup app = Cleanup.container()
                .index("index", List.of("amd64", "arm64"), "v1")
                .image("amd64")
                .image("arm64")
                .referrer("signature", "index");

        assertThat(next(app)).containsExactly(1000L);
        read(app);
        assertThat(next(app)).containsExactly(997L);
        read(app);
        assertThat(next(app)).isEmpty();
        assertThat(ManifestReading.combine(versions(app), facts)).isEqualTo(app.versions());
    }

    @Test
    void allTaggedVersionsAreReadFirst() {
        Cleanup app = Cleanup.container()
                .index("index", List.of("amd64"), "v1")
                .image("amd64", "v1-amd64")
                .image("other", Cleanup.digest("index").value().replace(':', '-'));

        assertThat(next(app)).containsExactly(1000L, 999L);
        read(app);
        assertThat(next(app)).containsExactly(998L);
    }

    private static ManifestFacts index(String child, String mediaType) {
        return new ManifestFacts.Known(new Manifest(
                Manifest.Kind.INDEX,
                OCI_INDEX,
                Optional.empty(),
                List.of(new Manifest.Child(Cleanup.digest(child), Optional.ofNullable(mediaType), Optional.empty())),
                Optional.empty(),
                OptionalLong.empty()));
    }

    @Test
    void indexesInIndexesAndChildrenOfUnknownTypeAreRead() {
        Cleanup app = Cleanup.container().image("index", "v1").image("child");

        facts.put(new VersionId(1000), index("child", OCI_INDEX));
        assertThat(next(app)).containsExactly(999L);
        facts.put(new VersionId(1000), index("child", null));
        assertThat(next(app)).containsExactly(999L);
        facts.put(new VersionId(1000), index("child", OCI_IMAGE));
        assertThat(next(app)).isEmpty();
    }

    @Test
    void whatCouldNotBeReadIsNotReadAgain() {
        Cleanup app = Cleanup.container().image("failed", "v1").image("untagged");

        facts.put(new VersionId(1000), new ManifestFacts.Unknown("404"));
        assertThat(next(app)).containsExactly(999L);
        facts.put(new VersionId(999), new ManifestFacts.Unknown("429"));
        assertThat(next(app)).isEmpty();
        assertThat(ManifestReading.combine(versions(app), facts))
                .extracting(VersionWithManifest::manifest)
                .containsExactly(new ManifestFacts.Unknown("404"), new ManifestFacts.Unknown("429"));
    }

    @Test
    void whatAnIndexSaysReplacesAnUnknownManifestOnly() {
        Cleanup app = Cleanup.container().image("index", "v1").image("child").image("other");
        Manifest listed = new Manifest(
                Manifest.Kind.IMAGE, OCI_IMAGE, Optional.empty(), List.of(), Optional.empty(), OptionalLong.empty());
        ManifestFacts own = new ManifestFacts.Known(new Manifest(
                Manifest.Kind.ARTIFACT, OCI_IMAGE, Optional.empty(), List.of(), Optional.empty(), OptionalLong.of(3)));

        facts.put(new VersionId(1000), index("child", OCI_IMAGE));
        facts.put(new VersionId(999), new ManifestFacts.Unknown("404"));
        assertThat(ManifestReading.combine(versions(app), facts))
                .extracting(VersionWithManifest::manifest)
                .containsExactly(
                        index("child", OCI_IMAGE),
                        new ManifestFacts.Known(listed),
                        new ManifestFacts.Unknown("it was not read"));
        facts.put(new VersionId(999), own);
        assertThat(ManifestReading.combine(versions(app), facts))
                .extracting(VersionWithManifest::manifest)
                .contains(own);
    }
}
