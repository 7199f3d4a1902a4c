package dev.packhouse.adapter.persistence;

import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.application.state.InvalidStateException.Problem;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether all instants of a state fit into the database: the one thing that is particular to it. */
final class InstantRange {

    private final List<Problem> problems = new ArrayList<>();

    private InstantRange() {}

    static void check(RegistryState state) {
        InstantRange range = new InstantRange();
        for (int i = 0; i < state.users().size(); i++) {
            UserEntry user = state.users().get(i);
            range.check("users[%d]".formatted(i), user.createdAt(), user.updatedAt());
        }
        for (int i = 0; i < state.organizations().size(); i++) {
            OrganizationEntry organization = state.organizations().get(i);
            range.check("organizations[%d]".formatted(i), organization.createdAt(), organization.updatedAt());
        }
        for (int i = 0; i < state.packages().size(); i++) {
            PackageEntry entry = state.packages().get(i);
            String path = "packages[%d]".formatted(i);
            range.check(
                    path,
                    entry.createdAt(),
                    entry.updatedAt(),
                    entry.deletedAt().orElse(entry.createdAt()));
            range.versions(path + ".", entry.versions());
        }
        range.end();
    }

    static void check(List<VersionEntry> versions) {
        InstantRange range = new InstantRange();
        range.versions("", versions);
        range.end();
    }

    private void versions(String path, List<VersionEntry> versions) {
        for (int i = 0; i < versions.size(); i++) {
            VersionEntry entry = versions.get(i);
            Instant deletedAt = entry.deletedAt().orElse(entry.createdAt());
            if (!EpochNanos.fits(entry.createdAt())
                    || !EpochNanos.fits(entry.updatedAt())
                    || !EpochNanos.fits(deletedAt)) {
                check(path + "versions[%d]".formatted(i), entry.createdAt(), entry.updatedAt(), deletedAt);
            }
        }
    }

    private void check(String path, Instant... instants) {
        for (Instant instant : instants) {
            if (!EpochNanos.fits(instant)) {
                problems.add(new Problem(
                        path, "%s is not between %s and %s".formatted(instant, EpochNanos.MIN, EpochNanos.MAX)));
            }
        }
    }

    private void end() {
        if (!problems.isEmpty()) {
            throw new InvalidStateException(problems);
        }
    }
}
