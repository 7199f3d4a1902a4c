package dev.packhouse.domain.access;

import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which registries take their permissions from the linked repository, and which give roles on each package.
 *
 * <p>Source: "About permissions for GitHub Packages", as it is today and as it was in July 2022.
 */
public enum RegistryRules {
    /** Today: only maven (with Gradle) and the superseded docker registry are repository-scoped. */
    CURRENT("current", EnumSet.of(PackageType.MAVEN, PackageType.DOCKER)),
    /** July 2022: every registry but the container registry is repository-scoped. */
    EDITION_2022("2022", EnumSet.complementOf(EnumSet.of(PackageType.CONTAINER)));

    private final String label;
    private final Set<PackageType> repositoryScoped;

    RegistryRules(String label, Set<PackageType> repositoryScoped) {
        this.label = label;
        this.repositoryScoped = repositoryScoped;
    }

    /** How the command line names this edition. */
    public String label() {
        return label;
    }

    /** Finds the edition with exactly this label. */
    public static Optional<RegistryRules> parse(String label) {
        return Stream.of(values()).filter(r -> r.label.equals(label)).findFirst();
    }

    /** Whether roles on packages of this type are the roles on the repository they are linked to, and only those. */
    public boolean repositoryScoped(PackageType type) {
        return repositoryScoped.contains(type);
    }

    /**
     * What a visibility amounts to: {@code internal} is private in a repository-scoped registry.
     *
     * <p>Source: the parameter {@code visibility} of the package lists.
     */
    public Visibility effective(PackageType type, Visibility visibility) {
        return visibility == Visibility.INTERNAL && repositoryScoped(type) ? Visibility.PRIVATE : visibility;
    }
}
