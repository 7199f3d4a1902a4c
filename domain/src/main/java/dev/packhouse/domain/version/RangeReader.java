package dev.packhouse.domain.version;

import dev.packhouse.domain.naming.PackageType;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a {@link VersionRange} from left to right. */
final class RangeReader {

    private static final Pattern COMPARATOR =
            Pattern.compile("(<=|>=|[<>=^~]|)\\s*([^\\s|<>=^~,()\\[\\]][^\\s|<>=,()\\[\\]]*)(?=\\s|\\||$)");
    private static final Pattern SPACE = Pattern.compile("\\s*");
    private static final Pattern WILDCARD = Pattern.compile("((?:v?[0-9]+\\.(?:[0-9]+\\.)*)?)[xX*](?:\\.[xX*])*");
    private static final Pattern INCOMPLETE = Pattern.compile("v?[0-9]+(?:\\.[0-9]+)?");

    private final PackageType type;
    private final String text;
    private final Matcher matcher;
    private int at;

    RangeReader(PackageType type, String text) {
        this.type = type;
        this.text = text;
        this.matcher = SPACE.matcher(text);
    }

    /** Reads alternatives, of which one has to hold. */
    Predicate<VersionNumber> read() {
        Predicate<VersionNumber> range = alternative();
        while (text.startsWith("||", at)) {
            at += 2;
            range = range.or(alternative());
        }
        if (at < text.length()) {
            throw invalid(at, "alternatives are separated by '||'");
        }
        return range;
    }

    /** Reads comparators, all of which have to hold. */
    private Predicate<VersionNumber> alternative() {
        skip(SPACE);
        Predicate<VersionNumber> alternative = comparator();
        skip(SPACE);
        while (at < text.length() && text.charAt(at) != '|') {
            alternative = alternative.and(comparator());
            skip(SPACE);
        }
        return alternative;
    }

    private Predicate<VersionNumber> comparator() {
        int start = at;
        if (!skip(COMPARATOR)) {
            throw invalid(start, "expected a comparator such as '>=1.2', '^1.2', '1.2.3' or '1.x'");
        }
        String operator = matcher.group(1);
        String operand = matcher.group(2);
        Matcher wildcard = WILDCARD.matcher(operand);
        if (wildcard.matches()) {
            if (!operator.isEmpty()) {
                throw invalid(start, "'%s' cannot have an operator".formatted(operand));
            }
            List<String> numbers = VersionNumber.leadingNumbers(wildcard.group(1));
            return version -> version.beginsWith(numbers);
        }
        VersionNumber bound = VersionNumber.parseBound(type, operand)
                .orElseThrow(() -> invalid(start, "'%s' is no %s version".formatted(operand, type.label())));
        return condition(start, operator, operand, bound);
    }

    private Predicate<VersionNumber> condition(int start, String operator, String operand, VersionNumber bound) {
        return switch (operator) {
            case "<" -> version -> version.precedesPrereleasesOf(bound);
            case "<=" -> version -> version.compareTo(bound) <= 0;
            case ">" -> version -> version.compareTo(bound) > 0;
            case ">=" -> version -> version.compareTo(bound) >= 0;
            case "^" -> from(bound, throughFirstNonZero(VersionNumber.leadingNumbers(operand)));
            case "~" -> from(bound, firstTwo(VersionNumber.leadingNumbers(operand)));
            case "=" -> bound::equals;
            default -> {
                if (needsThreeNumbers() && INCOMPLETE.matcher(operand).matches()) {
                    throw invalid(
                            start, "'%1$s' can mean one version or many; write '=%1$s' or '%1$s.x'".formatted(operand));
                }
                yield bound::equals;
            }
        };
    }

    private static Predicate<VersionNumber> from(VersionNumber bound, List<String> numbers) {
        return version -> version.compareTo(bound) >= 0 && version.beginsWith(numbers);
    }

    private static List<String> throughFirstNonZero(List<String> numbers) {
        int length = 1;
        while (length < numbers.size() && numbers.get(length - 1).equals("0")) {
            length++;
        }
        return numbers.subList(0, length);
    }

    private static List<String> firstTwo(List<String> numbers) {
        return numbers.subList(0, Math.min(2, numbers.size()));
    }

    private boolean needsThreeNumbers() {
        return type == PackageType.NPM || type == PackageType.CONTAINER || type == PackageType.DOCKER;
    }

    private boolean skip(Pattern pattern) {
        boolean found = matcher.usePattern(pattern).region(at, text.length()).lookingAt();
        if (found) {
            at = matcher.end();
        }
        return found;
    }

    private IllegalArgumentException invalid(int index, String reason) {
        return new IllegalArgumentException(
                "Invalid version range '%s' at position %d: %s".formatted(text, index + 1, reason));
    }
}
