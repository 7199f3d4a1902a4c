package dev.packhouse.adapter.http.cli.packages;

import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.cli.console.Terminal;
import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.adapter.http.cli.packages.ChangeResult.Kind;
import dev.packhouse.application.state.Printable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Asks for a confirmation if one is needed, makes changes one after the other, and prints the result of each. Goes on after
 * a refusal and after an unknown outcome, and stops after a failure.
 */
final class Changes {

    private final Console console;
    private final Output output;
    private final Action action;
    private final boolean confirmed;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

    /** What is done with the subjects. */
    enum Action {
        DELETE("delete", "deleted"),
        RESTORE("restore", "restored");

        private final String word;
        private final String done;

        Action(String word, String done) {
            this.word = word;
            this.done = done;
        }

        /** The word for a result. */
        String word(Kind kind) {
            return switch (kind) {
                case DONE -> done;
                case WOULD_BE_DONE -> "would be " + done;
                case NOT_SENT -> "not sent";
                case REFUSED, UNKNOWN, FAILED -> kind.name().toLowerCase(Locale.ROOT);
            };
        }
    }

    /**
     * Prepares changes.
     *
     * @param confirmed whether they need no question
     */
    Changes(Console console, Output output, Action action, boolean confirmed) {
        this.console = console;
        this.output = output;
        this.action = action;
        this.confirmed = confirmed;
    }

    /**
     * Checks that changes can be confirmed.
     *
     * @param confirmed whether they need no question
     * @throws UsageException if they need one, and there is no terminal to ask on
     */
    static void requireConfirmation(Console console, boolean confirmed) {
        if (!confirmed && console.terminal().get().isEmpty()) {
            throw new UsageException(
                    "There is no terminal to ask on: confirm with --yes, or see with --dry-run what would happen");
        }
    }

    /** Makes the changes. Returns the exit code: 0 if all were made, 1 otherwise. */
    int run(PackageTarget target, List<PlannedChange> planned) {
        List<PlannedChange> open = planned;
        if (!confirmed) {
            Optional<List<Shown>> agreed = ask(target, planned);
            if (agreed.isEmpty()) {
                console.printError("Nothing was " + action.done);
                return 1;
            }
            open = agreed.get().stream().map(Shown::confirmed).toList();
        }
        int tried = 0;
        for (PlannedChange change : open) {
            tried++;
            if (report(change, change.make().apply(target)) == Kind.FAILED) {
                break;
            }
        }
        summarize(planned.size(), open.size() - tried);
        return counts.keySet().stream().allMatch(Kind::isSuccess) && tried == open.size() ? 0 : 1;
    }

    /**
     * A change whose subject was shown to the user.
     *
     * @param details what was shown of it
     */
    private record Shown(PlannedChange change, String details) {

        /** The change, which is refused if the subject is not the one that was shown any more. */
        PlannedChange confirmed() {
            return new PlannedChange(change.subject(), change.details(), false, this::make);
        }

        private ChangeResult make(PackageTarget target) {
            try {
                String now = change.shownAgain() ? change.details().apply(target) : details;
                return now.equals(details)
                        ? change.make().apply(target)
                        : ChangeResult.refused("it has changed since it was shown (%s)".formatted(now), "CHANGED");
            } catch (RequestRefusedException e) {
                return ChangeResult.refused(e);
            } catch (CommandException e) {
                return ChangeResult.failed(e.getMessage());
            }
        }
    }

    /**
     * Shows the subjects, and asks. Returns those that the target shows, if the user agrees; empty if the user does not
     * agree, or if there are none.
     */
    private Optional<List<Shown>> ask(PackageTarget target, List<PlannedChange> planned) {
        List<Shown> shown = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (PlannedChange change : planned) {
            try {
                String details = change.details().apply(target);
                shown.add(new Shown(change, details));
                lines.add("  " + change.subject() + (details.isEmpty() ? "" : " (" + details + ")"));
            } catch (RequestRefusedException e) {
                report(change, ChangeResult.refused(e));
            }
        }
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        lines.forEach(line -> console.err().println(Printable.of(line)));
        console.err()
                .print(Printable.of(
                        "%s %s %s? [y/N] ".formatted(capitalized(action.word), what(shown), target.place())));
        console.err().flush();
        return console.terminal()
                .get()
                .flatMap(Terminal::readLine)
                .map(line -> line.strip().toLowerCase(Locale.ROOT))
                .filter(line -> line.equals("y") || line.equals("yes"))
                .map(line -> shown);
    }

    private static String what(List<Shown> shown) {
        String noun = shown.get(0).change().subject().version().isPresent() ? "version" : "package";
        return shown.size() == 1 ? "this " + noun : "these %d %ss".formatted(shown.size(), noun);
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private Kind report(PlannedChange change, ChangeResult result) {
        counts.merge(result.kind(), 1, Integer::sum);
        output.result(change.subject(), action.word(result.kind()), result);
        return result.kind();
    }

    /** Prints how many changes ended in which way, if there were several. */
    private void summarize(int all, int left) {
        if (all < 2) {
            return;
        }
        StringJoiner parts = new StringJoiner(", ");
        counts.forEach((kind, count) -> parts.add(count + " " + action.word(kind)));
        if (left > 0) {
            parts.add(left + " not tried");
        }
        console.err().println(parts);
    }
}
