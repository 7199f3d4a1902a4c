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
    NPM("npm"),
    /** maven.pkg.github.com, for Maven and Gradle. */
    MAVEN("maven"),
    /** rubygems.pkg.github.com. */
    RUBYGEMS("rubygems"),
    /** docker.pkg.github.com, superseded by the container registry. */
    DOCKER("docker"),
    /** nuget.pkg.github.com. */
    NUGET("nuget"),
    /** ghcr.io. */
    CONTAINER("container");

    private static final Map<String, PackageType> BY_LABEL =
            Stream.of(values()).collect(toUnmodifiableMap(PackageType::label, identity()));

    private final String label;

    PackageType(String label) {
        this.label = label;
    }

    /** The spelling in paths, queries and payloads: lower case. */
    public String label() {
        return label;
    }

    /** Finds the type with exactly this label. */
    public static Optional<PackageType> parse(String label) {
        return Optional.ofNullable(BY_LABEL.get(label));
    }
}
