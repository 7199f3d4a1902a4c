package dev.packhouse.adapter.persistence;

import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.application.state.InvalidStateException.Problem;
import dev.packhouse.application.state.State;
import dev.packhouse.application.state.State.PackageEntry;
import dev.packhouse.application.state.State.VersionEntry;
import dev.packhouse.application.state.StateValidation;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/** Adds versions to an active package. */
final class Publishing {

    static final String FIND = "select type, name from package where id = ? and deleted_at is null";

    private static final String PATH = "packages[0].";
    private static final Login ANYBODY = new Login("anybody");

    private final Handle handle;
    private final PackageId owner;

    Publishing(Handle handle, PackageId owner) {
        this.handle = handle;
        this.owner = owner;
    }

    void add(List<VersionEntry> versions) {
        PackageName name = handle.createQuery(FIND)
                .bind(0, owner.value())
                .map((row, context) ->
                        new PackageName(PackageType.parse(row.getString(1)).orElseThrow(), row.getString(2)))
                .findFirst()
                .orElseThrow(() -> new InvalidStateException(
                        List.of(new Problem("package", "there is no active package %s".formatted(owner)))));
        check(name, versions);
        Numbers numbers =
                new Numbers(handle, SequenceSql.Kind.VERSION, versions.stream().map(VersionEntry::id));
        VersionRows rows = new VersionRows(handle);
        for (VersionEntry version : versions) {
            VersionId id = new VersionId(numbers.of(version.id()));
            boolean live = version.deletedAt().isEmpty();
            if (live) {
                version.tags().forEach(this::release);
            }
            rows.add(owner.value(), id.value(), version);
            rows.flush();
            PackageSql.countVersions(
                    handle, owner, live ? 1 : 0, live && !version.tags().isEmpty() ? 1 : 0, live ? 0 : 1);
            StretchSql.added(
                    handle, owner.value(), !live, new Position(EpochNanos.of(version.createdAt()), id.value()));
        }
        numbers.save();
    }

    /** Takes a tag from the version that holds it. */
    private void release(Tag tag) {
        VersionSql.holder(handle, owner, tag).ifPresent(holder -> {
            List<Tag> left = new ArrayList<>(VersionSql.tags(handle, holder));
            left.remove(tag);
            VersionSql.setTags(handle, holder, left);
            VersionSql.drop(handle, owner, List.of(tag), holder);
            if (left.isEmpty()) {
                PackageSql.countVersions(handle, owner, 0, -1, 0);
            }
        });
    }

    /** Asks the validation of states, by way of a package that holds nothing but these versions. */
    private void check(PackageName name, List<VersionEntry> versions) {
        List<Problem> problems = new ArrayList<>();
        PackageEntry entry = new PackageEntry(
                OptionalLong.empty(),
                ANYBODY,
                name,
                Visibility.PRIVATE,
                Optional.empty(),
                false,
                Map.of(),
                Map.of(),
                false,
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty(),
                versions);
        ExistingRows existing = new ExistingRows(handle);
        StateValidation.Existing owned = new StateValidation.Existing() {
            @Override
            public boolean hasUser(Login login) {
                return true;
            }

            @Override
            public boolean hasVersionId(long id) {
                return existing.hasVersionId(id);
            }
        };
        StateValidation.problems(new State(List.of(), List.of(), List.of(), List.of(entry), List.of()), owned)
                .forEach(problem ->
                        problems.add(new Problem(problem.path().substring(PATH.length()), problem.message())));
        for (int i = 0; i < versions.size(); i++) {
            VersionEntry version = versions.get(i);
            if (version.deletedAt().isEmpty()
                    && version.name().type() == name.type()
                    && VersionSql.activeId(handle, owner, version.name()).isPresent()) {
                problems.add(new Problem(
                        "versions[%d].name".formatted(i),
                        "there is already an active version '%s'".formatted(version.name())));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidStateException(problems);
        }
    }
}
