package dev.packhouse.adapter.http.cli.packages;

import dev.packhouse.adapter.http.cli.console.CommandLineOnly;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.adapter.http.cli.packages.Changes.Action;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists, shows, deletes and restores packages. */
@Command(
        name = "package",
        description = "List, show, delete and restore packages.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class PackageCommands {

    private PackageCommands() {}

    /** Creates the command with its subcommands. */
    public static CommandLine commandLine(Console console, TargetOpener targets) {
        return new CommandLine(new PackageCommands())
                .addSubcommand(new ListAll(console, targets).commandLine())
                .addSubcommand(new Show(console, targets).commandLine())
                .addSubcommand(new Delete(console, targets).commandLine())
                .addSubcommand(new Restore(console, targets).commandLine());
    }

    /** The types of a list: the named ones without repetition, or all. */
    static Set<PackageType> types(Collection<PackageType> named) {
        return named.isEmpty() ? EnumSet.allOf(PackageType.class) : new LinkedHashSet<>(named);
    }

    private static String details(ShownPackage item) {
        String versions = item.text("version_count");
        return "package %d%s%s"
                .formatted(
                        item.id(),
                        versions.isEmpty() ? "" : versions.equals("1") ? ", 1 version" : ", " + versions + " versions",
                        item.text("visibility").isEmpty() ? "" : ", " + item.text("visibility"));
    }

    /** Lists packages. */
    @Command(name = "list", description = "List the packages of an owner.")
    static final class ListAll extends TargetCommand {

        @Option(
                names = "--type",
                paramLabel = "TYPE",
                split = ",",
                description = "Packages of this type only; more than once, or several with commas.")
        private List<PackageType> types = List.of();

        @Option(
                names = "--visibility",
                paramLabel = "VISIBILITY",
                description = "Packages of this visibility only: public, private or internal.")
        private Optional<Visibility> visibility;

        @CommandLineOnly // PACKHOUSE_STATE is the state file of a server
        @Option(
                names = "--state",
                paramLabel = "STATE",
                description = "active (default), or deleted: those that can be restored.")
        private Optional<State> state;

        ListAll(Console console, TargetOpener targets) {
            super(console, targets);
        }

        @Override
        int run(PackageTarget target, Output output) {
            List<ShownPackage> items = new ArrayList<>();
            List<String> missing = new ArrayList<>();
            for (PackageType type : types(types)) {
                Listing<ShownPackage> listing = target.packages(type, visibility, state.orElse(State.ACTIVE));
                items.addAll(listing.items());
                missing.addAll(listing.missing());
            }
            return output.packages(new Listing<>(items, missing));
        }
    }

    /**
     * Parses names, and removes repetitions.
     *
     * @throws UsageException if no package of the type can have one of them
     */
    private static List<PackageName> names(PackageType type, List<String> names) {
        return names.stream()
                .map(name -> Subject.packageName(type, name))
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .stream()
                .toList();
    }

    /** Shows a package. */
    @Command(name = "show", description = "Show a package.")
    static final class Show extends TargetCommand {

        @Option(names = "--type", paramLabel = "TYPE", required = true, description = "The type of the package.")
        private PackageType type;

        @Parameters(paramLabel = "NAME", description = "The name of the package, such as octo-utils or team/app.")
        private String name;

        Show(Console console, TargetOpener targets) {
            super(console, targets);
        }

        @Override
        void check() {
            Subject.packageName(type, name);
        }

        @Override
        int run(PackageTarget target, Output output) {
            output.show(target.find(type, name));
            return 0;
        }
    }

    /** Deletes packages. */
    @Command(name = "delete", description = "Delete packages with all their versions.")
    static final class Delete extends ChangeCommand {

        @Option(names = "--type", paramLabel = "TYPE", required = true, description = "The type of the packages.")
        private PackageType type;

        @CommandLineOnly // a confirmation is given each time
        @Option(names = "--yes", description = "Delete without a question. Needed where there is no terminal.")
        private boolean yes;

        @Parameters(paramLabel = "NAME", arity = "1..*", description = "The names of the packages.")
        private List<String> names;

        Delete(Console console, TargetOpener targets) {
            super(console, targets);
        }

        @Override
        void check() {
            names(type, names);
            Changes.requireConfirmation(console(), yes || isDryRun());
        }

        @Override
        int run(PackageTarget target, Output output) {
            return new Changes(console(), output, Action.DELETE, yes || isDryRun())
                    .run(target, names(type, names).stream().map(this::planned).toList());
        }

        private PlannedChange planned(PackageName name) {
            return new PlannedChange(
                    Subject.ofPackage(owner(), name),
                    target -> details(target.find(type, name.value())),
                    true,
                    target -> target.deletePackage(type, name.value()));
        }
    }

    /** Restores packages. */
    @Command(
            name = "restore",
            description = "Restore deleted packages, with the versions that were deleted together with them.")
    static final class Restore extends ChangeCommand {

        @Option(names = "--type", paramLabel = "TYPE", required = true, description = "The type of the packages.")
        private PackageType type;

        @Option(
                names = "--id",
                paramLabel = "ID",
                description = "Of several deleted packages of one name, restore the one with this id; not with github"
                        + " (default: the one deleted last).")
        private Optional<PackageId> id;

        @Parameters(paramLabel = "NAME", arity = "1..*", description = "The names of the packages.")
        private List<String> names;

        Restore(Console console, TargetOpener targets) {
            super(console, targets);
        }

        @Override
        void check() {
            if (id.isPresent() && names(type, names).size() > 1) {
                throw new UsageException("--id restores one package: name only one");
            }
        }

        @Override
        int run(PackageTarget target, Output output) {
            return new Changes(console(), output, Action.RESTORE, true)
                    .run(
                            target,
                            names(type, names).stream()
                                    .map(name -> PlannedChange.of(
                                            Subject.ofPackage(owner(), name),
                                            changing -> changing.restorePackage(type, name.value(), id)))
                                    .toList());
        }
    }
}
