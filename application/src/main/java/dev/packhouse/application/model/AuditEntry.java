package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Refusal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One entry of the audit trail. Its size is bounded: texts from clients are truncated, see {@link #MAX_TEXT}. {@link
 * AuditFields} has its form as text.
 *
 * <p>For the {@linkplain AuditRetention retention}, the size of an entry is the number of bytes of its texts in UTF-8,
 * plus {@value #OVERHEAD} for its numbers, and for the names of its fields in a file or the overhead of a row.
 */
public sealed interface AuditEntry {

    /**
     * The maximum number of bytes of each text in UTF-8. A longer text is truncated and ends with a mark such as {@code
     * ...[8012 bytes]}, the original length; the mark counts towards the maximum.
     */
    int MAX_TEXT = 512;

    /** The size of an entry without its texts, in bytes. */
    int OVERHEAD = 256;

    /** When the entry was made. */
    Instant at();

    /** The size in bytes: the bytes of the texts in UTF-8, plus {@value #OVERHEAD}. */
    int size();

    /** Applies the function for the kind of this entry, and returns its result. */
    <T> T fold(
            Function<? super Decision, ? extends T> decisions,
            Function<? super RefusalsNotRecorded, ? extends T> refusalsNotRecorded,
            Function<? super Pruned, ? extends T> pruned);

    /** The result of a decision. */
    enum Result {
        /** The change was allowed and applied. In a dry run it was allowed, and not applied. */
        ALLOWED,
        /** The change was refused. */
        REFUSED,
        /** The change was allowed, and a remote registry or the disk did not report whether it was applied. */
        UNKNOWN
    }

    /**
     * What a change was requested for.
     *
     * @param owner the login of the owner
     * @param packageType the label of the type of the package
     * @param packageName the name of the package as the client sent it
     * @param packageId the id of the package; empty if no package was found, or its id is not known
     * @param versionId the id of the version; empty for a change of the package
     */
    record Subject(
            String owner,
            String packageType,
            String packageName,
            Optional<PackageId> packageId,
            Optional<VersionId> versionId) {

        /** Truncates the texts. */
        public Subject {
            owner = AuditText.cut(owner);
            packageType = AuditText.cut(packageType);
            packageName = AuditText.cut(packageName);
            requireNonNull(packageId, "packageId");
            requireNonNull(versionId, "versionId");
        }

        /** The key for the comparison of owners, as that of {@link dev.packhouse.domain.account.Login}. */
        public String ownerKey() {
            return owner.toLowerCase(Locale.ROOT);
        }

        private int textBytes() {
            return AuditText.bytes(owner) + AuditText.bytes(packageType) + AuditText.bytes(packageName);
        }
    }

    /**
     * A decision about a change.
     *
     * @param at when it was decided
     * @param actor the caller: a login, or the repository of a workflow
     * @param operation the requested operation
     * @param subject the package or version
     * @param result the result
     * @param refusal the reason of the refusal; empty unless the change was refused
     * @param requestId the id of the request, as in its response; empty if the caller has none
     * @param dryRun whether this was a dry run, which applies nothing
     */
    record Decision(
            Instant at,
            String actor,
            Operation operation,
            Subject subject,
            Result result,
            Optional<Refusal.Reason> refusal,
            Optional<String> requestId,
            boolean dryRun)
            implements AuditEntry {

        /**
         * Truncates the texts.
         *
         * @throws IllegalArgumentException if a refusal has no reason, or another result has one
         */
        public Decision {
            requireNonNull(at, "at");
            actor = AuditText.cut(actor);
            requireNonNull(operation, "operation");
            requireNonNull(subject, "subject");
            requireNonNull(result, "result");
            requireNonNull(refusal, "refusal");
            requestId = requestId.map(AuditText::cut);
            if ((result == Result.REFUSED) != refusal.isPresent()) {
                throw new IllegalArgumentException("The result %s with the refusal %s: only a refusal has a reason"
                        .formatted(result, refusal.orElse(null)));
            }
        }

        /** Whether the change was refused. */
        public boolean isRefusal() {
            return result == Result.REFUSED;
        }

        /** The same decision, of a change that may or may not have been applied. */
        public Decision withUnknownResult() {
            return new Decision(at, actor, operation, subject, Result.UNKNOWN, Optional.empty(), requestId, dryRun);
        }

        @Override
        public int size() {
            return OVERHEAD
                    + AuditText.bytes(actor)
                    + AuditText.bytes(operation.name())
                    + subject.textBytes()
                    + AuditText.bytes(result.name())
                    + refusal.map(reason -> AuditText.bytes(reason.name())).orElse(0)
                    + requestId.map(AuditText::bytes).orElse(0);
        }

        @Override
        public <T> T fold(
                Function<? super Decision, ? extends T> decisions,
                Function<? super RefusalsNotRecorded, ? extends T> refusalsNotRecorded,
                Function<? super Pruned, ? extends T> pruned) {
            return decisions.apply(this);
        }
    }

    /**
     * The number of refusals of one caller that have no entry of their own, because they exceeded the limit.
     *
     * @param at when this entry was made
     * @param actor the caller whose requests were refused; {@value #OTHERS} for several callers together, if more
     *     callers than are counted separately exceeded the limit
     * @param count the number of refusals without an entry, at least 1
     * @param since when the first refusal was decided
     * @param until when the last refusal was decided
     */
    record RefusalsNotRecorded(Instant at, String actor, long count, Instant since, Instant until)
            implements AuditEntry {

        /** The actor for several callers together. No account of GitHub has this name. */
        public static final String OTHERS = "*";

        /**
         * Truncates the actor.
         *
         * @throws IllegalArgumentException if the count is not positive
         */
        public RefusalsNotRecorded {
            requireNonNull(at, "at");
            actor = AuditText.cut(actor);
            requirePositive(count);
            requireNonNull(since, "since");
            requireNonNull(until, "until");
        }

        @Override
        public int size() {
            return OVERHEAD + AuditText.bytes(actor);
        }

        @Override
        public <T> T fold(
                Function<? super Decision, ? extends T> decisions,
                Function<? super RefusalsNotRecorded, ? extends T> refusalsNotRecorded,
                Function<? super Pruned, ? extends T> pruned) {
            return refusalsNotRecorded.apply(this);
        }
    }

    /**
     * The oldest entries of the trail were removed.
     *
     * @param at when the pruning began
     * @param count the number of removed entries, at least 1
     * @param until when the last removed entry was made
     */
    record Pruned(Instant at, long count, Instant until) implements AuditEntry {

        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if no entry was removed
         */
        public Pruned {
            requireNonNull(at, "at");
            requirePositive(count);
            requireNonNull(until, "until");
        }

        @Override
        public int size() {
            return OVERHEAD;
        }

        @Override
        public <T> T fold(
                Function<? super Decision, ? extends T> decisions,
                Function<? super RefusalsNotRecorded, ? extends T> refusalsNotRecorded,
                Function<? super Pruned, ? extends T> pruned) {
            return pruned.apply(this);
        }
    }

    private static void requirePositive(long count) {
        if (count < 1) {
            throw new IllegalArgumentException("Invalid count %s: it must be positive".formatted(count));
        }
    }
}
