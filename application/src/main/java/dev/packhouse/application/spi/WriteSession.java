package dev.packhouse.application.spi;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.policy.Change;
import java.util.List;
import java.util.Optional;

/** Read and write access on behalf of one caller. Valid within one unit of work, in one thread. */
public interface WriteSession extends ReadSession {

    /**
     * The principal of the caller as of this unit of work; empty if the token was revoked or has expired since the
     * caller was authenticated. Nothing may be applied then. A backend that keeps its own data returns the principal of a
     * caller without a token unchanged, see {@link dev.packhouse.application.model.AuthenticatedCaller#operatorAs}.
     */
    Optional<Principal> principal();

    /**
     * What a remote registry has shown of versions lately. Present if a remote registry decides on changes of versions:
     * then a version is not looked up before its change, and only these facts can object. Empty from a backend that
     * keeps its own data.
     */
    default Optional<SeenVersions> seenVersions() {
        return Optional.empty();
    }

    /**
     * What this unit of work has asked a remote registry for, to decide on a change: one text for each request. Empty from
     * a backend that keeps its own data.
     */
    default List<String> lookUps() {
        return List.of();
    }

    /**
     * Applies a change that was decided on facts from this session.
     *
     * @throws dev.packhouse.application.model.OutcomeUnknownException if a remote registry may or may not have applied
     *     it
     * @throws RefusedException if a remote registry refuses it
     */
    void apply(Change change);

    /**
     * Adds an entry to the audit trail. A backend that keeps its own data does this in one transaction with the change. A
     * backend of a remote registry, which cannot undo the change, reports a failure by its health and does not throw.
     */
    void record(AuditEntry entry);
}
