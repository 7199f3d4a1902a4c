package dev.packhouse.adapter.github.change;

import dev.packhouse.adapter.github.change.CurrentPackages.LastRead;
import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.client.ApiPaths;
import dev.packhouse.adapter.github.client.RefusalParser;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.adapter.github.client.response.ApiResponse;
import dev.packhouse.adapter.github.client.response.JsonEntry;
import dev.packhouse.application.model.UpstreamResponse;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.RefusedException;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.DeletionPolicy;
import dev.packhouse.domain.policy.Refusal.Reason;
import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The requests of the four changes. */
final class ChangeRequests {

    /** The largest assumed difference between GitHub's clock and the clock of this server. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final DeletionPolicy DELETION = new DeletionPolicy(Rules.GITHUB);

    private ChangeRequests() {}

    /** Returns the request of a change. The restore of a package reads which package has its name now. */
    static ChangeRequest of(Change change, CurrentPackages packages) {
        String owner = packages.ownerPath(namespace(change).owner()) + "/";
        return change.fold(
                deleted -> new DeletePackage(deleted, owner, packages),
                restored -> new RestorePackage(
                        restored,
                        owner,
                        packages,
                        packages.lastRead(
                                        restored.subject().namespace(),
                                        restored.subject().name())
                                .id()),
                deleted -> new DeleteVersion(deleted, owner, packages),
                restored -> new RestoreVersion(restored, owner, packages));
    }

    /** Returns the namespace of the package that a change affects. */
    static Namespace namespace(Change change) {
        return change.fold(
                deleted -> deleted.subject().namespace(),
                restored -> restored.subject().namespace(),
                deleted -> deleted.parent().namespace(),
                restored -> restored.parent().namespace());
    }

    /** Returns the path of the package that a change affects, below the path of its owner. */
    static String packagePath(Change change) {
        return change.fold(
                deleted -> ApiPaths.ofPackage(deleted.subject()),
                restored -> ApiPaths.ofPackage(
                        restored.subject().namespace(), restored.subject().name()),
                deleted -> ApiPaths.ofPackage(deleted.parent()),
                restored -> ApiPaths.ofPackage(restored.parent()));
    }

    /** Returns when this session read the package; the earliest instant if another package had the name then. */
    private static Instant readAt(CurrentPackages packages, Package subject) {
        LastRead read = packages.lastRead(subject.namespace(), subject.name());
        return read.id().equals(Optional.of(subject.id())) ? read.at() : Instant.MIN;
    }

    private static String label(Namespace namespace, PackageName name) {
        return "%s/%s/%s".formatted(namespace.owner().login(), namespace.type().label(), name);
    }

    private static String label(Package subject) {
        return label(subject.namespace(), subject.name());
    }

    private static Optional<JsonEntry> single(ApiResponse response) {
        return response.found()
                .filter(found -> found.entries().size() == 1)
                .map(found -> found.entries().get(0));
    }

    /** Returns whether an entry has this id. A proxy may respond with unrelated JSON. */
    private static boolean hasId(JsonEntry entry, long id) {
        return entry.id().equals(OptionalLong.of(id));
    }

