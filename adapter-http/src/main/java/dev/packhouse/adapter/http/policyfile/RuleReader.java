package dev.packhouse.adapter.http.policyfile;

import dev.packhouse.adapter.http.document.FieldReader;
import dev.packhouse.adapter.http.document.Problem;
import dev.packhouse.application.state.Problems;
import dev.packhouse.domain.cleanup.policy.Age;
import dev.packhouse.domain.cleanup.policy.Conditions;
import dev.packhouse.domain.cleanup.policy.Counting;
import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.DeleteRule;
import dev.packhouse.domain.cleanup.policy.KeepRule;
import dev.packhouse.domain.cleanup.policy.PackageRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the rules of one policy. */
final class RuleReader {

    private final Problems<Problem> problems;
    private final CriteriaReader criteria;
    private final Set<String> names = new HashSet<>();

    RuleReader(Problems<Problem> problems, CriteriaReader criteria) {
        this.problems = problems;
        this.criteria = criteria;
    }

    /**
     * Reads a rule that keeps versions.
     *
     * @param name its name, unless it has one
     */
    Optional<KeepRule> keep(FieldReader rule, String name) {
        String own = name(rule, name);
        List<Criterion> all = new ArrayList<>(criteria.read(rule));
        Optional<Counting> counting = new CountingReader(problems).read(rule);
        rule.refuseOthers();
        if (!CriteriaReader.has(rule)) {
            if (CountingReader.has(rule)) {
                all.add(new Criterion.All());
            } else {
                rule.problem(
                        rule.line(), "the rule has no criterion and counts nothing; 'all: true' keeps all versions");
            }
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(new KeepRule(own, new Conditions(all), counting));
    }

    /**
     * Reads a rule that deletes versions.
     *
     * @param name its name, unless it has one
     */
    Optional<DeleteRule> delete(FieldReader rule, String name) {
        String own = name(rule, name);
        List<Criterion> all = criteria.read(rule);
        CountingReader.refuse(rule);
        rule.refuseOthers();
        if (!CriteriaReader.has(rule) && !CountingReader.has(rule)) {
            rule.problem(rule.line(), "the rule has no criterion; 'all: true' deletes all versions");
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(new DeleteRule(own, new Conditions(all)));
    }

    private String name(FieldReader rule, String otherwise) {
        String name = rule.optional("name", PolicyReader::name).orElse(otherwise);
        if (!names.add(name)) {
            rule.problem("name", "two rules of the policy are named '%s'".formatted(name));
        }
        return name;
    }

    /** Reads a rule that deletes a whole package. */
    Optional<PackageRule> deletePackage(FieldReader rule) {
        List<PackageRule> conditions = new ArrayList<>();
        rule.optional("idle", Age::new).map(PackageRule.Idle::new).ifPresent(conditions::add);
        boolean emptied = rule.flag("emptied", true);
        if (rule.has("emptied")) {
            conditions.add(new PackageRule.Emptied());
        }
        if (!emptied) {
            rule.problem("emptied", "'emptied' is false, expected true");
        }
        rule.mapping("versions").ifPresent(mapping -> {
            FieldReader versions = new FieldReader(mapping, problems);
            OptionalLong most = versions.number("at-most", 0, Integer.MAX_VALUE);
            versions.refuseOthers();
            if (!versions.has("at-most")) {
                versions.problem(versions.line(), "missing 'at-most'");
            }
            conditions.add(new PackageRule.VersionsAtMost((int) most.orElse(0)));
        });
        rule.refuseOthers();
        long present = List.of("idle", "emptied", "versions").stream()
                .filter(rule::has)
                .count();
        if (present != 1) {
            rule.problem(
                    rule.line(),
                    "a rule for whole packages has one of idle, emptied and versions, not %d".formatted(present));
        }
        return conditions.stream().findFirst();
    }
}
