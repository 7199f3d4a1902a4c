package dev.packhouse.domain.cleanup.policy;

import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.text.NamePattern;
import java.util.List;
import java.util.Set;

/**
 * The packages that a policy concerns. An empty set or list sets no condition.
 *
 * @param types their types
 * @param packages patterns, of which one matches the name
 * @param exclude patterns, of which none matches the name
 * @param visibility their visibility
 * @param linkedTo the repositories, one of which the package is linked to
 */
public record Selection(
        Set<PackageType> types,
        List<NamePattern> packages,
        List<NamePattern> exclude,
        Set<Visibility> visibility,
        Set<RepositoryName> linkedTo) {

    /** Every package. */
    public static final Selection ALL = new Selection(Set.of(), List.of(), List.of(), Set.of(), Set.of());

    /** Copies the collections. */
    public Selection {
        types = Set.copyOf(types);
        packages = List.copyOf(packages);
        exclude = List.copyOf(exclude);
        visibility = Set.copyOf(visibility);
        linkedTo = Set.copyOf(linkedTo);
    }

    /** Whether the policy may concern packages of this type. */
    public boolean includes(PackageType type) {
        return types.isEmpty() || types.contains(type);
    }

    /** Whether the policy concerns this package. */
    public boolean includes(Package subject) {
        return includes(subject.namespace().type())
                && (packages.isEmpty() || matches(packages, subject))
                && !matches(exclude, subject)
                && (visibility.isEmpty() || visibility.contains(subject.visibility()))
                && (linkedTo.isEmpty()
                        || subject.repository()
                                .filter(repository -> linkedTo.contains(repository.name()))
                                .isPresent());
    }

    private static boolean matches(List<NamePattern> patterns, Package subject) {
        String name = subject.name().value();
        return patterns.stream()
                .anyMatch(pattern -> subject.namespace().type() == PackageType.NUGET
                        ? pattern.matchesIgnoringCase(name)
                        : pattern.matches(name));
    }
}
