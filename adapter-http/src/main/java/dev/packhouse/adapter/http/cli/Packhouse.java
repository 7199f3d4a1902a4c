package dev.packhouse.adapter.http.cli;

import com.google.common.collect.ImmutableMap;
import dev.packhouse.adapter.http.cli.cleanup.CleanupCommands;
import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.cli.console.EnvironmentDefaults;
import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.adapter.http.cli.packages.PackageCommands;
import dev.packhouse.adapter.http.cli.packages.VersionCommands;
import dev.packhouse.adapter.http.policyfile.PolicyFileException;
import dev.packhouse.adapter.http.statefile.StateFileException;
import dev.packhouse.adapter.http.wiring.StartException;
import dev.packhouse.application.model.BackendException;
import dev.packhouse.application.state.Dates;
import dev.packhouse.application.state.Durations;
import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Rules;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code packhouse}: its subcommands, the parsing of arguments, error messages and exit codes. */
@Command(
        name = "packhouse",
        description = "The control plane of GitHub Packages.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Every option can be given as an environment variable as well: --public-url as PACKHOUSE_PUBLIC_URL; except"
                    + " --yes, and --state of lists.",
            "PACKHOUSE_LOG_LEVEL is error, warn, info (default) or debug.",
            "Exit codes: 0 done, 1 failed, 2 not understood; mirror ends with 3 if it left something out."
        })
final class Packhouse {

    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug");

    private final Console console;

    Packhouse(Console console) {
        this.console = console;
    }

    /** Runs a command. Returns its exit code. */
    int run(String... args) {
        if (EnvironmentDefaults.value(console.environment(), "--log-level")
                .filter(level -> !LEVELS.contains(level.toLowerCase(Locale.ROOT)))
                .isPresent()) {
            console.printError("PACKHOUSE_LOG_LEVEL is none of " + String.join(", ", LEVELS));
            return CommandLine.ExitCode.USAGE;
        }
        Map<String, Supplier<CommandLine>> subcommands = subcommands();
        // Creates only the named command, because creating a command takes time at each start.
        boolean named = args.length > 0 && subcommands.containsKey(args[0]);
        CommandLine all = new CommandLine(this);
        (named ? List.of(subcommands.get(args[0])) : subcommands.values())
                .forEach(subcommand -> all.addSubcommand(subcommand.get()));
        setVersion(all);
        return configured(all).execute(args);
    }

