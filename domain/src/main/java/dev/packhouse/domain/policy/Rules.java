package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules that differ between registries. Immutable: each {@code with} method returns a copy that differs in one rule.
 *
 * @param retention how long after its deletion a package or version can be restored; more than zero, at most {@link
 *     #MAX_RETENTION}
 * @param downloadLimit the highest number of downloads with which a public package or version can be deleted; 0 or more
 * @param repositoryScoped the types whose packages have exactly the roles of their linked repository; packages of other
 *     types have roles of their own
 * @param lastVersionProtected whether the last version of a package can only be deleted with the package
 * @param lastTaggedVersionProtected whether the last tagged version of a container package can only be deleted with the
 *     package
 */
public record Rules(
        Duration retention,
        long downloadLimit,
        Set<PackageType> repositoryScoped,
        boolean lastVersionProtected,
        boolean lastTaggedVersionProtected) {

    /** The longest retention. */
    public static final Duration MAX_RETENTION = Duration.ofDays(36_500);

    /**
     * The current rules of GitHub Packages.
     *
     * <p>Source: "Deleting and restoring a package", "Delete package version for an organization", and "About permissions
     * for GitHub Packages".
     */
    public static final Rules GITHUB = new Rules(Duration.ofDays(30), 5_000, repositoryScopedAtGitHub(), true, true);

    /**
     * The rules of GitHub Packages in July 2022, when only the container registry had roles on each package.
     *
     * <p>Source: "About permissions for GitHub Packages" in its text of July 2022.
     */
    public static final Rules GITHUB_2022 =
            GITHUB.withRepositoryScoped(EnumSet.complementOf(EnumSet.of(PackageType.CONTAINER)));

    /**
     * Checks the rules, and copies the types.
     *
     * @throws IllegalArgumentException if the retention or the limit is out of its range
     */
    public Rules {
        requireNonNull(retention, "retention");
        if (retention.isNegative() || retention.isZero() || retention.compareTo(MAX_RETENTION) > 0) {
            throw new IllegalArgumentException("Invalid retention %s: it must be more than zero, and at most %s days"
                    .formatted(retention, MAX_RETENTION.toDays()));
        }
        if (downloadLimit < 0) {
            throw new IllegalArgumentException("Invalid download limit %s: it is negative".formatted(downloadLimit));
        }
        EnumSet<PackageType> copy = EnumSet.noneOf(PackageType.class);
        copy.addAll(repositoryScoped);
        repositoryScoped = Collections.unmodifiableSet(copy);
    }

    private static Set<PackageType> repositoryScopedAtGitHub() {
        return Stream.of(PackageType.values())
                .filter(PackageType::isRepositoryScopedAtGitHub)
                .collect(toUnmodifiableSet());
    }

    /** These rules with another retention. */
    public Rules withRetention(Duration other) {
        return new Rules(other, downloadLimit, repositoryScoped, lastVersionProtected, lastTaggedVersionProtected);
    }

    /** These rules with another limit of downloads. */
    public Rules withDownloadLimit(long other) {
        return new Rules(retention, other, repositoryScoped, lastVersionProtected, lastTaggedVersionProtected);
    }

    /** These rules with other types that have the roles of their repository. */
    public Rules withRepositoryScoped(Set<PackageType> types) {
        return new Rules(retention, downloadLimit, types, lastVersionProtected, lastTaggedVersionProtected);
    }

    /** These rules with or without protection of the last version. */
    public Rules withLastVersionProtected(boolean value) {
        return new Rules(retention, downloadLimit, repositoryScoped, value, lastTaggedVersionProtected);
    }

    /** These rules with or without protection of the last tagged version. */
    public Rules withLastTaggedVersionProtected(boolean value) {
        return new Rules(retention, downloadLimit, repositoryScoped, lastVersionProtected, value);
    }

    /** Whether the roles on a package of this type are exactly the roles on its linked repository. */
    public boolean isRepositoryScoped(PackageType type) {
        return repositoryScoped.contains(type);
    }

    /**
     * The effective visibility: {@code internal} counts as private in a repository-scoped registry, all others are
     * unchanged.
     *
     * <p>Source: the parameter {@code visibility} of the package lists.
     */
    public Visibility effective(PackageType type, Visibility visibility) {
        return visibility == Visibility.INTERNAL && isRepositoryScoped(type) ? Visibility.PRIVATE : visibility;
    }

    /** The last instant at which a restore is accepted. */
    public Instant restorableUntil(Tombstone tombstone) {
        return tombstone.deletedAt().plus(retention);
    }

    /**
     * The earliest time of deletion for which a restore is accepted at this instant; older tombstones are to be purged.
     */
    public Instant oldestRestorable(Instant now) {
        return now.minus(retention);
    }
}
