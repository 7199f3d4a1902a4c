package dev.packhouse.application.service;

import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.spi.Packages;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.SeenVersions;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Access;
import dev.packhouse.domain.policy.AuthorizedCaller;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds the version that a change names, and lets a policy decide on it.
 *
 * @param authorized the caller, who has passed the checks that do not depend on a package
 * @param address the address of the package
 * @param id the number of the version
 * @param state the state that the version has before the change
 */
record VersionLookup(AuthorizedCaller authorized, PackageAddress address, VersionId id, State state) {

    /** Decides on the change of a version. The packages are empty if they must not be asked for further facts. */
    @FunctionalInterface
    interface Decider {
        Outcome<? extends Change> decide(Access<Package> access, PackageVersion version, Optional<Packages> packages);
    }

    /** Looks the package and the version up. */
    Outcome<Change> decide(ReadSession session, Decider decider) {
        return RequestAuthorizer.active(session, authorized, address)
                .flatMap(found -> session.packages()
                        .version(found.value(), id, state)
                        .map(version -> change(
                                decider.decide(found.access(), version.value(), Optional.of(session.packages()))))
                        .orElseGet(() -> Outcome.refused(Refusal.of(Refusal.Reason.VERSION_NOT_FOUND))));
    }

    /**
     * Looks nothing up, because a remote registry decides: only what was seen lately can object. A version that was not
     * seen is left to the registry.
     */
    Outcome<Change> decideBySeen(SeenVersions seen, Instant now, Decider decider) {
        Namespace namespace = RequestAuthorizer.namespace(authorized, address);
        return RequestAuthorizer.name(address)
                .flatMap(name -> seen.find(namespace, name, id, state)
                        .map(found -> authorized
                                .checkRole(
                                        found.parent().subject(), found.parent().affiliation())
                                .flatMap(access -> change(decider.decide(access, found.version(), Optional.empty()))))
                        .orElseGet(() -> Outcome.allowed(authorized.leaveToRegistry(namespace, name, id, now))));
    }

    private static Outcome<Change> change(Outcome<? extends Change> decision) {
        return decision.map(change -> change);
    }
}
