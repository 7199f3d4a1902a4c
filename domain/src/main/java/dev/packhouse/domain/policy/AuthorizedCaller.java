package dev.packhouse.domain.policy;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import java.time.Instant;

/**
 * A caller who passed the checks that do not depend on a package: the result of {@link PermittedToken#checkSso}. A
 * request with this result may look up packages of the owner; {@code checkRole} decides about each one.
 */
public final class AuthorizedCaller {

    private final AccessPolicy policy;
    private final Principal caller;
    private final Operation operation;
    private final Account owner;

    AuthorizedCaller(AccessPolicy policy, Principal caller, Operation operation, Account owner) {
        this.policy = policy;
        this.caller = caller;
        this.operation = operation;
        this.owner = owner;
    }

    /** The caller. */
    public Principal caller() {
        return caller;
    }

    /** The operation. */
    public Operation operation() {
        return operation;
    }

    /** The owner of the requested packages. */
    public Account owner() {
        return owner;
    }

    /**
     * Checks that the caller has the role that the operation requires. An unknown role passes.
     *
     * @param affiliation the affiliation of the caller with the package
     * @throws IllegalArgumentException if the package has another owner
     */
    public Outcome<Access<Package>> checkRole(Package subject, Affiliation affiliation) {
        requireOwned(subject.namespace());
        return grant(subject, affiliation).map(grant -> new Access<>(caller, operation, subject, grant));
    }

    /**
     * Checks the role on a deleted package. A package that the backend does not hold passes: its registry checks it.
     *
     * @throws IllegalArgumentException if the package has another owner
     */
    public Outcome<Access<DeletedPackage>> checkRole(DeletedPackage subject, Affiliation affiliation) {
        requireOwned(subject.namespace());
        Outcome<Grant> granted = subject instanceof DeletedPackage.Known known
                ? grant(known.value(), affiliation)
                : Outcome.allowed(Grant.of(Grant.Kind.LEFT_TO_REGISTRY, Role.NONE));
        return granted.map(grant -> new Access<>(caller, operation, subject, grant));
    }

    /**
     * Leaves the decision on a version that the backend has not looked up to the registry behind it, the check of the
     * role included.
     *
     * @param packageName the name of its package
     * @param now the time of the change
     * @throws IllegalArgumentException if the package has another owner, or the operation does not change a version
     */
    public Change.LeftToRegistry leaveToRegistry(
            Namespace namespace, PackageName packageName, VersionId version, Instant now) {
        requireOwned(namespace);
        return new Change.LeftToRegistry(operation, namespace, packageName, version, now);
    }

    private void requireOwned(Namespace namespace) {
        if (!namespace.owner().id().equals(owner.id())) {
            throw new IllegalArgumentException("The packages of '%s' were not checked, but those of '%s'"
                    .formatted(namespace.owner().login(), owner.login()));
        }
    }

    private Outcome<Grant> grant(Package subject, Affiliation affiliation) {
        return policy.grant(caller, operation.requiredRole(), subject, affiliation)
                .map(Outcome::allowed)
                .orElseGet(() -> Outcome.refused(policy.lack(subject, affiliation)));
    }
}
