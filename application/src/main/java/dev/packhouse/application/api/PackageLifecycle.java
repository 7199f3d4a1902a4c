package dev.packhouse.application.api;

import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.Outcome;
import java.util.Optional;

/**
 * The use cases that delete and restore packages and versions.
 *
 * <p>Safe for use by several threads. Of several concurrent requests for the same change, one is allowed.
 *
 * <p>When a method returns, an allowed change is durable, and the decision is in the audit trail of the backend, if it keeps
 * one, and in the log: one line at info of the logger {@code dev.packhouse.audit}. Both also have refusals, if the caller
 * passed the checks of token, scopes, owner and single sign-on. Ten refusals per caller and minute have an entry of their
 * own; the number of the others is recorded with the next entry of the caller or later. A dry run applies nothing, and
 * records the same, marked as a dry run.
 *
 * <p>Throws an {@link dev.packhouse.application.model.OutcomeUnknownException} if the change may or may not have been
 * applied, and another {@link dev.packhouse.application.model.BackendException} if it was not applied.
 */
public interface PackageLifecycle {

    /** Deletes an active package with all its active versions. */
    Outcome<Change> deletePackage(AuthenticatedCaller caller, PackageAddress address);

    /**
     * Restores the most recently deleted package of this name.
     *
     * @param token the id of a deleted package of the name, to restore that one instead; for any other text the outcome
     *     is {@link dev.packhouse.domain.policy.Refusal.Reason#PACKAGE_NOT_FOUND}
     */
    Outcome<Change> restorePackage(AuthenticatedCaller caller, PackageAddress address, Optional<String> token);

    /** Deletes an active version of an active package. */
    Outcome<Change> deleteVersion(AuthenticatedCaller caller, PackageAddress address, VersionId id);

    /** Restores a deleted version of an active package. */
    Outcome<Change> restoreVersion(AuthenticatedCaller caller, PackageAddress address, VersionId id);
}
