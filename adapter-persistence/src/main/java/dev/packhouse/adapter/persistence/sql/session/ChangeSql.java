package dev.packhouse.adapter.persistence.sql.session;

import dev.packhouse.adapter.persistence.sql.DatabaseErrors;
import dev.packhouse.adapter.persistence.sql.PackageSql;
import dev.packhouse.adapter.persistence.sql.PackageSql.Counts;
import dev.packhouse.adapter.persistence.sql.VersionPageIndex;
import dev.packhouse.adapter.persistence.sql.VersionPosition;
import dev.packhouse.adapter.persistence.sql.VersionSql;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.policy.Change;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Applies changes. Each change begins with a conditional write, which changes a row only if it is in the state on which
 * the change was decided. Decision and change are in one write task, so a condition that fails shows a damaged
 * database.
 */
final class ChangeSql {

    private ChangeSql() {}

    static void apply(Handle handle, Change change) {
        try {
            dispatch(handle, change);
        } catch (JdbiException | UnavailableException e) {
            if (DatabaseErrors.isConstraintViolation(handle, e)) {
                throw inconsistent(change, e);
            }
            throw e;
        }
    }

    private static void dispatch(Handle handle, Change change) {
        if (change instanceof Change.PackageDeleted deleted) {
            check(PackageSql.markDeleted(handle, deleted.subject(), deleted.at()), change);
        } else if (change instanceof Change.PackageRestored restored) {
            check(
                    restored.subject() instanceof DeletedPackage.Known seen && PackageSql.restore(handle, seen.value()),
                    change);
        } else if (change instanceof Change.VersionDeleted deleted) {
            delete(handle, deleted);
        } else if (change instanceof Change.VersionRestored restored) {
            restore(handle, restored);
        }
    }

    private static void delete(Handle handle, Change.VersionDeleted change) {
        Package owner = change.owner();
        PackageVersion subject = change.subject();
        check(VersionSql.markDeleted(handle, owner.id(), subject.id(), change.at()), change);
        VersionSql.releaseTags(handle, owner.id(), subject.tags(), subject.id());
        Counts counts = PackageSql.countVersions(
                        handle, owner.id(), -1, subject.tags().isEmpty() ? 0 : -1, 1)
                .orElseThrow(() -> inconsistent(change, null));
        VersionPosition position = VersionPosition.of(subject);
        VersionPageIndex.removed(handle, owner.id().value(), false, position);
        VersionPageIndex.added(handle, owner.id().value(), true, position, counts.deletedIndividually());
    }

    private static void restore(Handle handle, Change.VersionRestored change) {
        Package owner = change.owner();
        PackageVersion subject = change.subject();
        List<Tag> tags = subject.tags().stream()
                .filter(tag -> !change.movedTags().contains(tag))
                .toList();
        check(VersionSql.restore(handle, owner.id(), subject, tags), change);
        VersionSql.assignTags(handle, owner.id().value(), tags, subject.id().value());
        Counts counts = PackageSql.countVersions(handle, owner.id(), 1, tags.isEmpty() ? 0 : 1, -1)
                .orElseThrow(() -> inconsistent(change, null));
        VersionPosition position = VersionPosition.of(subject);
        VersionPageIndex.removed(handle, owner.id().value(), true, position);
        VersionPageIndex.added(handle, owner.id().value(), false, position, counts.active());
    }

    private static void check(boolean done, Change change) {
        if (!done) {
            throw inconsistent(change, null);
        }
    }

    private static UnavailableException inconsistent(Change change, Exception cause) {
        return new UnavailableException(
                "The change does not fit the stored state, stop the server and run 'packhouse store check': " + change,
                cause);
    }
}
