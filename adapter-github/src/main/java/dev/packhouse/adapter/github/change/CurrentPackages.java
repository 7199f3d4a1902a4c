package dev.packhouse.adapter.github.change;

import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.adapter.github.client.response.ApiResponse;
import dev.packhouse.adapter.github.client.response.JsonEntry;
import dev.packhouse.application.spi.Packages;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import java.time.Instant;
import java.util.Optional;

/** The packages that the caller of a change may see, to verify the change and its precondition. */
public interface CurrentPackages extends Packages {

    /**
     * A read of the active package with a name.
     *
     * @param at when the read began. The state, and all that the session read later, is not older
     * @param id the id of the package; empty if there was no active one
     */
    record LastRead(Namespace namespace, PackageName name, Instant at, Optional<PackageId> id) {}

    /** Returns the latest read of the active package with this name in this session. Reads it now if there was none. */
    LastRead lastRead(Namespace namespace, PackageName name);

    /** Returns the path of an owner, as the caller sees it. */
    String ownerPath(Account owner);

    /**
     * Reads a resource without the cache.
     *
     * @throws dev.packhouse.application.spi.RefusedException if GitHub refuses with anything else than 404
     */
    ApiResponse fetch(String path, Subject subject);

    /**
     * Returns whether the owner's list has this package, or may have it: because GitHub omits entries for lack of single
     * sign-on, or because the list goes on after the last page that GitHub returns. Reads the list without the cache.
     *
     * @throws dev.packhouse.application.spi.RefusedException if GitHub refuses the list or one of its pages
     */
    boolean mayBeListed(Namespace namespace, PackageId id);

    /**
     * Returns the entry of a deleted version from the list of deleted versions, without the cache. GitHub has no address
     * for it.
     *
     * @throws dev.packhouse.application.spi.RefusedException if GitHub refuses the list
     */
    Optional<JsonEntry> deletedVersion(Namespace namespace, PackageName name, VersionId id);
}
