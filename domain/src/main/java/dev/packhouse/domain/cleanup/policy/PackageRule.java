package dev.packhouse.domain.cleanup.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.lifecycle.PackageVersion;
import java.time.Instant;
import java.util.Collection;

/** A rule that deletes a whole package, unless a rule or a safeguard keeps a version of it. */
public sealed interface PackageRule {

    /** How a plan names the rule. */
    String label();

    /**
     * Whether the rule concerns a package.
     *
     * @param versions its active versions
     * @param emptied whether it has versions, and the rules delete all of them
     */
    boolean test(Collection<PackageVersion> versions, boolean emptied, EvaluationContext context);

    /**
     * No version was published since.
     *
     * @param age the age of the newest version
     */
    record Idle(Age age) implements PackageRule {
        /** Checks that nothing is null. */
        public Idle {
            requireNonNull(age, "age");
        }

        @Override
        public String label() {
            return "idle for " + age;
        }

        @Override
        public boolean test(Collection<PackageVersion> versions, boolean emptied, EvaluationContext context) {
            Instant limit = age.before(context.now(), context.zone());
            return !versions.isEmpty()
                    && versions.stream().allMatch(version -> version.createdAt().isBefore(limit));
        }
    }

    /** The rules delete all of its versions, of which it has at least one. */
    record Emptied() implements PackageRule {
        @Override
        public String label() {
            return "emptied";
        }

        @Override
        public boolean test(Collection<PackageVersion> versions, boolean emptied, EvaluationContext context) {
            return emptied;
        }
    }

    /**
     * It has few versions.
     *
     * @param number how many at most
     */
    record VersionsAtMost(int number) implements PackageRule {
        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public VersionsAtMost {
            if (number < 0) {
                throw new IllegalArgumentException("A package cannot have %s versions".formatted(number));
            }
        }

        @Override
        public String label() {
            return "at most %s versions".formatted(number);
        }

        @Override
        public boolean test(Collection<PackageVersion> versions, boolean emptied, EvaluationContext context) {
            return versions.size() <= number;
        }
    }
}