    private record DeletePackage(Change.PackageDeleted change, String owner, CurrentPackages packages)
            implements ChangeRequest {

        @Override
        public String method() {
            return "DELETE";
        }

        @Override
        public String path() {
            return owner + packagePath(change);
        }

        @Override
        public Subject subject() {
            return Subject.PACKAGE;
        }

        @Override
        public Instant checkedAt() {
            return readAt(packages, change.subject());
        }

        /**
         * The package is deleted if another package has the name now. A 404 can also mean that the caller has lost
         * access, so the package is deleted only if the owner's list can be read and does not have it. A list that
         * still has it may be stale: then the verification is inconclusive. A caller who has lost access to this one
         * package since the decision sees the same as after its deletion; GitHub shows no difference.
         */
        @Override
        public Verification verify() {
            ApiResponse response = packages.fetch(path(), Subject.PACKAGE);
            if (response instanceof ApiResponse.Absent) {
                Package subject = change.subject();
                return packages.mayBeListed(subject.namespace(), subject.id())
                        ? Verification.UNSURE
                        : Verification.DONE;
            }
            return single(response)
                    .filter(entry -> entry.id().isPresent())
                    .map(entry -> isSubject(entry) && entry.string("deleted_at").isEmpty()
                            ? Verification.NOT_DONE
                            : Verification.DONE)
                    .orElse(Verification.UNSURE);
        }

        private boolean isSubject(JsonEntry entry) {
            return hasId(entry, change.subject().id().value());
        }

        /** Refuses the deletion if another package has the name now. */
        @Override
        public Optional<UpstreamResponse> revalidate() {
            ApiResponse response = packages.fetch(path(), Subject.PACKAGE);
            if (response instanceof ApiResponse.Absent absent) {
                return Optional.of(absent.refusal());
            }
            return single(response).filter(this::isSubject).isPresent()
                    ? Optional.empty()
                    : Optional.of(RefusalParser.notFound(Reason.PACKAGE_NOT_FOUND, "Package not found."));
        }

        @Override
        public String description() {
            return "delete package %s (%s)".formatted(change.subject().id(), label(change.subject()));
        }

        @Override
        public String howToCheck(ApiEndpoint endpoint) {
            return "check whether GET %s still shows package %s; if the response is 404 and %s does not list it, the package is deleted"
                    .formatted(
                            endpoint.at(path()),
                            change.subject().id(),
                            endpoint.at(owner + "packages?package_type="
                                    + change.subject().namespace().type().label()));
        }
    }

    /**
     * The restore of a package.
     *
     * @param holder the active package that had the name before the change
     */
    private record RestorePackage(
            Change.PackageRestored change, String owner, CurrentPackages packages, Optional<PackageId> holder)
            implements ChangeRequest {

        @Override
        public String method() {
            return "POST";
        }

        private String resourcePath() {
            return owner + packagePath(change);
        }

        @Override
        public String path() {
            return resourcePath() + "/restore";
        }

        @Override
        public Subject subject() {
            return Subject.PACKAGE;
        }

        /**
         * The package is not restored if the package that had the name before still has it. Any other package with the
         * name is the restored one if it is older than the change by more than the possible difference of the clocks. A
         * younger one may be new: then the verification is inconclusive.
         */
        @Override
        public Verification verify() {
            ApiResponse response = packages.fetch(resourcePath(), Subject.PACKAGE);
            if (response instanceof ApiResponse.Absent) {
                return Verification.NOT_DONE;
            }
            Optional<JsonEntry> shown = single(response);
            if (shown.filter(entry -> entry.string("deleted_at").isPresent() || isHolder(entry))
                    .isPresent()) {
                return Verification.NOT_DONE;
            }
            Optional<Instant> created = shown.flatMap(entry -> entry.instant("created_at"));
            return created.filter(instant -> instant.isBefore(change.at().minus(SKEW)))
                            .isPresent()
                    ? Verification.DONE
                    : Verification.UNSURE;
        }

        private boolean isHolder(JsonEntry entry) {
            return holder.filter(id -> hasId(entry, id.value())).isPresent();
        }

        @Override
        public String description() {
            return "restore package "
                    + label(change.subject().namespace(), change.subject().name());
        }

        @Override
        public String howToCheck(ApiEndpoint endpoint) {
            return "check whether GET %s shows the package with its former id; if the response is 404, it is not restored"
                    .formatted(endpoint.at(resourcePath()));
        }
    }

