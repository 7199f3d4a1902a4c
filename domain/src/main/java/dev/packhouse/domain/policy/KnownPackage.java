package dev.packhouse.domain.policy;

import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.util.OptionalLong;

/** The facts of a {@link Package}. */
final class KnownPackage implements PackageFacts {

    private final Package subject;

    KnownPackage(Package subject) {
        this.subject = subject;
    }

    @Override
    public PackageId packageId() {
        return subject.id();
    }

    @Override
    public PackageType type() {
        return subject.namespace().type();
    }

    @Override
    public Visibility visibility() {
        return subject.visibility();
    }

    @Override
    public OptionalLong mostDownloads() {
        return subject.versions().mostDownloads();
    }
}
