package dev.packhouse.domain.naming;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.text.NameText;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a version, unique among the active versions of its package.
 *
 * <p>A name is any text of 1 to {@value NameText#MAX_LENGTH} characters, because registries hold names that the grammar
 * of their type does not allow, such as {@code ${revision}}. The grammar of the type applies to {@linkplain
 * #grammarViolation new publications}:
 *
 * <ul>
 *   <li>npm: a semantic version ("Semantic Versioning 2.0.0"); its numbers have no leading zero.
 *   <li>nuget: a semantic version, or up to four numbers.
 *   <li>rubygems: a gem version, with an optional platform after a hyphen.
 *   <li>maven: any characters of a Maven version, including snapshots; no Unicode space or control character.
 *   <li>container: the digest of the manifest, {@code sha256:} and 64 lower-case hexadecimal digits.
 *   <li>docker: such a digest, or a tag.
 * </ul>
 *
 * @param type the type of the package
 * @param value the name in its published spelling
 */
public record VersionName(PackageType type, String value) {

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
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is too short or too long, or has control characters; the message has the
     *     type, the name and the rule
     */
    public VersionName {
        requireNonNull(type, "type");
        requireNonNull(value, "value");
        NameText.check(type.label() + " version name", value);
    }

    /**
     * Checks the name by the grammar of its type. Returns the reason why a new version cannot be published under this
     * name, with the type, the name and the rule; empty if it can.
     */
    public Optional<String> grammarViolation() {
        return switch (type) {
            case NPM -> unless(matches(SEMANTIC), "a semantic version such as 1.2.3-beta.1");
            case NUGET -> unless(NugetVersion.matches(value), "a version such as 1.2.3-beta.1 or 1.2.3.4");
            case RUBYGEMS -> unless(matches(RUBYGEMS), "a gem version such as 1.2.3.pre or 1.2.3-x86_64-linux");
            case MAVEN -> unless(matches(MAVEN), "a Maven version without spaces, slashes, colons or brackets");
            case DOCKER ->
                unless(isDigest(value) || Tag.isTag(value), "a tag, or 'sha256:' and 64 lower-case hexadecimal digits");
            case CONTAINER -> unless(isDigest(value), "'sha256:' and 64 lower-case hexadecimal digits");
        };
    }

    private boolean matches(Pattern grammar) {
        return grammar.matcher(value).matches();
    }

    private Optional<String> unless(boolean keepsRule, String rule) {
        return keepsRule
                ? Optional.empty()
                : Optional.of("Invalid %s version name '%s': expected %s".formatted(type.label(), value, rule));
    }

    /** Checks without a pattern for speed: most version names are digests. */
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
     * The key for comparison.
     *
     * <ul>
     *   <li>nuget: the normalized version in lower case. {@code 1.0}, {@code 1.0.0.0}, {@code 01.0.0} and {@code
     *       1.0.0+x} are the version {@code 1.0.0}; a fourth number counts if it is not zero. A text that is not a
     *       version is compared without regard to case.
     *   <li>npm: a semantic version without its build metadata. A text that is not a version is compared exactly.
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
        return value.contains("+") && SEMANTIC.matcher(value).matches()
                ? value.substring(0, value.indexOf('+'))
                : value;
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
