package dev.packhouse.adapter.github.change;

import dev.packhouse.adapter.github.client.ApiPaths;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Change;

/** Creates the request of a change. */
final class ChangeRequests {

    private ChangeRequests() {}

    /** Returns the request of a change. The restore of a package reads which package has its name now. */
    static ChangeRequest of(Change change, CurrentPackages packages) {
        return change.fold(
                deleted -> new DeletePackage(deleted, owner(deleted, packages), packages),
                restored -> new RestorePackage(
                        restored,
                        owner(restored, packages),
                        packages,
                        packages.lastRead(restored.namespace(), restored.packageName())
                                .id()),
                deleted -> new DeleteVersion(version(deleted, deleted.subject().id(), packages), true),
                restored ->
                        new RestoreVersion(version(restored, restored.subject().id(), packages)),
                left -> left.operation() == Operation.DELETE_VERSION
                        ? new DeleteVersion(version(left, left.version(), packages), false)
                        : new RestoreVersion(version(left, left.version(), packages)));
    }

    /** Returns the path of the package or version that a change concerns, below the path of its owner. */
    static String resource(Change change) {
        String ofPackage = ApiPaths.ofPackage(change.namespace(), change.packageName());
        return change.fold(
                deleted -> ofPackage,
                restored -> ofPackage,
                deleted -> ofVersion(deleted, deleted.subject().id()),
                restored -> ofVersion(restored, restored.subject().id()),
                left -> ofVersion(left, left.version()));
    }

    private static String ofVersion(Change change, VersionId id) {
        return ApiPaths.ofVersion(change.namespace(), change.packageName(), id);
    }

    private static VersionChange version(Change change, VersionId id, CurrentPackages packages) {
        return new VersionChange(change, id, owner(change, packages), packages);
    }

    private static String owner(Change change, CurrentPackages packages) {
        return packages.ownerPath(change.namespace().owner()) + "/";
    }
}
