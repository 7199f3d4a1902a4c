package dev.packhouse.domain.naming;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.text.NameText;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a version, within its package.
 *
 * <p>It is any text of 1 to {@value NameText#MAX_LENGTH} characters: names that a grammar does not allow, such as
 * {@code ${revision}}, exist nevertheless. The grammar of the type applies to what is {@linkplain #grammarViolation
 * published anew}:
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
     * @throws IllegalArgumentException if it is too short or too long, or has control characters; the message names the
     *     type, the name and the rule
     */
    public VersionName {
        requireNonNull(type, "type");
        requireNonNull(value, "value");
        NameText.check(type.label() + " version name", value);
    }

    /**
     * Why no version of this name can be published anew, by the grammar of its type; empty if one can. The reason names
     * the type, the name and the rule.
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

    /** Without a pattern, as most versions are those of images. */
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
