package dev.packhouse.application.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Operation;
import java.time.Instant;
import java.util.function.Function;

/**
 * One entry of the audit trail. Its size is bounded: a text that comes from a client is cut, see {@link #MAX_TEXT}.
 *
 * <p>The size of an entry, for a trail that is {@linkplain AuditRetention limited}, is the bytes of its texts in UTF-8, and
 * {@value #OVERHEAD} for its numbers and for what a store adds to a row.
 */
public sealed interface AuditEntry {

    /**
     * The most bytes that an actor or a subject has in UTF-8. A longer one keeps its beginning, and ends with
     * {@code ...[8012 bytes]}, which says how long it was and is part of those bytes.
     */
    int MAX_TEXT = 512;

    /** The bytes that an entry counts for besides its texts. */
    int OVERHEAD = 64;

    /** When the entry was made. */
    Instant at();

    /** How many bytes the entry counts for: those of its texts in UTF-8, and {@value #OVERHEAD}. */
    int size();

    /** What one of the functions makes of this entry: the one for its kind. */
    <T> T fold(
            Function<? super Decision, ? extends T> decisions,
            Function<? super RefusalsNotRecorded, ? extends T> refusalsNotRecorded,
            Function<? super Pruned, ? extends T> pruned);

    /**
     * A decision about a change.
     *
     * @param at when it was decided
     * @param actor who asked: a login, or the repository of a workflow
     * @param operation what was asked
     * @param subject of what, as {@code octo-org/container/app} or {@code octo-org/container/app/836}
     * @param decision {@code ALLOWED}, {@code UNKNOWN} if a remote registry did not say how it ended, or the name of the
     *     {@linkplain dev.packhouse.domain.policy.Refusal.Reason reason} of the refusal
     */
    record Decision(Instant at, String actor, Operation operation, String subject, String decision)
            implements AuditEntry {

        /** The decision of a change that was allowed and applied. */
        public static final String ALLOWED = "ALLOWED";

        /** The decision of a change that was allowed and may or may not have been applied. */
        public static final String UNKNOWN = "UNKNOWN";

        /** Cuts the actor and the subject. */
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
     * Refusals of one caller that have no entries of their own, because there were too many of them.
     *
     * @param at when this entry was made
     * @param actor whose requests were refused; {@value #OTHERS} for several callers together, when more callers than can
     *     be told apart had too many refusals
     * @param count how many refusals have no entry, at least 1
     * @param since when the first of them was decided
     * @param until when the last of them was decided
     */
    record RefusalsNotRecorded(Instant at, String actor, long count, Instant since, Instant until)
            implements AuditEntry {

        /** The actor where several callers are counted together; no caller has this name. */
        public static final String OTHERS = "*";

        /**
         * Cuts the actor.
         *
         * @throws IllegalArgumentException if there is no refusal
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
     * @param count how many entries were removed, at least 1
     * @param until when the last of them was made
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
