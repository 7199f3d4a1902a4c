package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.Tag;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;

/** A change that a policy allowed, and that a backend applies. */
public sealed interface Change {

    /** The namespace of the package that changes, or whose version changes. */
    Namespace namespace();

    /** The name of the package that changes, or whose version changes. */
    PackageName packageName();

    /** When the change was decided. */
    Instant at();

    /**
     * Handles every kind of change: returns what the function for this kind returns. A new kind is a new parameter, so that
     * no backend compiles which does not apply it.
     */
    <R> R fold(
            Function<? super PackageDeleted, ? extends R> packageDeleted,
            Function<? super PackageRestored, ? extends R> packageRestored,
            Function<? super VersionDeleted, ? extends R> versionDeleted,
            Function<? super VersionRestored, ? extends R> versionRestored,
            Function<? super LeftToRegistry, ? extends R> leftToRegistry);

    /**
     * The package and its active versions become deleted. Versions that were deleted before keep their own tombstones.
     *
     * @param subject the package before the change
     * @param at the time of the deletion
     */
    record PackageDeleted(Package subject, Instant at) implements Change {
        /** Checks that nothing is null. */
        public PackageDeleted {
            requireNonNull(subject, "subject");
            requireNonNull(at, "at");
        }

        @Override
        public Namespace namespace() {
            return subject.namespace();
        }

        @Override
        public PackageName packageName() {
            return subject.name();
        }

        @Override
        public <R> R fold(
                Function<? super PackageDeleted, ? extends R> packageDeleted,
                Function<? super PackageRestored, ? extends R> packageRestored,
                Function<? super VersionDeleted, ? extends R> versionDeleted,
                Function<? super VersionRestored, ? extends R> versionRestored,
                Function<? super LeftToRegistry, ? extends R> leftToRegistry) {
            return packageDeleted.apply(this);
        }
    }

    /**
     * A deleted package becomes active again without other changes, together with the versions that were deleted with
     * it.
     *
     * @param subject the deleted package
     * @param at the time of the restore
     */
    record PackageRestored(DeletedPackage subject, Instant at) implements Change {
        /** Checks that nothing is null. */
        public PackageRestored {
            requireNonNull(subject, "subject");
            requireNonNull(at, "at");
        }

        @Override
        public Namespace namespace() {
            return subject.namespace();
        }

        @Override
        public PackageName packageName() {
            return subject.name();
        }

        @Override
        public <R> R fold(
                Function<? super PackageDeleted, ? extends R> packageDeleted,
                Function<? super PackageRestored, ? extends R> packageRestored,
                Function<? super VersionDeleted, ? extends R> versionDeleted,
                Function<? super VersionRestored, ? extends R> versionRestored,
                Function<? super LeftToRegistry, ? extends R> leftToRegistry) {
            return packageRestored.apply(this);
        }
    }

    /**
     * The version becomes deleted.
     *
     * @param parent the package of the version, before the change
     * @param subject the version before the change
     * @param at the time of the deletion
     */
    record VersionDeleted(Package parent, PackageVersion subject, Instant at) implements Change {
        /**
         * Checks the version.
         *
         * @throws IllegalArgumentException if it belongs to another package
         */
        public VersionDeleted {
            requireNonNull(parent, "parent");
            requireNonNull(subject, "subject");
            requireNonNull(at, "at");
            ConsistentFacts.require(parent, subject);
        }

        @Override
        public Namespace namespace() {
            return parent.namespace();
        }

        @Override
        public PackageName packageName() {
            return parent.name();
        }

        @Override
        public <R> R fold(
                Function<? super PackageDeleted, ? extends R> packageDeleted,
                Function<? super PackageRestored, ? extends R> packageRestored,
                Function<? super VersionDeleted, ? extends R> versionDeleted,
                Function<? super VersionRestored, ? extends R> versionRestored,
                Function<? super LeftToRegistry, ? extends R> leftToRegistry) {
            return versionDeleted.apply(this);
        }
    }

    /**
     * A deleted version becomes active again without other changes, except that it loses tags that have moved.
     *
     * @param parent the package of the version
     * @param subject the deleted version
     * @param movedTags the tags of the version that active versions hold now, and keep
     * @param at the time of the restore
     */
    record VersionRestored(Package parent, PackageVersion subject, Set<Tag> movedTags, Instant at) implements Change {
        /**
         * Checks the version, and copies the tags.
         *
         * @throws IllegalArgumentException if it belongs to another package, or a tag is not its own
         */
        public VersionRestored {
            requireNonNull(parent, "parent");
            requireNonNull(subject, "subject");
            movedTags = Set.copyOf(movedTags);
            requireNonNull(at, "at");
            ConsistentFacts.require(parent, subject);
            if (!Set.copyOf(subject.tags()).containsAll(movedTags)) {
                throw new IllegalArgumentException("Version %s has the tags %s, so that not all of %s can have moved"
                        .formatted(subject.id(), subject.tags(), movedTags));
            }
        }

        @Override
        public Namespace namespace() {
            return parent.namespace();
        }

        @Override
        public PackageName packageName() {
            return parent.name();
        }

        @Override
        public <R> R fold(
                Function<? super PackageDeleted, ? extends R> packageDeleted,
                Function<? super PackageRestored, ? extends R> packageRestored,
                Function<? super VersionDeleted, ? extends R> versionDeleted,
                Function<? super VersionRestored, ? extends R> versionRestored,
                Function<? super LeftToRegistry, ? extends R> leftToRegistry) {
            return versionRestored.apply(this);
        }
    }

    /**
     * A change of a version that the backend has not looked up. Nothing that is known forbids it, and the registry behind
     * the backend decides. The result of {@link AuthorizedCaller#leaveToRegistry}.
     *
     * @param operation the deletion or the restore of a version
     * @param namespace the namespace of the package
     * @param packageName the name of the package
     * @param version the number of the version
     * @param at when the change was left to the registry
     */
    record LeftToRegistry(
            Operation operation, Namespace namespace, PackageName packageName, VersionId version, Instant at)
            implements Change {

        /**
         * Checks the operation.
         *
         * @throws IllegalArgumentException if it does not change a version
         */
        public LeftToRegistry {
            requireNonNull(operation, "operation");
            requireNonNull(namespace, "namespace");
            requireNonNull(packageName, "packageName");
            requireNonNull(version, "version");
            requireNonNull(at, "at");
            if (operation != Operation.DELETE_VERSION && operation != Operation.RESTORE_VERSION) {
                throw new IllegalArgumentException("To %s is not a change of a version".formatted(operation.phrase()));
            }
        }

        @Override
        public <R> R fold(
                Function<? super PackageDeleted, ? extends R> packageDeleted,
                Function<? super PackageRestored, ? extends R> packageRestored,
                Function<? super VersionDeleted, ? extends R> versionDeleted,
                Function<? super VersionRestored, ? extends R> versionRestored,
                Function<? super LeftToRegistry, ? extends R> leftToRegistry) {
            return leftToRegistry.apply(this);
        }
    }
}
