package dev.packhouse.domain.policy;

import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.util.OptionalLong;

/** The facts of a {@link PackageVersion} and its {@link Package}. */
final class KnownVersion implements VersionFacts {

    private final Package parent;
    private final PackageVersion subject;

    KnownVersion(Package parent, PackageVersion subject) {
        this.parent = parent;
        this.subject = subject;
    }

    @Override
    public PackageId packageId() {
        return parent.id();
    }

    @Override
    public PackageType type() {
        return parent.namespace().type();
    }

    @Override
    public Visibility visibility() {
        return parent.visibility();
    }

    @Override
    public OptionalLong downloads() {
        return subject.downloads();
    }

    @Override
    public OptionalLong activeVersions() {
        return parent.versions().active();
    }

    @Override
    public boolean tagged() {
        return !subject.tags().isEmpty();
    }

    @Override
    public OptionalLong taggedVersions() {
        return parent.versions().tagged();
    }
}
