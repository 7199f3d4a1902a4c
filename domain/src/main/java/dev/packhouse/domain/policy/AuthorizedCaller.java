package dev.packhouse.domain.policy;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import java.util.Optional;

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
        return Outcome.unless(refusal(subject, affiliation), () -> new Access<>(caller, operation, subject));
    }

    /**
     * Checks the role on a deleted package. A package that the backend does not hold passes: its registry checks it.
     *
     * @throws IllegalArgumentException if the package has another owner
     */
    public Outcome<Access<DeletedPackage>> checkRole(DeletedPackage subject, Affiliation affiliation) {
        requireOwned(subject.namespace());
        Optional<Refusal> refusal =
                subject instanceof DeletedPackage.Known known ? refusal(known.value(), affiliation) : Optional.empty();
        return Outcome.unless(refusal, () -> new Access<>(caller, operation, subject));
    }

    private void requireOwned(Namespace namespace) {
        if (!namespace.owner().id().equals(owner.id())) {
            throw new IllegalArgumentException("The packages of '%s' were not checked, but those of '%s'"
                    .formatted(namespace.owner().login(), owner.login()));
        }
    }

    private Optional<Refusal> refusal(Package subject, Affiliation affiliation) {
        Optional<Role> known = policy.roleOn(subject, affiliation);
        if (known.isEmpty() || known.get().includes(operation.requiredRole())) {
            return Optional.empty();
        }
        return Optional.of(
                known.get() == Role.NONE
                        ? new Refusal.NotReadable(subject.id())
                        : new Refusal.NotAdmin(subject.id(), known.get()));
    }
}
