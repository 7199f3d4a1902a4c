package dev.packhouse.domain.naming;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The type of a package: the registry that holds it, with its names and what its packages have.
 *
 * <p>Source: the parameter {@code package_type} of every packages operation, and the grammars of the ecosystems. Gradle
 * packages are of type {@code maven}. Images of the superseded {@code docker.pkg.github.com} are of type {@code docker},
 * those of {@code ghcr.io} of type {@code container}.
 */
public enum PackageType {
    /** npm.pkg.github.com. The name of a package is without its scope. A version is compared without build metadata. */
    NPM(
            "npm",
            NameGrammar.matching(
                            "[a-z0-9~-][a-z0-9._~-]*",
                            "lower-case letters, digits, '-', '.', '_' and '~', not beginning with '.' or '_', without a scope")
                    .atMost(214),
            NameGrammar.of(SemanticVersion::matches, "a semantic version such as 1.2.3-beta.1")
                    .comparedBy(SemanticVersion::key)),
    /**
     * maven.pkg.github.com, for Maven and Gradle. The last part of a package's name, the artifact id, has no upper-case
     * letters ("Working with the Apache Maven registry"). A version has no Unicode space or control character.
     */
    MAVEN(
            "maven",
            NameGrammar.matching(
                    "(?:[A-Za-z0-9_-]+\\.)+[a-z0-9_-]+",
                    "group id and artifact id joined by a dot, the artifact id in lower case"),
            NameGrammar.matching(
                    "(?U)[^\\s\\p{Cntrl}\\\\/:\"<>|?*\\[\\](){},]+",
                    "a Maven version without spaces, slashes, colons or brackets"),
            Trait.REPOSITORY_SCOPED),
    /** rubygems.pkg.github.com. A version may have a platform after a hyphen. */
    RUBYGEMS(
            "rubygems",
            NameGrammar.matching(
                    "(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9._-]*",
                    "letters, digits, '.', '-' and '_', with at least one letter, beginning with a letter or digit"),
            NameGrammar.matching(
                    "[0-9]+(?:\\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z_-]+(?:\\.[0-9A-Za-z_-]+)*)?",
                    "a gem version such as 1.2.3.pre or 1.2.3-x86_64-linux")),
    /** docker.pkg.github.com, superseded by the container registry. A version is a digest or a tag. */
    DOCKER(
            "docker",
            NameGrammar.ofImages(),
            NameGrammar.of(
                    version -> Digest.matches(version) || Tag.isTag(version),
                    "a tag, or 'sha256:' and 64 lower-case hexadecimal digits"),
            Trait.NESTED_NAMES,
            Trait.TAGS,
            Trait.REPOSITORY_SCOPED),
    /**
     * nuget.pkg.github.com. Names of packages are compared without regard to case. Versions are compared in their
     * normalized form: {@code 1.0}, {@code 1.0.0.0}, {@code 01.0.0} and {@code 1.0.0+x} are the version {@code 1.0.0}; a
     * fourth number counts if it is not zero.
     */
    NUGET(
            "nuget",
            NameGrammar.matching(
                            "[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*",
                            "letters, digits and '_', in words joined by '.' or '-'")
                    .atMost(100)
                    .comparedBy(name -> name.toLowerCase(Locale.ROOT)),
            NameGrammar.of(NugetVersion::matches, "a version such as 1.2.3-beta.1 or 1.2.3.4")
                    .comparedBy(NugetVersion::key)),
    /** ghcr.io. The name of a package is a path of OCI distribution, a version is the digest of the manifest. */
    CONTAINER(
            "container",
            NameGrammar.ofImages(),
            NameGrammar.of(Digest::matches, "'sha256:' and 64 lower-case hexadecimal digits"),
            Trait.NESTED_NAMES,
            Trait.TAGS);

    private static final Map<String, PackageType> BY_LABEL =
            Stream.of(values()).collect(toUnmodifiableMap(PackageType::label, identity()));

    private final String label;
    private final NameGrammar packageNames;
    private final NameGrammar versionNames;
    private final Set<Trait> traits;

    PackageType(String label, NameGrammar packageNames, NameGrammar versionNames, Trait... traits) {
        this.label = label;
        this.packageNames = packageNames;
        this.versionNames = versionNames;
        this.traits = EnumSet.noneOf(Trait.class);
        this.traits.addAll(Set.of(traits));
    }

    private enum Trait {
        NESTED_NAMES,
        TAGS,
        REPOSITORY_SCOPED
    }

    /** The spelling in paths, queries and payloads: lower case. */
    public String label() {
        return label;
    }

    /** Whether versions of this type can have tags. */
    public boolean hasTags() {
        return traits.contains(Trait.TAGS);
    }

    /**
     * Whether GitHub gives the packages of this type exactly the roles of their linked repository, today. The rules of a
     * registry may differ.
     *
     * <p>Source: "About permissions for GitHub Packages".
     */
    public boolean isRepositoryScopedAtGitHub() {
        return traits.contains(Trait.REPOSITORY_SCOPED);
    }

    /** Whether the name of a package may have slashes. */
    boolean hasNestedNames() {
        return traits.contains(Trait.NESTED_NAMES);
    }

    NameGrammar packageNames() {
        return packageNames;
    }

    NameGrammar versionNames() {
        return versionNames;
    }

    /** Finds the type with exactly this label. */
    public static Optional<PackageType> parse(String label) {
        return Optional.ofNullable(BY_LABEL.get(label));
    }
}
