package dev.packhouse.adapter.http.cli.packages;

import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import java.util.Optional;

/**
 * A package, or a version of it.
 *
 * @param owner the owner of the package
 * @param name the type and the name of the package
 * @param version the version; empty for the package
 */
record Subject(Login owner, PackageName name, Optional<VersionId> version) {

    static Subject ofPackage(Login owner, PackageName name) {
        return new Subject(owner, name, Optional.empty());
    }

    static Subject ofVersion(Login owner, PackageName name, VersionId id) {
        return new Subject(owner, name, Optional.of(id));
    }

    /**
     * Parses the name of a package, so that a path of a server contains no other text.
     *
     * @throws UsageException if no package can have it
     */
    static PackageName packageName(PackageType type, String name) {
        try {
            return new PackageName(type, name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** The path as in the audit trail, such as {@code octo-org/npm/octo-utils/3002}. */
    @Override
    public String toString() {
        return "%s/%s/%s%s"
                .formatted(
                        owner,
                        name.type().label(),
                        name,
                        version.map(id -> "/" + id).orElse(""));
    }
}
