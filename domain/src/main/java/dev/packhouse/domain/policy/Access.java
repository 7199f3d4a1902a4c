package dev.packhouse.domain.policy;

import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;

/**
 * The access of a caller to one package for one operation: the result of {@link AuthorizedCaller#checkRole}, and so the
 * proof that all checks of access have passed.
 *
 * @param <T> the kind of package
 */
public final class Access<T> {

    private final Principal caller;
    private final Operation operation;
    private final T subject;
    private final Grant grant;

    Access(Principal caller, Operation operation, T subject, Grant grant) {
        this.caller = caller;
        this.operation = operation;
        this.subject = subject;
        this.grant = grant;
    }

    /** The caller. */
    public Principal caller() {
        return caller;
    }

    /** The package. */
    public T subject() {
        return subject;
    }

    /** What gives the caller the role that the operation requires. */
    public Grant grant() {
        return grant;
    }

    /** Returns the package, if this access is for the operation. */
    T subjectFor(Operation required) {
        if (operation != required) {
            throw new IllegalArgumentException(
                    "The access to %s does not include to %s".formatted(operation.phrase(), required.phrase()));
        }
        return subject;
    }
}