    private record DeleteVersion(Change.VersionDeleted change, String owner, CurrentPackages packages)
            implements ChangeRequest {

        @Override
        public String method() {
            return "DELETE";
        }

        @Override
        public String path() {
            return owner + ApiPaths.ofVersion(change.parent(), change.subject().id());
        }

        @Override
        public Subject subject() {
            return Subject.VERSION;
        }

        @Override
        public Instant checkedAt() {
            return readAt(packages, change.parent());
        }

        /**
         * The version is deleted if it is absent while its package is visible. If the package is absent too, the caller
         * may have lost access. The list of deleted versions is not read, since it may be stale.
         */
        @Override
        public Verification verify() {
            ApiResponse response = packages.fetch(path(), Subject.VERSION);
            if (response instanceof ApiResponse.Found) {
                return single(response)
                        .filter(entry -> hasId(entry, change.subject().id().value()))
                        .map(entry ->
                                entry.string("deleted_at").isPresent() ? Verification.DONE : Verification.NOT_DONE)
                        .orElse(Verification.UNSURE);
            }
            ApiResponse packageResponse = packages.fetch(owner + packagePath(change), Subject.PACKAGE);
            return single(packageResponse)
                            .filter(entry -> hasId(entry, change.parent().id().value()))
                            .isPresent()
                    ? Verification.DONE
                    : Verification.UNSURE;
        }

        /** Reads again the state that the deletion was decided on: the version may have become the last one. */
        @Override
        public Optional<UpstreamResponse> revalidate() {
            Optional<Package> current = packages.active(
                            change.parent().namespace(), change.parent().name())
                    .map(found -> found.subject().value())
                    .filter(found -> found.id().equals(change.parent().id()));
            if (current.isEmpty()) {
                return Optional.of(RefusalParser.notFound(Reason.PACKAGE_NOT_FOUND, "Package not found."));
            }
            Optional<PackageVersion> subject;
            try {
                subject = packages.version(current.get(), change.subject().id(), State.ACTIVE)
                        .map(WithSource::value);
            } catch (RefusedException e) {
                if (e.refusal().reason() == Reason.VERSION_NOT_FOUND) {
                    return Optional.of(e.refusal());
                }
                throw e;
            }
            if (subject.isEmpty()) {
                return Optional.of(RefusalParser.notFound(Reason.VERSION_NOT_FOUND, "Package version not found."));
            }
            // The rules of the decision once more: the version may have become the last one since.
            return DELETION.objection(current.get(), subject.get()).map(RefusalParser::ofDecision);
        }

        @Override
        public String description() {
            return version("delete", change.parent(), change.subject());
        }

        @Override
        public String howToCheck(ApiEndpoint endpoint) {
            return checkVersion(endpoint, owner, path(), change.parent());
        }
    }

    private record RestoreVersion(Change.VersionRestored change, String owner, CurrentPackages packages)
            implements ChangeRequest {

        @Override
        public String method() {
            return "POST";
        }

        private String resourcePath() {
            return owner + ApiPaths.ofVersion(change.parent(), change.subject().id());
        }

        @Override
        public String path() {
            return resourcePath() + "/restore";
        }

        @Override
        public Subject subject() {
            return Subject.VERSION;
        }

        @Override
        public Verification verify() {
            ApiResponse response = packages.fetch(resourcePath(), Subject.VERSION);
            boolean active = single(response)
                    .filter(entry -> hasId(entry, change.subject().id().value()))
                    .filter(entry -> entry.string("deleted_at").isEmpty())
                    .isPresent();
            if (active) {
                return Verification.DONE;
            }
            return packages.deletedVersion(change.parent(), change.subject().id())
                            .isPresent()
                    ? Verification.NOT_DONE
                    : Verification.UNSURE;
        }

        @Override
        public String description() {
            return version("restore", change.parent(), change.subject());
        }

        @Override
        public String howToCheck(ApiEndpoint endpoint) {
            return checkVersion(endpoint, owner, resourcePath(), change.parent());
        }
    }

    private static String version(String verb, Package parent, PackageVersion subject) {
        return "%s package version %s of %s".formatted(verb, subject.id(), label(parent));
    }

    private static String checkVersion(ApiEndpoint endpoint, String owner, String path, Package subject) {
        return "check whether GET %s shows the version, which makes it active, or %s lists it, which makes it deleted"
                .formatted(
                        endpoint.at(path),
                        endpoint.at(owner + ApiPaths.ofPackage(subject) + "/versions?state=deleted"));
    }
}
