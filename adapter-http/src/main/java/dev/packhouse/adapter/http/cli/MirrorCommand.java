package dev.packhouse.adapter.http.cli;

import dev.packhouse.adapter.http.cli.console.CallerToken;
import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.cli.console.LiveServiceOptions;
import dev.packhouse.adapter.http.cli.console.OwnerOptions;
import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.adapter.http.wiring.DataDirectory;
import dev.packhouse.application.api.PackageMirror.Summary;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Refusal;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Copies packages of a live registry into a data directory, on which a cleanup can be rehearsed. */
@Command(
        name = "mirror",
        description = {
            "Copy the packages of an owner, with all their versions, from a live registry into a data directory.",
            "A cleanup can be rehearsed on the copy: it has the real ids, names, tags and dates. Existing packages of the"
                    + " data directory are not changed, so a mirror that was interrupted continues where it stopped; only"
                    + " accounts and repositories that were renamed take their new names.",
            "The token is taken from PACKHOUSE_TOKEN, GH_TOKEN or GITHUB_TOKEN, and is not kept.",
            "HTTPS_PROXY and NO_PROXY are those of curl and gh."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 not understood, 3 something was left out; what and why is listed at the end."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class MirrorCommand implements Callable<Integer> {

    /** The exit code if packages were left out. */
    private static final int LEFT_OUT = 3;

    @Option(
            names = "--from",
            paramLabel = "NAME",
            defaultValue = "github",
            description = "Backend to copy from (default: ${DEFAULT-VALUE}).")
    private String from;

    @Option(
            names = "--into",
            paramLabel = "NAME",
            defaultValue = Backends.DEFAULT,
            description = "Backend that keeps the copy in the data directory (default: ${DEFAULT-VALUE}).")
    private String into;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            split = ",",
            description = "Copy packages of this type only; more than once, or several with commas.")
    private List<PackageType> types = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = DataDirectory.DEFAULT,
            description = "Data directory to copy into, which no server may be running on (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--with-manifests",
            fallbackValue = "true",
            description =
                    "Copy what the manifests of container images say of each other as well, which a cleanup needs. They are"
                            + " read from the container registry, a second address that gets the token; reading one may count as a download.")
    private boolean withManifests;

    @Option(
            names = "--registry-url",
            paramLabel = "URL",
            description = "Container registry of the live service (default: https://ghcr.io, or containers.HOST).")
    private Optional<URI> registryUrl;

    private final Console console;
    private final OwnerOptions owner = new OwnerOptions();
    private final LiveServiceOptions liveService = new LiveServiceOptions();

    private MirrorCommand(Console console) {
        this.console = console;
    }

    static CommandLine commandLine(Console console) {
        MirrorCommand command = new MirrorCommand(console);
        return new CommandLine(command).addMixin("owner", command.owner).addMixin("liveService", command.liveService);
    }

    @Override
    public Integer call() {
        URI standard = Backends.named(from)
                .remoteUrl()
                .map(URI::create)
                .orElseThrow(() -> new UsageException("--from %s is no live registry".formatted(from)));
        URI api = liveService.githubUrl().orElse(standard);
        Map<String, String> connection =
                new HashMap<>(Backends.patient(api, liveService.caFile(), console.environment()));
        connection.put(BackendSettings.MANIFESTS, withManifests ? "read" : "never");
        registryUrl.ifPresent(url -> connection.put(BackendSettings.REGISTRY_URL, url.toString()));
        BackendProvider target = Backends.local("--into", into);
        owner.require();
        Credential token = CallerToken.require(console.environment());
        try (MirrorProgress progress = MirrorProgress.on(console)) {
            return CommandWiring.mirror(
                    from,
                    api,
                    connection,
                    target,
                    data,
                    console.clock(),
                    (authenticator, mirror) -> authenticator
                            .authenticate(token)
                            .caller()
                            .flatMap(caller -> mirror.mirror(
                                    caller,
                                    owner.reference(),
                                    types.isEmpty() ? EnumSet.allOf(PackageType.class) : Set.copyOf(types),
                                    withManifests,
                                    progress))
                            .fold(summary -> report(summary, progress.leftOut()), this::refused));
        } catch (InvalidStateException e) {
            throw new CommandException(
                    "What the registry holds does not fit what '%s' holds (%s): mirror into another directory"
                            .formatted(data, e.getMessage()),
                    e);
        }
    }

    private int refused(Refusal refusal) {
        throw refusal.reason() == Refusal.Reason.OWNER_NOT_FOUND
                ? owner.notFound()
                : new CommandException("The registry refused: " + refusal.explanation());
    }

    private int report(Summary summary, List<String> leftOut) {
        console.printLine("Copied %s packages with %s versions into '%s'; %s were there already, %s were left out%s"
                .formatted(
                        summary.copied(),
                        summary.versions(),
                        data,
                        summary.skipped(),
                        summary.leftOut(),
                        leftOut.isEmpty() ? "" : ":"));
        leftOut.forEach(each -> console.printLine("  " + each));
        return leftOut.isEmpty() ? 0 : LEFT_OUT;
    }
}
