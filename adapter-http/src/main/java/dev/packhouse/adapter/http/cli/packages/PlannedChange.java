package dev.packhouse.adapter.http.cli.packages;

import java.util.function.Function;

/**
 * A change that a command was asked for.
 *
 * @param subject the package or the version
 * @param details what the target shows of the subject, for a question to the user
 * @param shownAgain whether the details are read again after the answer, because another package may have the name by
 *     then; nothing is changed if they differ
 * @param make makes the change
 */
record PlannedChange(
        Subject subject,
        Function<PackageTarget, String> details,
        boolean shownAgain,
        Function<PackageTarget, ChangeResult> make) {

    /** A change of a subject that a question names without details. */
    static PlannedChange of(Subject subject, Function<PackageTarget, ChangeResult> make) {
        return new PlannedChange(subject, target -> "", false, make);
    }
}
