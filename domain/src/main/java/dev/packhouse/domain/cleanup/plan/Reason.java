package dev.packhouse.domain.cleanup.plan;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.cleanup.policy.Safeguard;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Refusal;
import java.util.Locale;

/** Why a version is kept or deleted. */
public sealed interface Reason {

    /** What kind of reason it is. */
    Kind kind();

    /** The reason without its facts, which many versions share. */
    String summary();

    /** The reason in a few words. Equal reasons have equal words. */
    String text();

    /** The kinds of reasons. */
    enum Kind {
        /** A rule keeps the version. */
        KEPT,
        /** A rule may keep the version. */
        MAY_BE_KEPT,
        /** A rule deletes the version, unless it has a reason to stay. */
        DELETED,
        /** A rule would perhaps delete the version. */
        NOT_DELETED,
        /** No rule deletes the version. */
        NO_RULE,
        /** A version that stays needs the version. */
        NEEDED,
        /** The version goes with what it belongs to. */
        GOES_WITH,
        /** A safeguard holds the version. */
        HELD,
        /** A manifest is not known. */
        MANIFEST_UNKNOWN,
        /** GitHub would refuse the deletion. */
        WOULD_BE_REFUSED,
        /** No image is found that the version is part of. */
        UNCLEAR;

        /** The spelling in documents: lower case, with hyphens. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A rule keeps the version.
     *
     * @param rule the name of the rule
     * @param because the facts that meet its criteria
     */
    record KeptBy(String rule, String because) implements Reason {
        /** Checks that nothing is null. */
        public KeptBy {
            requireNonNull(rule, "rule");
            requireNonNull(because, "because");
        }

        @Override
        public Kind kind() {
            return Kind.KEPT;
        }

        @Override
        public String summary() {
            return "keep " + rule;
        }

        @Override
        public String text() {
            return summary() + ": " + because;
        }
    }

    /**
     * A rule may keep the version: facts that it needs are not known.
     *
     * @param rule the name of the rule
     * @param unknown what is not known
     */
    record MayBeKeptBy(String rule, String unknown) implements Reason {
        /** Checks that nothing is null. */
        public MayBeKeptBy {
            requireNonNull(rule, "rule");
            requireNonNull(unknown, "unknown");
        }

        @Override
        public Kind kind() {
            return Kind.MAY_BE_KEPT;
        }

        @Override
        public String summary() {
            return "may be kept by " + rule;
        }

        @Override
        public String text() {
            return summary() + ": " + unknown;
        }
    }

    /**
     * A rule deletes the version, unless it has a reason to stay beside this one.
     *
     * @param rule the name of the rule
     * @param because the facts that meet its criteria
     */
    record DeletedBy(String rule, String because) implements Reason {
        /** Checks that nothing is null. */
        public DeletedBy {
            requireNonNull(rule, "rule");
            requireNonNull(because, "because");
        }

        @Override
        public Kind kind() {
            return Kind.DELETED;
        }

        @Override
        public String summary() {
            return "delete " + rule;
        }

        @Override
        public String text() {
            return summary() + ": " + because;
        }
    }

    /**
     * A rule does not delete the version, because facts that it needs are not known.
     *
     * @param rule the name of the rule
     * @param unknown what is not known
     */
    record NotDeletedBy(String rule, String unknown) implements Reason {
        /** Checks that nothing is null. */
        public NotDeletedBy {
            requireNonNull(rule, "rule");
            requireNonNull(unknown, "unknown");
        }

        @Override
        public Kind kind() {
            return Kind.NOT_DELETED;
        }

        @Override
        public String summary() {
            return "not deleted by " + rule;
        }

        @Override
        public String text() {
            return summary() + ": " + unknown;
        }
    }

    /** No rule deletes the version. */
    record NoRule() implements Reason {
        @Override
        public Kind kind() {
            return Kind.NO_RULE;
        }

        @Override
        public String summary() {
            return text();
        }

        @Override
        public String text() {
            return "no rule deletes it";
        }
    }

    /**
     * A version that stays needs the version, or the version belongs to it.
     *
     * @param owner the version that stays
     * @param label its first tag, or the beginning of its name
     */
    record NeededBy(VersionId owner, String label) implements Reason {
        /** Checks that nothing is null. */
        public NeededBy {
            requireNonNull(owner, "owner");
            requireNonNull(label, "label");
        }

        @Override
        public Kind kind() {
            return Kind.NEEDED;
        }

        @Override
        public String summary() {
            return "needed by another version";
        }

        @Override
        public String text() {
            return "needed by %s (%s)".formatted(owner, label);
        }
    }

    /**
     * The version belongs to a version that is deleted, and to no other.
     *
     * @param root the version that is deleted
     * @param label its first tag, or the beginning of its name
     */
    record GoesWith(VersionId root, String label) implements Reason {
        /** Checks that nothing is null. */
        public GoesWith {
            requireNonNull(root, "root");
            requireNonNull(label, "label");
        }

        @Override
        public Kind kind() {
            return Kind.GOES_WITH;
        }

        @Override
        public String summary() {
            return "goes with another version";
        }

        @Override
        public String text() {
            return "goes with %s (%s)".formatted(root, label);
        }
    }

    /**
     * The whole package is deleted.
     *
     * @param rule the rule that deletes it
     */
    record GoesWithPackage(String rule) implements Reason {
        /** Checks that nothing is null. */
        public GoesWithPackage {
            requireNonNull(rule, "rule");
        }

        @Override
        public Kind kind() {
            return Kind.GOES_WITH;
        }

        @Override
        public String summary() {
            return text();
        }

        @Override
        public String text() {
            return "the package is deleted: " + rule;
        }
    }

    /**
     * A safeguard holds the version.
     *
     * @param safeguard the safeguard
     * @param because the facts
     */
    record HeldBy(Safeguard safeguard, String because) implements Reason {
        /** Checks that nothing is null. */
        public HeldBy {
            requireNonNull(safeguard, "safeguard");
            requireNonNull(because, "because");
        }

        @Override
        public Kind kind() {
            return Kind.HELD;
        }

        @Override
        public String summary() {
            return "safeguard " + safeguard.label();
        }

        @Override
        public String text() {
            return summary() + ": " + because;
        }
    }

    /**
     * The manifest of this version, or of one that stays, is not known, so that what it needs is not known.
     *
     * @param because which manifest, and why it is not known
     */
    record ManifestUnknown(String because) implements Reason {
        /** Checks that nothing is null. */
        public ManifestUnknown {
            requireNonNull(because, "because");
        }

        @Override
        public Kind kind() {
            return Kind.MANIFEST_UNKNOWN;
        }

        @Override
        public String summary() {
            return "a manifest is not known";
        }

        @Override
        public String text() {
            return because;
        }
    }

    /**
     * GitHub would refuse the deletion.
     *
     * @param refusal why
     */
    record WouldBeRefused(Refusal refusal) implements Reason {
        /** Checks that nothing is null. */
        public WouldBeRefused {
            requireNonNull(refusal, "refusal");
        }

        @Override
        public Kind kind() {
            return Kind.WOULD_BE_REFUSED;
        }

        @Override
        public String summary() {
            return text();
        }

        @Override
        public String text() {
            return "would be refused: " + refusal.explanation();
        }
    }

    /** The version belongs to versions that belong to it, so that no image is found that it is part of. */
    record Unclear() implements Reason {
        @Override
        public Kind kind() {
            return Kind.UNCLEAR;
        }

        @Override
        public String summary() {
            return text();
        }

        @Override
        public String text() {
            return "it and what it belongs to refer to each other";
        }
    }
}
