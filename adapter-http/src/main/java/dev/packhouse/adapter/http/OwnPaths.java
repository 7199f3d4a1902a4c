package dev.packhouse.adapter.http;

import static java.util.Objects.requireNonNull;

import dev.packhouse.adapter.http.control.TestControl;
import dev.packhouse.adapter.http.operator.AuditHandler;
import dev.packhouse.adapter.http.operator.TokensHandler;
import dev.packhouse.application.model.Health;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the server's own paths respond with, which are not part of GitHub's API.
 *
 * @param health returns the health of the backend, for {@code /_packhouse/health}; never throws
 * @param tokens for {@code /_packhouse/tokens}; empty if these paths do not exist
 * @param audit for {@code /_packhouse/audit}; empty if this path does not exist
 * @param test controls the server by requests below {@code /_packhouse/test}; empty if these paths do not exist
 */
public record OwnPaths(
        Supplier<Health> health,
        Optional<TokensHandler> tokens,
        Optional<AuditHandler> audit,
        Optional<TestControl> test) {

    /** Checks that nothing is null. */
    public OwnPaths {
        requireNonNull(health, "health");
        requireNonNull(tokens, "tokens");
        requireNonNull(audit, "audit");
        requireNonNull(test, "test");
    }
}
