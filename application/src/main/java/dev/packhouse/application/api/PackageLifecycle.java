package dev.packhouse.application.api;

import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.Outcome;
import java.util.Optional;

/**
 * Deleting and restoring packages and versions.
 *
 * <p>Safe for many threads; of several callers asking for the same change at once, one is allowed it. When a method
 * returns, an allowed change is applied for good, and it stands in the audit trail with the decision, as does a refused
 * one of a caller who was let in to the owner, by token, scopes and single sign-on. Of the refusals of one caller, ten a
 * minute have an entry of their own; how many others there were is recorded with the caller's next entry or later. A dry
 * run neither applies nor records anything. Throws an {@link dev.packhouse.application.model.OutcomeUnknownException} when the change may or may
 * not have happened, and another {@link dev.packhouse.application.model.BackendException} when it has not.
 */
public interface PackageLifecycle {

    /** Deletes an active package with all its active versions. */
    Outcome<? extends Change> deletePackage(Credential credential, PackageAddress address);

    /**
     * Restores the package of this name that was deleted last.
     *
     * @param token the id of another deleted package of the name, to restore that one instead; text that is no such id
     *     finds nothing
     */
    Outcome<? extends Change> restorePackage(Credential credential, PackageAddress address, Optional<String> token);

    /** Deletes an active version of an active package. */
    Outcome<? extends Change> deleteVersion(Credential credential, PackageAddress address, VersionId id);

    /** Restores a deleted version of an active package. */
    Outcome<? extends Change> restoreVersion(Credential credential, PackageAddress address, VersionId id);
}
