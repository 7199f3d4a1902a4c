package dev.packhouse.adapter.github.change;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.common.cache.Cache;
import com.google.common.util.concurrent.Striped;
import dev.packhouse.adapter.github.change.ChangeRequest.Verification;
import dev.packhouse.adapter.github.client.ApiPaths;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.ChangeResult;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.client.ExpiringCache;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.client.Precondition;
import dev.packhouse.adapter.github.client.RefusalParser;
import dev.packhouse.application.model.BackendException;
import dev.packhouse.application.model.LimitedException;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.model.UpstreamResponse;
import dev.packhouse.application.spi.RefusedException;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Lock;

/**
 * Executes changes. Each ends in one of three ways: done, refused, or unknown. Safe for many threads.
 *
 * <p>If the response to a change is lost, it is unknown whether GitHub has made the change. Then the executor reads the
 * state from GitHub until it verifies the change, before it sends the change again. After the first lost response only
 * the state counts: a second deletion that finds nothing does not show whether the first one was executed.
 */
public final class ChangeExecutor {

    private final GitHubClient client;
    private final ClientOptions options;

    /**
     * Allows one change of a version, and one of a package as a whole, at a time, so that the second of two equal changes
     * sees the result of the first.
     */
    private final Striped<Lock> locks = Striped.lazyWeakLock(1 << 16);

    /**
     * The end of the last change of each package as a whole. A precondition that was checked before it has to be checked
     * again.
     */
    private final Cache<String, Instant> ended;

    public ChangeExecutor(GitHubClient client, ClientOptions options) {
        this.client = client;
        this.options = options;
        this.ended = ExpiringCache.create(Duration.ofMinutes(1), 10_000, client.clock());
    }

