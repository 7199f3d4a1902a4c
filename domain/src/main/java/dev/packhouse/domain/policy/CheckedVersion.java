package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.util.OptionalLong;

/**
 * Facts of which each is checked when a rule asks for it: a null is a {@link NullPointerException}, and a count that is
 * negative, or does not include the version, an {@link IllegalArgumentException}. Used by one thread.
 */
final class CheckedVersion implements VersionFacts {

    private final VersionFacts facts;
    private long active = Long.MAX_VALUE;

    CheckedVersion(VersionFacts facts) {
        this.facts = requireNonNull(facts, "version");
    }

    @Override
    public PackageId packageId() {
        return requireNonNull(facts.packageId(), "packageId");
    }

    @Override
    public PackageType type() {
        return requireNonNull(facts.type(), "type");
    }

    @Override
    public Visibility visibility() {
        return requireNonNull(facts.visibility(), "visibility");
    }

    @Override
    public OptionalLong downloads() {
        return atLeast(0, "downloads", facts.downloads());
    }

    @Override
    public OptionalLong activeVersions() {
        OptionalLong count = atLeast(1, "activeVersions", facts.activeVersions());
        active = count.orElse(Long.MAX_VALUE);
        return count;
    }

    @Override
    public boolean tagged() {
        return facts.tagged();
    }

    @Override
    public OptionalLong taggedVersions() {
        OptionalLong count = atLeast(1, "taggedVersions", facts.taggedVersions());
        if (count.orElse(0) > active) {
            throw new IllegalArgumentException(
                    "Of %s active versions, %s cannot be tagged".formatted(active, count.getAsLong()));
        }
        return count;
    }

    /** Returns the number, if it is not too low. */
    static OptionalLong atLeast(long least, String name, OptionalLong number) {
        if (requireNonNull(number, name).orElse(least) < least) {
            throw new IllegalArgumentException(
                    "Invalid %s %s: it is at least %s".formatted(name, number.getAsLong(), least));
        }
        return number;
    }
}
