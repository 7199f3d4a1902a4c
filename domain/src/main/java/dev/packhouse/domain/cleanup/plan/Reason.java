package dev.packhouse.domain.cleanup.plan;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.cleanup.policy.Safeguard;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Refusal;

/** Why a version is kept or deleted. */
public sealed interface Reason {

    /** The reason in a few words. Equal reasons have equal words. */
    String text();

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
        public String text() {
            return "keep %s: %s".formatted(rule, because);
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
        public String text() {
            return "may be kept by %s: %s".formatted(rule, unknown);
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
        public String text() {
            return "delete %s: %s".formatted(rule, because);
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
        public String text() {
            return "not deleted by %s: %s".formatted(rule, unknown);
        }
    }

    /** No rule deletes the version. */
    record NoRule() implements Reason {
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
        public String text() {
            return "safeguard %s: %s".formatted(safeguard.label(), because);
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
        public String text() {
            return "would be refused: " + refusal.explanation();
        }
    }

    /** The version belongs to versions that belong to it, so that no image is found that it is part of. */
    record Unclear() implements Reason {
        @Override
        public String text() {
            return "it and what it belongs to refer to each other";
        }
    }
}
