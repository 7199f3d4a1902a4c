package dev.packhouse.adapter.http;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Principal;

/**
 * The rate limits of a server.
 *
 * @param mode what the server does about the requests of an hour
 * @param user how many requests a user has in an hour; the same for all tokens of the user together
 * @param workflow how many requests the workflows of a repository have in an hour
 * @param secondary whether the secondary limits of a minute are enforced too
 */
public record RateLimits(Mode mode, int user, int workflow, boolean secondary) {

    /** The limit for the requests of an address without a valid token, per hour. */
    public static final int ANONYMOUS = 60;

    /** No limit: responses have no headers about one. */
    public static final RateLimits OFF = new RateLimits(Mode.OFF, 1, 1, false);

    /**
     * Shows GitHub's limits, and refuses nothing. Source: <a
     * href="https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api">GitHub's documentation</a>.
     */
    public static final RateLimits SHOWN = new RateLimits(Mode.SHOWN, 5000, 1000, false);

    /** What the server does about the requests of an hour. */
    public enum Mode {
        /** It does not count them. */
        OFF,
        /** It counts them and shows the count. */
        SHOWN,
        /** It counts them, shows the count, and refuses those over the limit. */
        ENFORCED
    }

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if a limit is not positive; the message names the option of the command line
     */
    public RateLimits {
        requireNonNull(mode, "mode");
        if (user < 1 || workflow < 1) {
            throw new IllegalArgumentException("Invalid --rate-limit %d: it must be a positive number, or off"
                    .formatted(Math.min(user, workflow)));
        }
    }

    /**
     * Enforces a limit of requests in an hour, for each user and for the workflows of each repository.
     *
     * @throws IllegalArgumentException if the limit is not positive
     */
    public static RateLimits enforced(int limit) {
        return new RateLimits(Mode.ENFORCED, limit, limit, false);
    }

    /** The same limits, with the secondary limits enforced too. */
    public RateLimits withSecondary() {
        return new RateLimits(mode, user, workflow, true);
    }

    /** How many requests a caller has in an hour. */
    int of(Principal caller) {
        if (caller instanceof Principal.Anonymous) {
            return ANONYMOUS;
        }
        return caller instanceof Principal.ActionsToken ? workflow : user;
    }
}
