package dev.packhouse.adapter.http.cli.cleanup;

import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.cli.console.LiveServiceOptions;
import dev.packhouse.adapter.http.cli.console.OwnerOptions;
import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.adapter.http.planfile.PlanHeader;
import dev.packhouse.adapter.http.policyfile.ListFile;
import dev.packhouse.adapter.http.policyfile.PolicyFile;
import dev.packhouse.application.api.CleanupPlanning.Request;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.cleanup.policy.NameList;
import dev.packhouse.domain.cleanup.policy.PolicySet;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.text.CostlyPatternException;
import dev.packhouse.domain.text.NamePattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a plan. */
@Command(
        name = "plan",
        description = {
            "Plan a cleanup: write into a file what policies delete of the packages of an owner, and why. Nothing is deleted.",
            "The token is taken from PACKHOUSE_TOKEN, GH_TOKEN or GITHUB_TOKEN, and is not kept. On a data directory without a"
                    + " token, the plan is that of an owner of the account.",
            "With --backend github, the manifests of container images are read from the container registry, a second address"
                    + " that gets the token; --manifests never keeps it away. HTTPS_PROXY and NO_PROXY are those of curl and gh."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed or refused, 2 not understood; with --exit-code, 3 if the plan deletes something."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PlanCommand implements Callable<Integer> {

    /** The exit code if the plan deletes something. */
    private static final int DELETES = 3;

    /** After this time, too much may have changed since a plan was reviewed. */
    private static final Duration VALID = Duration.ofDays(7);

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            required = true,
            description =
                    "Policy file; more than once for several, of which all keep rules and the strictest limits count.")
    private List<Path> policies;

    @Option(
            names = "--package",
            paramLabel = "GLOB",
            description = "Plan only packages whose name matches; more than once for several.")
    private List<String> packages = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "Plan file; it is compressed if its name ends with .gz.")
    private Path output;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Data directory, which no server may be running on (default: packhouse-data). With github, manifests"
                            + " that were read are kept in it.")
    private Optional<Path> data;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description =
                    "Backend that keeps the data in the directory (default: sqlite), or github for the live service.")
    private Optional<String> backend;

    @Option(
            names = "--manifests",
            paramLabel = "read|cached|never",
            description = "With github, whether manifests of container images are read from the container registry"
                    + " (default: read). Reading one may count as a download; none is read twice if --data is given.")
    private Optional<String> manifests;

    @Option(
            names = "--registry-url",
            paramLabel = "URL",
            description = "Container registry of the live service (default: https://ghcr.io, or containers.HOST).")
    private Optional<URI> registryUrl;

    @Option(
            names = "--max-wait",
            paramLabel = "DURATION",
            defaultValue = "2h",
            description = "With github, how long to wait for its limits (default: ${DEFAULT-VALUE}).")
    private Duration maxWait;

    @Option(names = "--exit-code", fallbackValue = "true", description = "End with 3 if the plan deletes something.")
    private boolean exitCode;

    private final Console console;
    private final Planning.Opener opener;
    private final OwnerOptions owner = new OwnerOptions();
    private final LiveServiceOptions liveService = new LiveServiceOptions();

    PlanCommand(Console console, Planning.Opener opener) {
        this.console = console;
        this.opener = opener;
    }

    CommandLine commandLine() {
        return new CommandLine(this).addMixin("owner", owner).addMixin("liveService", liveService);
    }

    @Override
    public Integer call() {
        owner.require();
        List<PolicyFile> files = PolicyFiles.read(policies);
        PolicySet set = PolicyFiles.together(files);
        if (set.deletesNothing()) {
            throw new UsageException(
                    "The policies delete nothing: none has a rule below 'delete' or 'delete-packages'");
        }
        SortedMap<String, ListFile> lists = PolicyFile.allLists(files);
        Request request = new Request(set, names(lists), patterns());
        try (Planning planning = opener.open(choice());
                PlanOutput plan = PlanOutput.to(
                        output, (account, at) -> header(planning, files, set, lists, account, at), console)) {
            return planning.useCase()
                    .plan(planning.caller(), owner.reference(), request, plan)
                    .fold(summary -> report(plan.complete(summary.exceeded())), this::refused);
        } catch (CostlyPatternException e) {
            throw new CommandException("The policy cannot be evaluated: " + e.getMessage(), e);
        }
    }

    private static Map<String, NameList> names(SortedMap<String, ListFile> lists) {
        return lists.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, list -> list.getValue().names()));
    }

    private List<NamePattern> patterns() {
        try {
            return packages.stream().map(NamePattern::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--package: " + e.getMessage());
        }
    }

    private PlanningChoice choice() {
        return new PlanningChoice(
                owner.login(),
                data,
                backend,
                liveService.githubUrl(),
                liveService.caFile(),
                registryUrl,
                manifests,
                maxWait);
    }

    private static PlanHeader header(
            Planning planning,
            List<PolicyFile> files,
            PolicySet set,
            SortedMap<String, ListFile> lists,
            Account owner,
            Instant evaluatedAt) {
        return new PlanHeader(
                evaluatedAt,
                evaluatedAt.plus(VALID),
                planning.backend(),
                planning.url(),
                planning.registry(),
                owner.login().value(),
                owner.id().value(),
                planning.caller().actor(),
                set.name(),
                PolicyFiles.text(files),
                PolicyFiles.sha256(files),
                lists.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                list -> new PlanHeader.ListFacts(
                                        list.getValue().sha256(),
                                        list.getValue().names().size()))));
    }

    private int report(PlanHeader.End end) {
        return exitCode && end.delete() > 0 ? DELETES : 0;
    }

    private int refused(Refusal refusal) {
        throw refusal.reason() == Refusal.Reason.OWNER_NOT_FOUND
                ? owner.notFound()
                : new CommandException("The plan was refused: " + refusal.explanation());
    }
}
