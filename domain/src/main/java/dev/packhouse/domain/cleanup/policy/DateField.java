package dev.packhouse.domain.cleanup.policy;

import dev.packhouse.domain.lifecycle.PackageVersion;
import java.time.Instant;
import java.util.Locale;

/** The date by which a version has an age. */
public enum DateField {
    /** When it was published. */
    CREATED,
    /** When it was last changed. GitHub changes this date of many versions at once, without a change of theirs. */
    UPDATED;

    /** The date of this version. */
    Instant of(PackageVersion version) {
        return this == CREATED ? version.createdAt() : version.updatedAt();
    }

    /** The spelling in documents: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
