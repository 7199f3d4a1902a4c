package dev.packhouse.domain.image;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.naming.Digest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the manifest of a container version says of other versions.
 *
 * <p>Source: the image manifest and the image index of OCI 1.1, and those of Docker, schema 2.
 *
 * @param kind what it describes
 * @param mediaType its media type
 * @param artifactType the type of an artifact
 * @param children the manifests that an index lists, in its order. Its other entries, such as the layers that a build
 *     cache lists, are not among them
 * @param subject the manifest that this one refers to, such as the image of a signature
 * @param size the number of bytes of the manifest itself
 */
public record Manifest(
        Kind kind,
        String mediaType,
        Optional<String> artifactType,
        List<Child> children,
        Optional<Digest> subject,
        OptionalLong size) {

    private static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String OCI_IMAGE = "application/vnd.oci.image.manifest.v1+json";
    private static final Set<String> INDEXES =
            Set.of(OCI_INDEX, "application/vnd.docker.distribution.manifest.list.v2+json");
    private static final Set<String> IMAGES = Set.of(OCI_IMAGE, "application/vnd.docker.distribution.manifest.v2+json");

    /** The media types of the configuration of an image. A manifest with another one is an artifact. */
    private static final Set<String> IMAGE_CONFIGURATIONS =
            Set.of("application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json");

    /**
     * Checks the manifest.
     *
     * @throws IllegalArgumentException if it has children and is no index, or its size is negative
     */
    public Manifest {
        requireNonNull(kind, "kind");
        requireNonNull(mediaType, "mediaType");
        requireNonNull(artifactType, "artifactType");
        children = List.copyOf(children);
        requireNonNull(subject, "subject");
        requireNonNull(size, "size");
        if (kind != Kind.INDEX && !children.isEmpty()) {
            throw new IllegalArgumentException("Only an index has children, not an %s".formatted(kind.label()));
        }
        if (size.orElse(0) < 0) {
            throw new IllegalArgumentException("A manifest cannot have %s bytes".formatted(size.getAsLong()));
        }
    }

    /** What a manifest describes. */
    public enum Kind {
        /** An image for one platform. */
        IMAGE(OCI_IMAGE),
        /** A list of manifests, such as the images for several platforms. */
        INDEX(OCI_INDEX),
        /** Anything else that is stored as an image is, such as a signature or a chart. */
        ARTIFACT(OCI_IMAGE);

        private final String defaultMediaType;

        Kind(String defaultMediaType) {
            this.defaultMediaType = defaultMediaType;
        }

        /** The spelling in documents: lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The media type of OCI for this kind. */
        public String defaultMediaType() {
            return defaultMediaType;
        }

        /** Finds the kind with exactly this label. */
        public static Optional<Kind> parse(String label) {
            return List.of(values()).stream()
                    .filter(kind -> kind.label().equals(label))
                    .findFirst();
        }

        /**
         * The kind of a manifest.
         *
         * @param mediaType its media type
         * @param artifactType its artifact type
         * @param configuration the media type of its configuration; empty if it has none
         * @return empty if the media type is none of a manifest
         */
        public static Optional<Kind> of(
                String mediaType, Optional<String> artifactType, Optional<String> configuration) {
            if (INDEXES.contains(mediaType)) {
                return Optional.of(INDEX);
            }
            if (!IMAGES.contains(mediaType)) {
                return Optional.empty();
            }
            boolean image = artifactType.isEmpty()
                    && configuration.filter(IMAGE_CONFIGURATIONS::contains).isPresent();
            return Optional.of(image ? IMAGE : ARTIFACT);
        }
    }

    /**
     * A manifest that an index lists.
     *
     * @param digest its digest
     * @param mediaType its media type; empty if it is not known
     * @param platform the platform it is for, as in {@code linux/arm64}
     */
    public record Child(Digest digest, Optional<String> mediaType, Optional<String> platform) {
        /** Checks that nothing is null. */
        public Child {
            requireNonNull(digest, "digest");
            requireNonNull(mediaType, "mediaType");
            requireNonNull(platform, "platform");
        }

        /** Whether this is certainly the manifest of one image, which lists no further ones. */
        public boolean isImage() {
            return mediaType.filter(IMAGES::contains).isPresent();
        }
    }

    /**
     * Whether an entry of an index with this media type is a manifest. An entry without a media type, or with another
     * one, is a blob: build caches list their layers in an index.
     */
    public static boolean isManifest(String mediaType) {
        return INDEXES.contains(mediaType) || IMAGES.contains(mediaType);
    }
}
