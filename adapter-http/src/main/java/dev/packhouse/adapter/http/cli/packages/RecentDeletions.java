package dev.packhouse.adapter.http.cli.packages;

import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the versions of active packages that were deleted since an instant. The last deletion comes first, as in an undo:
 * of several deleted versions with one name, the last one takes the name again, and of several with one tag, the tag.
 */
final class RecentDeletions {

    private final PackageTarget target;
    private final Login owner;
    private final Instant since;
    private final List<String> missing = new ArrayList<>();

    RecentDeletions(PackageTarget target, Login owner, Instant since) {
        this.target = target;
        this.owner = owner;
        this.since = since;
    }

    /** A deleted version. */
    private record Deletion(Instant at, PackageName parent, ShownVersion version) {}

    /**
     * The restores of all these versions.
     *
     * @param name only versions of the packages with this name
     * @throws CommandException if no package has the name
     */
    List<PlannedChange> restores(Collection<PackageType> types, Optional<String> name) {
        List<PackageName> parents = new ArrayList<>();
        for (PackageType type : types) {
            parents.addAll(packages(type));
        }
        name.ifPresent(
                text -> parents.removeIf(parent -> !name(parent.type(), text).equals(Optional.of(parent))));
        if (name.isPresent() && parents.isEmpty()) {
            throw new CommandException("%s has no package '%s'".formatted(owner, name.get()));
        }
        return parents.stream()
                .flatMap(parent -> deletions(parent).stream())
                .sorted(Comparator.comparing(Deletion::at)
                        .thenComparing(deletion -> deletion.version().id())
                        .reversed())
                .map(this::restore)
                .toList();
    }

    /** What may be missing from the restores, one sentence each. */
    List<String> missing() {
        return List.copyOf(missing);
    }

    private List<PackageName> packages(PackageType type) {
        Listing<ShownPackage> listing = target.packages(type, Optional.empty(), State.ACTIVE);
        missing.addAll(listing.missing());
        List<PackageName> names = new ArrayList<>();
        for (ShownPackage item : listing.items()) {
            name(type, item.name())
                    .ifPresentOrElse(
                            names::add,
                            () -> missing.add("%s/%s: package %d has a name that cannot be read"
                                    .formatted(owner, type.label(), item.id())));
        }
        return names;
    }

    /** The name of a package; empty if a package of this type cannot have it. */
    private static Optional<PackageName> name(PackageType type, String text) {
        try {
            return Optional.of(new PackageName(type, text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private List<Deletion> deletions(PackageName parent) {
        Listing<ShownVersion> listing = target.versions(parent.type(), parent.value(), State.DELETED);
        missing.addAll(listing.missing());
        List<Deletion> recent = new ArrayList<>();
        for (ShownVersion version : listing.items()) {
            Optional<Instant> at = version.deletedAt();
            if (at.isEmpty()) {
                missing.add("%s/%s/%s/%d: the server does not show when it was deleted"
                        .formatted(owner, parent.type().label(), parent, version.id()));
            } else if (!at.get().isBefore(since)) {
                recent.add(new Deletion(at.get(), parent, version));
            }
        }
        return recent;
    }

    private PlannedChange restore(Deletion deletion) {
        VersionId id = new VersionId(deletion.version().id());
        PackageName parent = deletion.parent();
        return new PlannedChange(
                Subject.ofVersion(owner, parent, id),
                any -> "%s, deleted %s".formatted(VersionCommands.details(deletion.version()), deletion.at()),
                false,
                changing -> changing.restoreVersion(parent.type(), parent.value(), id));
    }
}
