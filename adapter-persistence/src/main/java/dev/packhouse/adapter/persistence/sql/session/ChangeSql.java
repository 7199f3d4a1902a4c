package dev.packhouse.adapter.persistence.sql.session;

import dev.packhouse.adapter.persistence.sql.PackageSql;
import dev.packhouse.adapter.persistence.sql.PackageSql.Counts;
import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.adapter.persistence.sql.VersionList;
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

/**
 * Applies changes. Each change begins with a conditional write, which changes a row only if it is in the state on which
 * the change was decided. Decision and change are in one write task, so a condition that fails shows a damaged
 * database.
 */
final class ChangeSql {

    private ChangeSql() {}

    static void apply(SqlConnection connection, Change change) {
        try {
            if (!dispatch(connection, change)) {
                throw inconsistent(change, null);
            }
        } catch (UnavailableException e) {
            if (connection.isConstraintViolation(e)) {
                throw inconsistent(change, e);
            }
            throw e;
        }
    }

    /** Returns false if the stored state is not the one on which the change was decided. */
    private static boolean dispatch(SqlConnection connection, Change change) {
        return change.fold(
                deleted -> PackageSql.markDeleted(connection, deleted.subject(), deleted.at()),
                restored -> restored.subject() instanceof DeletedPackage.Known known
                        && PackageSql.restore(connection, known.value()),
                deleted -> delete(connection, deleted),
                restored -> restore(connection, restored),
                left -> {
                    throw new IllegalArgumentException("This store decides itself, and no registry behind it: " + left);
                });
    }

    private static boolean delete(SqlConnection connection, Change.VersionDeleted change) {
        Package parent = change.parent();
        PackageVersion subject = change.subject();
        if (!VersionSql.markDeleted(connection, parent.id(), subject.id(), change.at())) {
            return false;
        }
        VersionSql.releaseTags(connection, parent.id(), subject.tags(), subject.id());
        Counts counts = PackageSql.countVersions(
                        connection, parent.id(), -1, subject.tags().isEmpty() ? 0 : -1, 1)
                .orElseThrow(() -> inconsistent(change, null));
        VersionPosition position = VersionPosition.of(subject);
        VersionPageIndex.removed(connection, new VersionList(parent.id(), false), position);
        VersionPageIndex.added(connection, new VersionList(parent.id(), true), position, counts.deletedIndividually());
        return true;
    }

    private static boolean restore(SqlConnection connection, Change.VersionRestored change) {
        Package parent = change.parent();
        PackageVersion subject = change.subject();
        List<Tag> tags = subject.tags().stream()
                .filter(tag -> !change.movedTags().contains(tag))
                .toList();
        if (!VersionSql.restore(connection, parent.id(), subject, tags)) {
            return false;
        }
        VersionSql.assignTags(
                connection, parent.id().value(), tags, subject.id().value());
        Counts counts = PackageSql.countVersions(connection, parent.id(), 1, tags.isEmpty() ? 0 : 1, -1)
                .orElseThrow(() -> inconsistent(change, null));
        VersionPosition position = VersionPosition.of(subject);
        VersionPageIndex.removed(connection, new VersionList(parent.id(), true), position);
        VersionPageIndex.added(connection, new VersionList(parent.id(), false), position, counts.active());
        return true;
    }

    private static UnavailableException inconsistent(Change change, Exception cause) {
        return new UnavailableException(
                "The change does not fit the stored state, stop the server and run 'packhouse store check': " + change,
                cause);
    }
}
