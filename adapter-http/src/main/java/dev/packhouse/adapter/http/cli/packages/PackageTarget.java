package dev.packhouse.adapter.http.cli.packages;

import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.util.Optional;

/**
 * Where the commands read and change the packages of one owner, on behalf of one caller: a backend in this process, or a
 * server.
 *
 * <p>Used by one thread. A method that reads throws a {@link RequestRefusedException} if the request is refused, and a
 * {@link dev.packhouse.adapter.http.cli.console.CommandException} or a {@link
 * dev.packhouse.application.model.BackendException} if it fails. A method that changes returns each of these as a result.
 */
public interface PackageTarget extends AutoCloseable {

    /** Where the packages are, as the end of a question: {@code at https://api.github.com}. */
    String place();

    /** All packages of one type, in the order of the target. */
    Listing<ShownPackage> packages(PackageType type, Optional<Visibility> visibility, State state);

    /** One active package. */
    ShownPackage find(PackageType type, String name);

    /** All versions of an active package in this state, in the order of the target. */
    Listing<ShownVersion> versions(PackageType type, String name, State state);

    /** One active version of an active package. */
    ShownVersion version(PackageType type, String name, VersionId id);

    /** Deletes an active package with all its active versions. */
    ChangeResult deletePackage(PackageType type, String name);

    /**
     * Restores the most recently deleted package of this name.
     *
     * @param id restores the deleted package with this number instead
     */
    ChangeResult restorePackage(PackageType type, String name, Optional<PackageId> id);

    /** Deletes an active version of an active package. */
    ChangeResult deleteVersion(PackageType type, String name, VersionId id);

    /** Restores a deleted version of an active package. */
    ChangeResult restoreVersion(PackageType type, String name, VersionId id);

    @Override
    void close();
}
