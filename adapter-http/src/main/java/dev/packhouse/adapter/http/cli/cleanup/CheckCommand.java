package dev.packhouse.adapter.http.cli.cleanup;

import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.document.Problem;
import dev.packhouse.adapter.http.policyfile.PolicyFile;
import dev.packhouse.adapter.http.policyfile.PolicyFileException;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Checks policy files. */
@Command(
        name = "check",
        description =
                "Read policy files, and print everything that is wrong with them, and what is probably a mistake.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "POLICY",
            arity = "1..*",
            description = "YAML files, or JSON if the name ends in .json, whose policies hold together.")
    private List<Path> files;

    private final Console console;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<PolicyFile> policies = new ArrayList<>();
        for (Path file : files) {
            try {
                policies.add(read(file));
            } catch (PolicyFileException e) {
                console.err().println(e.getMessage());
            }
        }
        if (policies.size() < files.size()) {
            return CommandLine.ExitCode.USAGE;
        }
        PolicyFiles.together(policies);
        return CommandLine.ExitCode.OK;
    }

    private PolicyFile read(Path file) {
        PolicyFile policy = PolicyFiles.read(file);
        policy.warnings()
                .forEach(problem -> console.err()
                        .println(new Problem(problem.line(), "warning: " + problem.reason()).in(file.toString())));
        console.printLine("%s: OK: %s".formatted(file, summary(policy)));
        return policy;
    }

    private static String summary(PolicyFile file) {
        List<CleanupPolicy> policies = file.policies().policies();
        return "%d policies, %d keep rules, %d delete rules, %d rules for whole packages, %d lists"
                .formatted(
                        policies.size(),
                        count(policies, CleanupPolicy::keep),
                        count(policies, CleanupPolicy::delete),
                        count(policies, CleanupPolicy::deletePackages),
                        file.lists().size());
    }

    private static int count(List<CleanupPolicy> policies, Function<CleanupPolicy, Collection<?>> rules) {
        return policies.stream().mapToInt(policy -> rules.apply(policy).size()).sum();
    }
}
