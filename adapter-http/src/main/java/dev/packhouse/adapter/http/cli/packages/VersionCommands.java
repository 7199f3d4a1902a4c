package dev.packhouse.adapter.http.cli.packages;

import dev.packhouse.adapter.http.cli.console.CommandLineOnly;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.adapter.http.cli.packages.Changes.Action;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists, shows, deletes and restores versions of packages. */
@Command(
        name = "version",
        description = "List, show, delete and restore versions of packages.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class VersionCommands {

    private VersionCommands() {}

    /** Creates the command with its subcommands. */
    public static CommandLine commandLine(Console console, TargetOpener targets) {
        return new CommandLine(new VersionCommands())
                .addSubcommand(new ListAll(console, targets).commandLine())
                .addSubcommand(new Show(console, targets).commandLine())
                .addSubcommand(new Delete(console, targets).commandLine())
                .addSubcommand(new Restore(console, targets).commandLine());
    }

    /** The name and the tags of a version. */
    static String details(ShownVersion item) {
        return item.name() + (item.tags().isEmpty() ? "" : ", tags: " + String.join(", ", item.tags()));
    }

    /** Lists versions. */
    @Command(name = "list", description = "List the versions of a package, the newest first.")
    static final class ListAll extends TargetCommand {

        @Option(names = "--type", paramLabel = "TYPE", required = true, description = "The type of the package.")
        private PackageType type;

        @Option(names = "--name", paramLabel = "NAME", required = true, description = "The name of the package.")
        private String name;

        @CommandLineOnly // PACKHOUSE_STATE is the state file of a server
        @Option(
                names = "--state",
                paramLabel = "STATE",
                description = "active (default), or deleted: those that can be restored, for admins of the package.")
        private Optional<State> state;

        ListAll(Console console, TargetOpener targets) {
            super(console, targets);
        }

        @Override
        void check() {
            Subject.packageName(type, name);
        }

        @Override
        int run(PackageTarget target, Output output) {
            return output.versions(target.versions(type, name, state.orElse(State.ACTIVE)));
        }
    }

    /** Shows a version. */
    @Command(name = "show", description = "Show a version of a package.")
    static final class Show extends TargetCommand {

        @Option(names = "--type", paramLabel = "TYPE", required = true, description = "The type of the package.")
        private PackageType type;

        @Option(names = "--name", paramLabel = "NAME", required = true, description = "The name of the package.")
        private String name;

        @Parameters(paramLabel = "ID", description = "The id of the version, which 'packhouse version list' shows.")
        private VersionId id;

        Show(Console console, TargetOpener targets) {
            super(console, targets);
        }

        @Override
        void check() {
            Subject.packageName(type, name);
        }

        @Override
        int run(PackageTarget target, Output output) {
            output.show(target.version(type, name, id));
            return 0;
        }
    }

    /** Deletes versions. */
    @Command(name = "delete", description = "Delete versions of a package.")
    static final class Delete extends ChangeCommand {

        @Option(names = "--type", paramLabel = "TYPE", required = true, description = "The type of the package.")
        private PackageType type;

        @Option(names = "--name", paramLabel = "NAME", required = true, description = "The name of the package.")
        private String name;

        @CommandLineOnly // a confirmation is given each time
        @Option(names = "--yes", description = "Delete without a question. Needed where there is no terminal.")
        private boolean yes;

        @Parameters(paramLabel = "ID", arity = "1..*", description = "The ids of the versions.")
        private List<VersionId> ids;

        Delete(Console console, TargetOpener targets) {
            super(console, targets);
        }

        @Override
        void check() {
            Subject.packageName(type, name);
            Changes.requireConfirmation(console(), yes || isDryRun());
        }

        @Override
        int run(PackageTarget target, Output output) {
            PackageName parent = Subject.packageName(type, name);
            return new Changes(console(), output, Action.DELETE, yes || isDryRun())
                    .run(
                            target,
                            ids.stream()
                                    .distinct()
                                    .map(id -> planned(parent, id))
                                    .toList());
        }

        private PlannedChange planned(PackageName parent, VersionId id) {
            return new PlannedChange(
                    Subject.ofVersion(owner(), parent, id),
                    target -> details(target.version(type, name, id)),
                    false,
                    target -> target.deleteVersion(type, name, id));
        }
    }

    /** Restores versions. */
    @Command(
            name = "restore",
            description = {
                "Restore deleted versions of a package, by their ids; or with --deleted-since all versions of all packages"
                        + " of the owner, or of those that --type and --name select. The version that was deleted last is"
                        + " restored first.",
                "A package that was deleted as a whole is restored with 'packhouse package restore'."
            })
    static final class Restore extends ChangeCommand {

        @Option(
                names = "--type",
                paramLabel = "TYPE",
                split = ",",
                description = "The type of the package; with --deleted-since also several with commas, or none.")
        private List<PackageType> types = List.of();

        @Option(names = "--name", paramLabel = "NAME", description = "The name of the package.")
        private Optional<String> name;

        @Option(
                names = "--deleted-since",
                paramLabel = "TIME",
                converter = DeletedSince.Converter.class,
                description = "Restore what was deleted within this time, as 2h, 90m or 3d; or since a date, as"
                        + " 2027-05-19T22:19:11Z.")
        private Optional<DeletedSince> deletedSince;

        @CommandLineOnly // a confirmation is given each time
        @Option(
                names = "--yes",
                description = "With --deleted-since, restore without a question. Needed where there is no terminal.")
        private boolean yes;

        @Parameters(paramLabel = "ID", arity = "0..*", description = "The ids of the versions.")
        private List<String> ids = List.of(); // picocli takes a wrong optional value for an unmatched argument

        Restore(Console console, TargetOpener targets) {
            super(console, targets);
        }

        @Override
        void check() {
            if (ids.isEmpty() == deletedSince.isEmpty()) {
                throw new UsageException("Expected either the ids of versions, or --deleted-since");
            }
            if (deletedSince.isPresent()) {
                since();
                name.ifPresent(text -> types.forEach(type -> Subject.packageName(type, text)));
                Changes.requireConfirmation(console(), yes || isDryRun());
                return;
            }
            if (types.size() != 1 || name.isEmpty()) {
                throw new UsageException("The ids of versions need one --type and --name");
            }
            Subject.packageName(types.get(0), name.get());
            versionIds();
        }

        private List<VersionId> versionIds() {
            return ids.stream().distinct().map(Restore::versionId).toList();
        }

        private static VersionId versionId(String text) {
            try {
                return new VersionId(Long.parseLong(text));
            } catch (IllegalArgumentException e) {
                throw new UsageException("Invalid id '%s': expected a positive number".formatted(text));
            }
        }

        private Instant since() {
            return deletedSince.orElseThrow().from(console().clock().instant());
        }

        @Override
        int run(PackageTarget target, Output output) {
            return deletedSince.isPresent() ? restoreRecent(target, output) : restore(target, output);
        }

        private int restore(PackageTarget target, Output output) {
            PackageName parent = Subject.packageName(types.get(0), name.orElseThrow());
            return new Changes(console(), output, Action.RESTORE, true)
                    .run(
                            target,
                            versionIds().stream()
                                    .map(id -> PlannedChange.of(
                                            Subject.ofVersion(owner(), parent, id),
                                            changing -> changing.restoreVersion(parent.type(), parent.value(), id)))
                                    .toList());
        }

        private int restoreRecent(PackageTarget target, Output output) {
            Instant since = since();
            RecentDeletions deletions = new RecentDeletions(target, owner(), since);
            List<PlannedChange> planned = deletions.restores(PackageCommands.types(types), name);
            deletions.missing().forEach(console()::printError);
            if (planned.isEmpty()) {
                console().err().println("No version was deleted since " + since);
            }
            int exitCode = planned.isEmpty()
                    ? 0
                    : new Changes(console(), output, Action.RESTORE, yes || isDryRun()).run(target, planned);
            return deletions.missing().isEmpty() ? exitCode : 1;
        }
    }
}
