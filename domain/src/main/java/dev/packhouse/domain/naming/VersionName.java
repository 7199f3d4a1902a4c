package dev.packhouse.domain.naming;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The name of a version, within its package.
 *
 * <ul>
 *   <li>npm: a semantic version ("Semantic Versioning 2.0.0"), so no number in it begins with a zero.
 *   <li>nuget: a semantic version, or up to four numbers.
 *   <li>rubygems: a gem version, with a platform behind a hyphen if there is one.
 *   <li>maven: anything a Maven version may contain, snapshots included; no space or control character of any script.
 *   <li>container: the digest of the manifest, {@code sha256:} and 64 lower-case hexadecimal digits.
 *   <li>docker: such a digest, or a tag.
 * </ul>
 *
 * @param type the type of the package
 * @param value the name as it was published
 */
public record VersionName(PackageType type, String value) {

    private static final int MAX_LENGTH = 255;

    private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
    private static final String NUMBER = "(?:0|[1-9]\\d*)";
    private static final String PRE_RELEASE = "(?:" + NUMBER + "|\\d*[A-Za-z-][0-9A-Za-z-]*)";
    private static final Pattern SEMANTIC = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-"
            + PRE_RELEASE + "(?:\\." + PRE_RELEASE + ")*)?(?:\\+" + IDENTIFIERS + ")?");
    private static final Pattern RUBYGEMS =
            Pattern.compile("[0-9]+(?:\\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z_-]+(?:\\.[0-9A-Za-z_-]+)*)?");
    private static final Pattern MAVEN =
            Pattern.compile("[^\\s\\p{Cntrl}\\\\/:\"<>|?*\\[\\](){},]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final String DIGEST = "sha256:";
    private static final int DIGEST_LENGTH = DIGEST.length() + 64;

    /**
     * Checks the name by the rules of its type.
     *
     * @throws IllegalArgumentException if it breaks a rule; the message names the type, the name and the rule
     */
    public VersionName {
        requireNonNull(type, "type");
        requireNonNull(value, "value");
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("Invalid %s version name '%s': it must have 1 to %s characters"
                    .formatted(type.label(), value, MAX_LENGTH));
        }
        switch (type) {
            case NPM -> check(type, value, SEMANTIC, "a semantic version such as 1.2.3-beta.1");
            case NUGET -> check(type, value, NugetVersion.matches(value), "a version such as 1.2.3-beta.1 or 1.2.3.4");
            case RUBYGEMS -> check(type, value, RUBYGEMS, "a gem version such as 1.2.3.pre or 1.2.3-x86_64-linux");
            case MAVEN -> check(type, value, MAVEN, "a Maven version without spaces, slashes, colons or brackets");
            case DOCKER ->
                check(
                        type,
                        value,
                        isDigest(value) || Tag.isTag(value),
                        "a tag, or 'sha256:' and 64 lower-case hexadecimal digits");
            case CONTAINER -> check(type, value, isDigest(value), "'sha256:' and 64 lower-case hexadecimal digits");
        }
    }

    private static void check(PackageType type, String value, Pattern grammar, String rule) {
        check(type, value, grammar.matcher(value).matches(), rule);
    }

    private static void check(PackageType type, String value, boolean keepsRule, String rule) {
        if (!keepsRule) {
            throw new IllegalArgumentException(
                    "Invalid %s version name '%s': expected %s".formatted(type.label(), value, rule));
        }
    }

    /** Without a pattern, as this is asked of every version of every image that is read. */
    private static boolean isDigest(String value) {
        if (value.length() != DIGEST_LENGTH || !value.startsWith(DIGEST)) {
            return false;
        }
        for (int i = DIGEST.length(); i < DIGEST_LENGTH; i++) {
            char digit = value.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    /**
     * The form in which names of this type are compared.
     *
     * <ul>
     *   <li>nuget: the normalized version in lower case. {@code 1.0}, {@code 1.0.0.0}, {@code 01.0.0} and {@code 1.0.0+x}
     *       are the version {@code 1.0.0}; a fourth number counts if it is not zero. What is no version is compared
     *       without regard to case.
     *   <li>npm: a semantic version without its build metadata. What is no version is compared exactly.
     *   <li>all others: the name itself.
     * </ul>
     */
    public String key() {
        return switch (type) {
            case NUGET -> NugetVersion.key(value);
            case NPM -> withoutBuildMetadata(value);
            case MAVEN, RUBYGEMS, DOCKER, CONTAINER -> value;
        };
    }

    private static String withoutBuildMetadata(String value) {
        int plus = value.indexOf('+');
        return plus >= 0 && SEMANTIC.matcher(value).matches() ? value.substring(0, plus) : value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionName name && type == name.type && key().equals(name.key());
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