    private static void setVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Packhouse::setVersion);
    }

    private Map<String, Supplier<CommandLine>> subcommands() {
        return ImmutableMap.of(
                "serve", () -> ServeCommand.commandLine(console),
                "package", () -> PackageCommands.commandLine(console, choice -> PackageTargets.open(console, choice)),
                "version", () -> VersionCommands.commandLine(console, choice -> PackageTargets.open(console, choice)),
                "mirror", () -> MirrorCommand.commandLine(console),
                "cleanup", () -> CleanupCommands.commandLine(console, choice -> Plannings.open(console, choice)),
                "audit", () -> new CommandLine(new AuditCommand(console)),
                "token",
                        () -> new CommandLine(new TokenCommands())
                                .addSubcommand(new TokenCommands.Create(console))
                                .addSubcommand(new TokenCommands.ListAll(console))
                                .addSubcommand(new TokenCommands.Revoke(console)),
                "state",
                        () -> new CommandLine(new StateCommands())
                                .addSubcommand(new StateCommands.Check(console))
                                .addSubcommand(new StateCommands.Export(console)),
                "store", () -> new CommandLine(new StoreCommands()).addSubcommand(new StoreCommands.Check(console)));
    }

    private CommandLine configured(CommandLine commandLine) {
        return commandLine
                .setDefaultValueProvider(new EnvironmentDefaults(console.environment()))
                .registerConverter(Login.class, Packhouse::login)
                .registerConverter(Scope.class, Packhouse::scope)
                .registerConverter(Instant.class, Packhouse::instant)
                .registerConverter(Duration.class, Packhouse::duration)
                .registerConverter(ByteSize.class, Packhouse::size)
                .registerConverter(LimitOptions.Limits.class, Packhouse::limits)
                .registerConverter(URI.class, Packhouse::url)
                .registerConverter(Rules.class, Packhouse::rules)
                .registerConverter(PackageType.class, Packhouse::type)
                .registerConverter(Visibility.class, Packhouse::visibility)
                .registerConverter(State.class, Packhouse::state)
                .registerConverter(PackageId.class, text -> id(text, PackageId::new))
                .registerConverter(VersionId.class, text -> id(text, VersionId::new))
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(
                        (e, args) -> usageError(e.getCommandLine(), e.getMessage() + suggestion(e), List.of(args)))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command, parsed.originalArgs()));
    }

    /** The option that resembles an unknown one the most. */
    private static String suggestion(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched
                        && unmatched.isUnknownOption()
                        && !unmatched.getSuggestions().isEmpty()
                ? "; did you mean %s?".formatted(unmatched.getSuggestions().get(0))
                : "";
    }

    private int usageError(CommandLine command, String message, List<String> args) {
        String help = command.getCommandSpec().qualifiedName() + " --help";
        String known = String.join(", ", command.getSubcommands().keySet());
        console.printError("%s%s%s (see '%s')"
                .formatted(
                        message.strip(),
                        known.isEmpty() ? "" : "; commands are " + known,
                        origins(command, message, args),
                        help));
        return CommandLine.ExitCode.USAGE;
    }

    /** Names the environment variables of the options in a message that come from the environment. */
    private String origins(CommandLine command, String message, List<String> args) {
        return command.getCommandSpec().options().stream()
                .filter(EnvironmentDefaults::hasVariable)
                .map(OptionSpec::longestName)
                .filter(option -> message.contains(option)
                        && EnvironmentDefaults.value(console.environment(), option)
                                .isPresent()
                        && args.stream().noneMatch(arg -> arg.equals(option) || arg.startsWith(option + "=")))
                .map(option ->
                        "; %s comes from %s in the environment".formatted(option, EnvironmentDefaults.variable(option)))
                .collect(Collectors.joining());
    }

    private int failed(Exception e, CommandLine command, List<String> args) {
        if (e instanceof UsageException || e instanceof ParameterException) {
            return usageError(command, e.getMessage(), args);
        }
        if (e instanceof PolicyFileException) {
            console.err().println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        if (e instanceof StateFileException) {
            console.err().println(e.getMessage());
        } else if (e instanceof CommandException
                || e instanceof StartException
                || e instanceof BackendException
                || e instanceof InvalidStateException) {
            console.printError(e.getMessage());
        } else {
            console.printError("internal error: " + e);
        }
        LoggerFactory.getLogger(Packhouse.class).debug("{} failed", command.getCommandName(), e);
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static Login login(String text) {
        try {
            return new Login(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static Scope scope(String text) {
        return Scope.parse(text).orElseThrow(() -> new TypeConversionException("'%s' is no scope".formatted(text)));
    }

    private static Instant instant(String text) {
        return Dates.parse(text)
                .orElseThrow(() -> new TypeConversionException(
                        "'%s' is no date, expected one such as 2027-05-19T22:19:11Z".formatted(text)));
    }

    private static Duration duration(String text) {
        return Durations.parse(text)
                .orElseThrow(() -> new TypeConversionException(
                        "'%s' is no duration, expected one such as 400d, 12h, 90m or 5s".formatted(text)));
    }

    private static LimitOptions.Limits limits(String text) {
        return LimitOptions.Limits.parse(text)
                .orElseThrow(() -> new TypeConversionException("'%s' is neither on nor off".formatted(text)));
    }

    private static ByteSize size(String text) {
        return ByteSize.parse(text)
                .orElseThrow(() -> new TypeConversionException(
                        "'%s' is no size, expected one such as 256m, 1g or 65536k".formatted(text)));
    }

    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new TypeConversionException("'%s' is no URL".formatted(text));
        }
    }

    private static PackageType type(String text) {
        return PackageType.parse(text)
                .orElseThrow(() -> new TypeConversionException("'%s' is no type of package, expected one of %s"
                        .formatted(text, labels(PackageType.values(), PackageType::label))));
    }

    private static Visibility visibility(String text) {
        return Visibility.parse(text)
                .orElseThrow(() -> new TypeConversionException("'%s' is no visibility, expected one of %s"
                        .formatted(text, labels(Visibility.values(), Visibility::label))));
    }

    private static State state(String text) {
        return State.parse(text)
                .orElseThrow(() -> new TypeConversionException(
                        "'%s' is no state, expected one of %s".formatted(text, labels(State.values(), State::label))));
    }

    private static <T> T id(String text, LongFunction<T> constructor) {
        try {
            return constructor.apply(Long.parseLong(text));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'%s' is no id, expected a positive number".formatted(text));
        }
    }

    private static <T> String labels(T[] values, Function<T, String> label) {
        return Stream.of(values).map(label).collect(Collectors.joining(", "));
    }

    private static Rules rules(String text) {
        return switch (text) {
            case "current" -> Rules.GITHUB;
            case "2022" -> Rules.GITHUB_2022;
            default ->
                throw new TypeConversionException("'%s' is no edition, expected current or 2022".formatted(text));
        };
    }

    /** The implementation version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(Packhouse.class.getPackage().getImplementationVersion())
                    .orElse("(not built as a jar)");
            return new String[] {"packhouse " + version};
        }
    }
}
