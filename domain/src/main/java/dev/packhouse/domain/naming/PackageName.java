package dev.packhouse.domain.naming;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.text.NameText;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a package, unique among the active packages of one owner and type.
 *
 * <p>A name is any text that is valid in a path, because registries hold names that the grammar of their type does not
 * allow. Names of docker and container may have slashes, all others are one segment. The grammar of the type applies to
 * {@linkplain #grammarViolation new publications}:
 *
 * <ul>
 *   <li>npm: without the scope, lower case and safe in a URL (npm's own rule).
 *   <li>maven: the group id, a dot, and the artifact id, whose last part has no upper-case letters ("Working with the
 *       Apache Maven registry").
 *   <li>rubygems: letters, digits, dots, hyphens and underscores, with at least one letter, beginning with a letter or
 *       digit (the rule of RubyGems).
 *   <li>nuget: words joined by dots and hyphens (the rule of NuGet), at most 100 characters. Compared without regard to
 *       case; the case is kept.
 *   <li>docker, container: lower-case path components joined by slashes (the grammar of OCI distribution), at most 255
 *       characters.
 * </ul>
 *
 * @param type the type the name belongs to
 * @param value the name in its published spelling
 */
public record PackageName(PackageType type, String value) {

    private static final String IMAGE_COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final Pattern IMAGE = Pattern.compile(IMAGE_COMPONENT + "(?:/" + IMAGE_COMPONENT + ")*");
    private static final Pattern NPM = Pattern.compile("[a-z0-9~-][a-z0-9._~-]*");
    private static final Pattern MAVEN = Pattern.compile("(?:[A-Za-z0-9_-]+\\.)+[a-z0-9_-]+");
    private static final Pattern RUBYGEMS = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern NUGET = Pattern.compile("[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is not valid in a path; the message has the type, the name and the rule
     */
    public PackageName {
        requireNonNull(type, "type");
        requireNonNull(value, "value");
        String what = type.label() + " package name";
        switch (type) {
            case DOCKER, CONTAINER -> NameText.checkPath(what, value);
            case NPM, MAVEN, RUBYGEMS, NUGET -> NameText.checkSegment(what, value);
        }
    }

    /**
     * Checks the name by the grammar of its type. Returns the reason why a new package cannot be published under this
     * name, with the type, the name and the rule; empty if it can.
     */
    public Optional<String> grammarViolation() {
        return switch (type) {
            case NPM ->
                unless(
                        214,
                        NPM,
                        "lower-case letters, digits, '-', '.', '_' and '~', not beginning with '.' or '_', without a scope");
            case MAVEN ->
                unless(
                        NameText.MAX_LENGTH,
                        MAVEN,
                        "group id and artifact id joined by a dot, the artifact id in lower case");
            case RUBYGEMS ->
                unless(
                        NameText.MAX_LENGTH,
                        RUBYGEMS,
                        "letters, digits, '.', '-' and '_', with at least one letter, beginning with a letter or digit");
            case NUGET -> unless(100, NUGET, "letters, digits and '_', in words joined by '.' or '-'");
            case DOCKER, CONTAINER ->
                unless(
                        NameText.MAX_LENGTH,
                        IMAGE,
                        "lower-case letters and digits joined by '.', '_' or '-', in a path of '/'");
        };
    }

    private Optional<String> unless(int maxLength, Pattern grammar, String rule) {
        if (value.length() > maxLength) {
            return Optional.of("Invalid %s package name '%s': it must have 1 to %s characters"
                    .formatted(type.label(), value, maxLength));
        }
        return grammar.matcher(value).matches()
                ? Optional.empty()
                : Optional.of("Invalid %s package name '%s': expected %s".formatted(type.label(), value, rule));
    }

    /** The key for comparison: the name in lower case for nuget, the name itself for all others. */
    public String key() {
        return type == PackageType.NUGET ? value.toLowerCase(Locale.ROOT) : value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PackageName name && type == name.type && key().equals(name.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