    /**
     * Executes a change. Returns if it is done.
     *
     * @param packages the packages that the caller may see
     * @throws RefusedException if GitHub refused the change; nothing is changed
     * @throws OutcomeUnknownException if the change may or may not have been made
     * @throws BackendException if the change could not be sent; nothing is changed
     */
    public void execute(Caller caller, CurrentPackages packages, Change change) {
        String key = change.namespace().owner().id() + "/" + ChangeRequests.resource(change);
        Lock lock = locks.get(key);
        try {
            if (!lock.tryLock(untilLate(caller).toNanos(), NANOSECONDS)) {
                throw new LimitedException(
                        "Another change of this package or version is still running", Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(
                    "Interrupted while waiting for another change of this package or version", e);
        }
        try {
            ChangeRequest request = ChangeRequests.of(change, packages);
            Instant checkedAt = request.checkedAt();
            Instant lastEnd = ended.getIfPresent(key);
            boolean outdated = lastEnd != null && !lastEnd.isBefore(checkedAt);
            new Execution(caller, request, outdated ? Instant.MIN : checkedAt).run();
        } finally {
            client.invalidate(ApiPaths.ofPackage(change.namespace(), change.packageName()));
            if (isOfPackage(change)) {
                ended.put(key, client.clock().instant());
            }
            lock.unlock();
        }
    }

    private static boolean isOfPackage(Change change) {
        return change.fold(deleted -> true, restored -> true, deleted -> false, restored -> false, left -> false);
    }

    private Duration untilLate(Caller caller) {
        Duration left =
                Duration.between(client.clock().instant(), caller.since().plus(options.limitWait()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The execution of one change. */
    private final class Execution {

        private final Caller caller;
        private final ChangeRequest request;
        private final Precondition precondition;

        /** The failure that replaced the first lost response; an empty text if no response was lost. */
        private String lost = "";

        Execution(Caller caller, ChangeRequest request, Instant checkedAt) {
            this.caller = caller;
            this.request = request;
            this.precondition = new Precondition(client.clock(), checkedAt, request::revalidate);
        }

        void run() {
            for (int attempt = 1; ; attempt++) {
                ChangeResult result = send();
                if (result instanceof ChangeResult.Done) {
                    return;
                }
                if (result instanceof ChangeResult.Refused refused) {
                    handleRefusal(refused.refusal());
                    return;
                }
                lost = lost.isEmpty() ? ((ChangeResult.Lost) result).why() : lost;
                if (isDone()) {
                    return;
                }
                if (attempt >= client.attempts()) {
                    throw unknown("according to the last verification it has not happened");
                }
                backOff(attempt);
                // GitHub may have made the change during the delay, and the next attempt must not affect another
                // package.
                if (isDone()) {
                    return;
                }
            }
        }

        /**
         * Returns whether the change was made.
         *
         * @throws RefusedException if GitHub cannot have accepted it
         * @throws OutcomeUnknownException if the verification is inconclusive
         */
        private boolean isDone() {
            Verification verification = verify();
            if (verification == Verification.UNSURE) {
                throw unknown("the verification was inconclusive");
            }
            return verification == Verification.DONE;
        }

        private ChangeResult send() {
            try {
                return client.change(caller, request.method(), request.path(), request.subject(), precondition);
            } catch (LimitedException | UnavailableException e) {
                if (lost.isEmpty()) {
                    throw e;
                }
                throw unknown("it could not be sent again: " + e.getMessage());
            } catch (RefusedException e) {
                if (lost.isEmpty()) {
                    throw e;
                }
                throw unknown("the check before it was sent again was refused: " + e.getMessage());
            }
        }

        private void backOff(int attempt) {
            try {
                client.backOff(attempt, lost);
            } catch (UnavailableException e) {
                throw unknown(e.getMessage());
            }
        }

        /**
         * Handles a refusal. The refusal of a first attempt is final. After a lost response, the lost attempt may be
         * the reason of the refusal. So the refusal is final only if the state is unchanged and if a change that was
         * made cannot cause such a refusal.
         */
        private void handleRefusal(UpstreamResponse refusal) {
            if (lost.isEmpty()) {
                throw new RefusedException(refusal);
            }
            boolean mayBeDone = mayFollowFromDone(refusal);
            Verification verification = verify();
            for (int attempt = 1;
                    verification == Verification.NOT_DONE && mayBeDone && attempt < client.attempts();
                    attempt++) {
                backOff(attempt);
                verification = verify();
            }
            if (verification == Verification.DONE) {
                return;
            }
            if (verification == Verification.NOT_DONE && !mayBeDone) {
                throw new RefusedException(refusal);
            }
            throw unknown("sent again, the response was %d (%s), %s"
                    .formatted(
                            refusal.status(),
                            refusal.message(),
                            verification == Verification.NOT_DONE
                                    ? "which contradicts the state that GitHub shows"
                                    : "and the verification was inconclusive"));
        }

        /** A second deletion of a deleted package finds nothing; a second restore finds the name in use. */
        private static boolean mayFollowFromDone(UpstreamResponse refusal) {
            return refusal.status() == 404
                    || refusal.reason() == Reason.NAME_TAKEN
                    || refusal.reason() == Reason.VERSION_NAME_TAKEN;
        }

        /** Verifies the change, and retries while the verification is inconclusive. */
        private Verification verify() {
            Verification verification = verifyOnce();
            for (int attempt = 1; verification == Verification.UNSURE && attempt < client.attempts(); attempt++) {
                backOff(attempt);
                verification = verifyOnce();
            }
            return verification;
        }

        private Verification verifyOnce() {
            if (Thread.currentThread().isInterrupted()) {
                throw unknown("the wait for its response was interrupted");
            }
            Verification verification;
            try {
                verification = request.verify();
            } catch (RefusedException e) {
                throw unknown("the verification was refused: " + e.getMessage());
            } catch (BackendException e) {
                throw unknown("the verification failed: " + e.getMessage());
            }
            if (verification == Verification.DONE_BEFORE) {
                throw new RefusedException(
                        RefusalParser.notFound(Reason.VERSION_NOT_FOUND, "Package version not found."));
            }
            return verification;
        }

        private OutcomeUnknownException unknown(String why) {
            return new OutcomeUnknownException(
                    "GitHub was asked to %s, and its response was lost (%s); %s. It may or may not have happened. Before trying again, %s"
                            .formatted(request.description(), lost, why, request.howToCheck(client.endpoint())),
                    null);
        }
    }
}
