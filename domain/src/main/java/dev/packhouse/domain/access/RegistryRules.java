package dev.packhouse.domain.access;

import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The edition of the rules: which registries take permissions from the linked repository, and which have roles on each
 * package.
 *
 * <p>Source: "About permissions for GitHub Packages", in its current text and in its text of July 2022.
 */
public enum RegistryRules {
    /** Current: only maven (with Gradle) and the superseded docker registry are repository-scoped. */
    CURRENT("current", EnumSet.of(PackageType.MAVEN, PackageType.DOCKER)),
    /** July 2022: every registry but the container registry is repository-scoped. */
    EDITION_2022("2022", EnumSet.complementOf(EnumSet.of(PackageType.CONTAINER)));

    private final String label;
    private final Set<PackageType> repositoryScoped;

    RegistryRules(String label, Set<PackageType> repositoryScoped) {
        this.label = label;
        this.repositoryScoped = repositoryScoped;
    }

    /** The name of this edition on the command line. */
    public String label() {
        return label;
    }

    /** Finds the edition with exactly this label. */
    public static Optional<RegistryRules> parse(String label) {
        return Stream.of(values()).filter(r -> r.label.equals(label)).findFirst();
    }

    /** Whether the roles on a package of this type are exactly the roles on its linked repository. */
    public boolean repositoryScoped(PackageType type) {
        return repositoryScoped.contains(type);
    }

    /**
     * The effective visibility: {@code internal} counts as private in a repository-scoped registry, all others are
     * unchanged.
     *
     * <p>Source: the parameter {@code visibility} of the package lists.
     */
    public Visibility effective(PackageType type, Visibility visibility) {
        return visibility == Visibility.INTERNAL && repositoryScoped(type) ? Visibility.PRIVATE : visibility;
    }
}
