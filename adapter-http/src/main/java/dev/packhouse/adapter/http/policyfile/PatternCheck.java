package dev.packhouse.adapter.http.policyfile;

import dev.packhouse.domain.cleanup.policy.Conditions;
import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.Grouping;
import dev.packhouse.domain.text.NamePattern;
import java.util.List;
import java.util.function.BiConsumer;

/** Finds regular expressions that are too costly to match. */
final class PatternCheck {

    private final BiConsumer<String, String> warn;

    /**
     * Creates the check.
     *
     * @param warn takes the path of a value, and what is wrong with it
     */
    PatternCheck(BiConsumer<String, String> warn) {
        this.warn = warn;
    }

    void check(String path, List<NamePattern> patterns) {
        for (NamePattern pattern : patterns) {
            RegexProbe.costlyText(pattern)
                    .ifPresent(text -> warn.accept(
                            path,
                            "the regular expression '%s' is too costly for names such as '%s...': a plan that meets one fails"
                                    .formatted(pattern, text.substring(0, 20))));
        }
    }

    void check(String path, Conditions conditions) {
        for (Criterion criterion : conditions.criteria()) {
            String at = path + "." + PolicyCheck.key(criterion);
            if (criterion instanceof Criterion.AnyTag any) {
                check(at, any.patterns());
            } else if (criterion instanceof Criterion.AllTags all) {
                check(at, all.patterns());
            } else if (criterion instanceof Criterion.Name name) {
                check(at, name.patterns());
            } else if (criterion instanceof Criterion.Not not) {
                check(at, not.conditions());
            }
        }
    }

    void check(String path, Grouping grouping) {
        if (grouping instanceof Grouping.ByTag byTag) {
            check(path, List.of(byTag.pattern()));
        }
    }
}
