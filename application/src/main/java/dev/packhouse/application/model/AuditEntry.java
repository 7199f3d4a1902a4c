package dev.packhouse.application.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Operation;
import java.time.Instant;
import java.util.function.Function;

/**
 * One entry of the audit trail. Its size is bounded: texts from clients are truncated, see {@link #MAX_TEXT}.
 *
 * <p>For the {@linkplain AuditRetention retention}, the size of an entry is the number of bytes of its texts in UTF-8,
 * plus {@value #OVERHEAD} for its numbers and for the overhead of a row.
 */
public sealed interface AuditEntry {

    /**
     * The maximum number of bytes of an actor or a subject in UTF-8. A longer text is truncated and ends with a mark
     * such as {@code ...[8012 bytes]}, the original length; the mark counts towards the maximum.
     */
    int MAX_TEXT = 512;

    /** The size of an entry without its texts, in bytes. */
    int OVERHEAD = 64;

    /** When the entry was made. */
    Instant at();

    /** The size in bytes: the bytes of the texts in UTF-8, plus {@value #OVERHEAD}. */
    int size();

    /** Applies the function for the kind of this entry, and returns its result. */
    <T> T fold(
            Function<? super Decision, ? extends T> decisions,
            Function<? super RefusalsNotRecorded, ? extends T> refusalsNotRecorded,
            Function<? super Pruned, ? extends T> pruned);

    /**
     * A decision about a change.
     *
     * @param at when it was decided
     * @param actor the caller: a login, or the repository of a workflow
     * @param operation the requested operation
     * @param subject the path of the package or version, as {@code octo-org/container/app} or {@code
     *     octo-org/container/app/836}
     * @param decision {@code ALLOWED}, {@code UNKNOWN} if a remote registry did not report the outcome, or the name of
     *     the {@linkplain dev.packhouse.domain.policy.Refusal.Reason reason} of the refusal
     */
    record Decision(Instant at, String actor, Operation operation, String subject, String decision)
            implements AuditEntry {

        /** The decision of a change that was allowed and applied. */
        public static final String ALLOWED = "ALLOWED";

        /** The decision of a change that was allowed and may or may not have been applied. */
        public static final String UNKNOWN = "UNKNOWN";

        /** Truncates the actor and the subject. */
        public Decision {
            requireNonNull(at, "at");
            actor = cut(actor);
            requireNonNull(operation, "operation");
            subject = cut(subject);
            requireNonNull(decision, "decision");
        }

        /** Whether the change was refused. */
        public boolean isRefusal() {
            return !decision.equals(ALLOWED) && !decision.equals(UNKNOWN);
        }

        @Override
        public int size() {
            return OVERHEAD + bytes(actor) + bytes(operation.name()) + bytes(subject) + bytes(decision);
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
            actor = cut(actor);
            requirePositive(count);
            requireNonNull(since, "since");
            requireNonNull(until, "until");
        }

        @Override
        public int size() {
            return OVERHEAD + bytes(actor);
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

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }

    private static String cut(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        if (utf8.length <= MAX_TEXT) {
            return text;
        }
        String mark = "...[%d bytes]".formatted(utf8.length);
        int end = MAX_TEXT - mark.length();
        while (isInsideCodePoint(utf8[end])) {
            end--;
        }
        return new String(utf8, 0, end, UTF_8) + mark;
    }

    private static boolean isInsideCodePoint(byte value) {
        return (value & 0xC0) == 0x80;
    }
}
