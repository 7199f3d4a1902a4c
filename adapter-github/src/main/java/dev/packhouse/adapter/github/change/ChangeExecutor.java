package dev.packhouse.adapter.github.change;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.util.concurrent.Striped;
import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.client.ApiResponse;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.ChangeResult;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.Precondition;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.application.model.BackendException;
import dev.packhouse.application.model.LimitedException;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.RefusedException;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/**
 * Carries changes out, each to one of three endings: done, refused, or unknown.
 *
 * <p>When GitHub's answer is lost, nobody knows whether it has done what it was told. Then GitHub is looked at, until what
 * it shows settles the matter, before anything is sent again. From the moment an answer was lost, nothing but GitHub's
 * showing counts: a second request that finds nothing to delete says neither that the first one did it nor that it did
 * not.
 */
public final class ChangeExecutor {

    /** How long a change waits for another one of the same package. */
    private final Duration acquireTimeout;

    private final GitHubClient client;

    /** One change of a package at a time, so that of two equal ones the second sees what came of the first. */
    private final Striped<Lock> locks = Striped.lock(1024);

    /** When the last change of a package ended, while something that was seen before may still count as fresh. */
    private final Cache<String, Instant> ended =
            CacheBuilder.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).build();

    public ChangeExecutor(GitHubClient client, ClientOptions options) {
        this.client = client;
        this.acquireTimeout = options.acquireTimeout();
    }

    /** What looking has shown. */
    enum Verification {
        DONE,
        NOT_DONE,
        /** It shows neither, or shows what cannot be. */
        UNSURE
    }

    /** A change, as GitHub is told it, and how to see whether it happened. */
    interface ChangeRequest {
        /** What it is about. */
        Change change();

        /** The HTTP method. */
        String method();

        /** Where it is sent, below the API's address. */
        String path();

        /** The part of the path that names the package. */
        String packagePath();

        /** What it changes. */
        Subject subject();

        /** Sees whether it happened. */
        Verification verify(GitHubClient client, Caller caller);

        /** Why it is not to be changed any more, if what it was decided on may have changed. */
        default Optional<Refusal.UpstreamRefusal> revalidate(GitHubClient client, Caller caller) {
            return Optional.empty();
        }

        /** What it does, as in "delete package 197 (octo-org/container/app)". */
        String description();

        /** What somebody has to look at to find out whether it happened. */
        String howToCheck(ApiEndpoint endpoint);
    }

    /**
     * Carries out a change. Returns if it is done.
     *
     * @param seen when what it was decided on was seen, or earlier
     * @throws RefusedException if GitHub refused; nothing is changed
     * @throws OutcomeUnknownException if it may or may not have happened
     * @throws BackendException if it could not be sent; nothing is changed
     */
    public void execute(Caller caller, ChangeRequest request, Instant seen) {
        String key = ChangeRequests.namespace(request.change()).owner().id() + "/" + request.packagePath();
        Lock lock = locks.get(key);
        try {
            if (!lock.tryLock(acquireTimeout.toNanos(), NANOSECONDS)) {
                throw new LimitedException(
                        "Another change of the same package is still under way", Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while waiting for another change of the same package", e);
        }
        try {
            Instant last = ended.getIfPresent(key);
            boolean outdated = last != null && !last.isBefore(seen);
            new Execution(caller, request, outdated ? Instant.MIN : seen).run();
        } finally {
            client.invalidate(request.packagePath());
            ended.put(key, client.clock().instant());
            lock.unlock();
        }
    }

    /** The course of one change. */
    private final class Execution {

        private final Caller caller;
        private final ChangeRequest request;
        private final Precondition precondition;

        /** What came instead of the first answer that was lost; empty text if none was. */
        private String lost = "";

        Execution(Caller caller, ChangeRequest request, Instant seen) {
            this.caller = caller;
            this.request = request;
            this.precondition = new Precondition(client.clock(), seen, () -> request.revalidate(client, caller));
        }

        void run() {
            for (int attempt = 1; ; attempt++) {
                ChangeResult ending = send();
                if (ending instanceof ChangeResult.Done) {
                    return;
                }
                if (ending instanceof ChangeResult.Refused refused) {
                    refused(refused.refusal());
                    return;
                }
                lost = lost.isEmpty() ? ((ChangeResult.Lost) ending).why() : lost;
                if (isDone()) {
                    return;
                }
                if (attempt >= client.attempts()) {
                    throw unknown("as of the last look it has not happened");
                }
                backOff(attempt);
                // GitHub may have been at work on it all that time, and what is sent next must not meet anything else.
                if (isDone()) {
                    return;
                }
                precondition.confirm();
            }
        }

        /** Whether it happened, if looking settles that. */
        private boolean isDone() {
            Verification verification = verify();
            if (verification == Verification.UNSURE) {
                throw unknown("looking did not settle it");
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
                throw unknown("looking before it was sent again was refused: " + e.getMessage());
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
         * A refusal of the first attempt is one. After a lost answer, what was lost may have made the difference: a
         * refusal is one only if the thing is visibly as it was, and GitHub did not say what it would if it was done.
         */
        private void refused(Refusal.UpstreamRefusal refusal) {
            if (lost.isEmpty()) {
                throw new RefusedException(refusal);
            }
            boolean perhapsDone = isPerhapsDone(refusal);
            Verification verification = verify();
            for (int attempt = 1;
                    verification == Verification.NOT_DONE && perhapsDone && attempt < client.attempts();
                    attempt++) {
                backOff(attempt);
                verification = verify();
            }
            if (verification == Verification.DONE) {
                return;
            }
            if (verification == Verification.NOT_DONE && !perhapsDone) {
                throw new RefusedException(refusal);
            }
            throw unknown("sent again, it was answered %d (%s), and looking did not settle it"
                    .formatted(refusal.response().status(), refusal.response().message()));
        }

        /** What was deleted is gone when it is deleted again; what was restored has its name when it is restored again. */
        private static boolean isPerhapsDone(Refusal.UpstreamRefusal refusal) {
            return refusal.response().status() == 404
                    || refusal.reason() == Reason.NAME_TAKEN
                    || refusal.reason() == Reason.VERSION_NAME_TAKEN;
        }

        /** Looks, and looks again where what is shown cannot be. */
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
                throw unknown("the wait for its answer was interrupted");
            }
            try {
                return request.verify(client, caller);
            } catch (RefusedException e) {
                throw unknown("looking was refused: " + e.getMessage());
            } catch (BackendException e) {
                throw unknown("looking failed: " + e.getMessage());
            }
        }

        private OutcomeUnknownException unknown(String why) {
            return new OutcomeUnknownException(
                    "GitHub was asked to %s, and its answer was lost (%s); %s. It may or may not have happened. Before trying again, %s"
                            .formatted(request.description(), lost, why, request.howToCheck(client.endpoint())),
                    null);
        }
    }

    /** A fresh answer to a question that settles a change. */
    static ApiResponse fetch(GitHubClient client, Caller caller, String path, Subject subject) {
        return client.get(caller, path, subject, Freshness.BYPASS);
    }
}
