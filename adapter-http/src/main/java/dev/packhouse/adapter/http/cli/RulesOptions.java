package dev.packhouse.adapter.http.cli;

import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that set the rules of the registry: an edition of GitHub's, and what differs from it. */
final class RulesOptions {

    @Option(
            names = "--rules",
            paramLabel = "EDITION",
            defaultValue = "current",
            description = "Edition of the permissions of the registries: current (default) or 2022.")
    private Rules edition;

    @Option(
            names = "--retention",
            paramLabel = "DURATION",
            description = "How long a deleted package or version can be restored, in days, hours, minutes or seconds"
                    + " (default: 30d).")
    private Optional<Duration> retention;

    @Option(
            names = "--download-limit",
            paramLabel = "N",
            description = "Downloads with which a public package or version can just be deleted (default: 5000).")
    private Optional<Long> downloadLimit;

    @Option(
            names = "--repository-scoped",
            paramLabel = "TYPE",
            split = ",",
            description = "Types of packages that take their permissions from the repository, separated by commas"
                    + " (default: those of the edition).")
    private List<PackageType> repositoryScoped = List.of();

    @Option(
            names = "--unprotect-last",
            fallbackValue = "true",
            description = "Let the last version, and the last tagged version, of a package be deleted.")
    private boolean unprotectLast;

    /** The first given option that a live registry does not take; empty if there is none. */
    Optional<String> given() {
        if (retention.isPresent()) {
            return Optional.of("--retention");
        }
        if (downloadLimit.isPresent()) {
            return Optional.of("--download-limit");
        }
        if (!repositoryScoped.isEmpty()) {
            return Optional.of("--repository-scoped");
        }
        return unprotectLast ? Optional.of("--unprotect-last") : Optional.empty();
    }

    /**
     * Returns the rules.
     *
     * @throws UsageException if a value is out of its range
     */
    Rules rules() {
        Rules rules = edition.withLastVersionProtected(!unprotectLast).withLastTaggedVersionProtected(!unprotectLast);
        try {
            if (retention.isPresent()) {
                rules = rules.withRetention(retention.get());
            }
            if (downloadLimit.isPresent()) {
                rules = rules.withDownloadLimit(downloadLimit.get());
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
        return repositoryScoped.isEmpty() ? rules : rules.withRepositoryScoped(EnumSet.copyOf(repositoryScoped));
    }
}
