package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.application.model.UnavailableException;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Translates the errors of a database, so that the shared SQL does not depend on error codes.
 *
 * @param unavailable wraps a failure in an exception with a message, of which the failure is a cause
 * @param constraintViolation returns whether a failure is the violation of a constraint of the schema
 */
public record DatabaseErrors(
        Function<Throwable, UnavailableException> unavailable, Predicate<Throwable> constraintViolation) {}
