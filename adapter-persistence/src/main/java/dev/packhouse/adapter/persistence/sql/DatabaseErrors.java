package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.application.model.UnavailableException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.JdbiConfig;

/**
 * Translates the errors of a database, so that the shared SQL does not depend on error codes of SQLite. Set once on
 * each handle, before its first query.
 */
public final class DatabaseErrors implements JdbiConfig<DatabaseErrors> {

    private Function<Throwable, UnavailableException> unavailable =
            failure -> new UnavailableException("The database failed: " + failure.getMessage(), failure);
    private Predicate<Throwable> constraintViolation = failure -> false;

    /** Called by JDBI, which creates the configuration of a handle. */
    public DatabaseErrors() {}

    private DatabaseErrors(DatabaseErrors other) {
        unavailable = other.unavailable;
        constraintViolation = other.constraintViolation;
    }

    /**
     * Sets the translation of the errors of a handle.
     *
     * @param unavailable wraps a failure in an exception with a message, of which the failure is a cause
     * @param constraintViolation returns whether a failure is the violation of a constraint of the schema
     */
    public static void set(
            Handle handle,
            Function<Throwable, UnavailableException> unavailable,
            Predicate<Throwable> constraintViolation) {
        DatabaseErrors errors = handle.getConfig(DatabaseErrors.class);
        errors.unavailable = unavailable;
        errors.constraintViolation = constraintViolation;
    }

    static UnavailableException unavailable(Handle handle, Throwable failure) {
        return handle.getConfig(DatabaseErrors.class).unavailable.apply(failure);
    }

    public static boolean isConstraintViolation(Handle handle, Throwable failure) {
        return handle.getConfig(DatabaseErrors.class).constraintViolation.test(failure);
    }

    @Override
    public DatabaseErrors createCopy() {
        return new DatabaseErrors(this);
    }
}
