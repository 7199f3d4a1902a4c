package dev.packhouse.adapter.http.cli.packages;

/** Opens targets. The composition root implements it, because only it knows backends. */
@FunctionalInterface
public interface TargetOpener {

    /**
     * Opens the chosen target.
     *
     * @throws dev.packhouse.adapter.http.cli.console.UsageException if the choice contradicts itself, or there is no token
     * @throws dev.packhouse.adapter.http.cli.console.CommandException if the target refuses the caller or has no such owner
     * @throws dev.packhouse.application.model.BackendException if a backend fails
     */
    PackageTarget open(TargetChoice choice);
}
