package dev.packhouse.domain.naming;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The type of a package: the registry that holds it.
 *
 * <p>Source: the parameter {@code package_type} of every packages operation. Gradle packages are of type {@code maven}.
 * Images of the superseded {@code docker.pkg.github.com} are of type {@code docker}, those of {@code ghcr.io} of type
 * {@code container}.
 */
public enum PackageType {
    /** npm.pkg.github.com. */
    NPM("npm", false),
    /** maven.pkg.github.com, for Maven and Gradle. */
    MAVEN("maven", false),
    /** rubygems.pkg.github.com. */
    RUBYGEMS("rubygems", false),
    /** docker.pkg.github.com, superseded by the container registry. */
    DOCKER("docker", true),
    /** nuget.pkg.github.com. */
    NUGET("nuget", false),
    /** ghcr.io. */
    CONTAINER("container", true);

    private static final Map<String, PackageType> BY_LABEL =
            Stream.of(values()).collect(toUnmodifiableMap(PackageType::label, identity()));

    private final String label;
    private final boolean tags;

    PackageType(String label, boolean tags) {
        this.label = label;
        this.tags = tags;
    }

    /** The spelling in paths, queries and payloads: lower case. */
    public String label() {
        return label;
    }

    /** Whether versions of this type can have tags. */
    public boolean hasTags() {
        return tags;
    }

    /** Finds the type with exactly this label. */
    public static Optional<PackageType> parse(String label) {
        return Optional.ofNullable(BY_LABEL.get(label));
    }
}
