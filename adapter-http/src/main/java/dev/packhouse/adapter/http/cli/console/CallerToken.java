package dev.packhouse.adapter.http.cli.console;

import dev.packhouse.domain.access.Credential;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The token of the caller of a registry. It comes from the environment only: other users of the machine can read the
 * options of a process.
 */
public final class CallerToken {

    /** The variables that may hold the token; the first one with a value counts. */
    public static final List<String> VARIABLES = List.of("PACKHOUSE_TOKEN", "GH_TOKEN", "GITHUB_TOKEN");

    private CallerToken() {}

    /**
     * Returns the token in the environment; empty if there is none.
     *
     * @throws UsageException if it is not one word of visible ASCII characters, which no header can carry. The message
     *     names the variable and does not contain the token
     */
    public static Optional<Credential.Token> find(Map<String, String> environment) {
        return VARIABLES.stream()
                .flatMap(variable -> Stream.ofNullable(environment.get(variable))
                        .map(String::strip)
                        .filter(secret -> !secret.isEmpty())
                        .map(secret -> token(variable, secret)))
                .findFirst();
    }

    /**
     * Returns the token in the environment.
     *
     * @throws UsageException if there is none; the message names the variables
     */
    public static Credential.Token require(Map<String, String> environment) {
        return find(environment).orElseThrow(() -> new UsageException(missing()));
    }

    /** Says that there is no token, and names the variables. */
    public static String missing() {
        return "There is no token: set one of " + String.join(", ", VARIABLES);
    }

    private static Credential.Token token(String variable, String secret) {
        if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new UsageException(
                    "Invalid %s: a token consists of visible ASCII characters, without spaces".formatted(variable));
        }
        return new Credential.Token(secret);
    }
}
