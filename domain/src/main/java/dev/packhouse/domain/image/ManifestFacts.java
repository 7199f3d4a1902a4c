package dev.packhouse.domain.image;

import static java.util.Objects.requireNonNull;

/** What is known of the manifest of a version. */
public sealed interface ManifestFacts {

    /**
     * The manifest is known.
     *
     * @param manifest the manifest
     */
    record Known(Manifest manifest) implements ManifestFacts {
        /** Checks that nothing is null. */
        public Known {
            requireNonNull(manifest, "manifest");
        }
    }

    /**
     * The manifest is not known. Nothing that it may need is deleted.
     *
     * @param reason why, as the end of a sentence that begins with the manifest
     */
    record Unknown(String reason) implements ManifestFacts {
        /** Checks that nothing is null. */
        public Unknown {
            requireNonNull(reason, "reason");
        }
    }
}
