package dev.packhouse.domain.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.domain.image.Manifest.Child;
import dev.packhouse.domain.image.Manifest.Kind;
import dev.packhouse.domain.naming.Digest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

    private static final Digest DIGEST = new Digest("sha256:" + "a".repeat(64));

    private static Manifest manifest(Kind kind, List<Child> children, long size) {
        return new Manifest(
                kind, kind.defaultMediaType(), Optional.empty(), children, Optional.empty(), OptionalLong.of(size));
    }

    private static Child child(String mediaType) {
        return new Child(DIGEST, Optional.ofNullable(mediaType), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "application/vnd.oci.image.index.v1+json, , , INDEX",
        "application/vnd.oci.image.index.v1+json, application/x, , INDEX",
        "application/vnd.docker.distribution.manifest.list.v2+json, , , INDEX",
        "application/vnd.oci.image.manifest.v1+json, , application/vnd.oci.image.config.v1+json, IMAGE",
        "application/vnd.docker.distribution.manifest.v2+json, , application/vnd.docker.container.image.v1+json, IMAGE",
        "application/vnd.oci.image.manifest.v1+json, application/x, application/vnd.oci.image.config.v1+json, ARTIFACT",
        "application/vnd.oci.image.manifest.v1+json, , application/vnd.oci.empty.v1+json, ARTIFACT",
        "application/vnd.oci.image.manifest.v1+json, , , ARTIFACT",
        "application/vnd.oci.image.layer.v1.tar, , , "
    })
    void theMediaTypesOfAManifestSayWhatItDescribes(
            String mediaType, String artifactType, String configuration, Kind kind) {
        assertThat(Kind.of(mediaType, Optional.ofNullable(artifactType), Optional.ofNullable(configuration)))
                .isEqualTo(Optional.ofNullable(kind));
    }

    @Test
    void kindsAreSpelledInLowerCase() {
        assertThat(List.of(Kind.values())).map(Kind::label).containsExactly("image", "index", "artifact");
        assertThat(List.of(Kind.values()))
                .allMatch(kind -> Kind.parse(kind.label()).equals(Optional.of(kind)));
        assertThat(Kind.parse("Index")).isEmpty();
        assertThat(List.of(Kind.values()))
                .map(Kind::defaultMediaType)
                .containsExactly(
                        "application/vnd.oci.image.manifest.v1+json",
                        "application/vnd.oci.image.index.v1+json",
                        "application/vnd.oci.image.manifest.v1+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.oci.image.index.v1+json",
                "application/vnd.oci.image.manifest.v1+json",
                "application/vnd.docker.distribution.manifest.list.v2+json",
                "application/vnd.docker.distribution.manifest.v2+json"
            })
    void anEntryOfAnIndexIsAManifestByItsMediaType(String mediaType) {
        assertThat(Manifest.isManifest(mediaType)).isTrue();
        assertThat(child(mediaType).isImage()).isEqualTo(mediaType.contains("manifest.v"));
    }

    @Test
    void aLayerThatAnIndexListsIsNoManifest() {
        assertThat(Manifest.isManifest("application/vnd.oci.image.layer.v1.tar+gzip"))
                .isFalse();
        assertThat(Manifest.isManifest("")).isFalse();
    }

    @Test
    void aChildWithoutAMediaTypeMayHaveChildrenItself() {
        assertThat(child(null).isImage()).isFalse();
    }

    @Test
    void onlyAnIndexHasChildren() {
        List<Child> children = List.of(child(null));

        assertThat(manifest(Kind.INDEX, children, 0).children()).isEqualTo(children);
        assertThatThrownBy(() -> manifest(Kind.IMAGE, children, 0))
                .hasMessage("Only an index has children, not an image");
        assertThatThrownBy(() -> manifest(Kind.ARTIFACT, children, 0))
                .hasMessage("Only an index has children, not an artifact");
    }

    @Test
    void aManifestHasNoNegativeSize() {
        assertThatThrownBy(() -> manifest(Kind.IMAGE, List.of(), -1)).hasMessage("A manifest cannot have -1 bytes");
    }
}
