package dev.packhouse.adapter.github.change;

import dev.packhouse.adapter.github.change.ChangeExecutor.ChangeRequest;
import dev.packhouse.adapter.github.change.ChangeExecutor.Verification;
import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.client.ApiPaths;
import dev.packhouse.adapter.github.client.ApiResponse;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.JsonEntry;
import dev.packhouse.adapter.github.client.RefusalParser;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.RefusedException;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The four changes, as GitHub is told them. */
public final class ChangeRequests {

    /** How far GitHub's clock and ours may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final CurrentPackages packages;

    public ChangeRequests(CurrentPackages packages) {
        this.packages = packages;
    }

    /**
     * The request of a change.
     *
     * @param owner the path of the package's owner
     */
    public ChangeRequest of(Change change, String owner) {
        if (change instanceof Change.PackageDeleted deleted) {
            return new DeletePackage(deleted, owner, packages);
        }
        if (change instanceof Change.PackageRestored restored) {
            return new RestorePackage(restored, owner, packages.shown());
        }
        if (change instanceof Change.VersionDeleted deleted) {
            return new DeleteVersion(deleted, owner, packages);
        }
        return new RestoreVersion((Change.VersionRestored) change, owner, packages);
    }

    /** Whose package a change is about. */
    public static Namespace namespace(Change change) {
        if (change instanceof Change.PackageDeleted deleted) {
            return deleted.subject().namespace();
        }
        if (change instanceof Change.PackageRestored restored) {
            return restored.subject().namespace();
        }
        if (change instanceof Change.VersionDeleted deleted) {
            return deleted.owner().namespace();
        }
        return ((Change.VersionRestored) change).owner().namespace();
    }

    private static String label(Namespace namespace, PackageName name) {
        return "%s/%s/%s".formatted(namespace.owner().login(), namespace.type().label(), name);
    }

    private static String label(Package subject) {
        return label(subject.namespace(), subject.name());
    }

    private static Optional<JsonEntry> one(ApiResponse response) {
        return response.found()
                .filter(found -> found.entries().size() == 1)
                .map(found -> found.entries().get(0));
    }

    /** Whether something is what it is taken for: not every JSON that comes of an address is. */
    private static boolean has(JsonEntry entry, long id) {
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
            return owner + "/" + packagePath();
        }

        @Override
        public String packagePath() {
            return ApiPaths.ofPackage(change.subject());
        }

        @Override
        public Subject subject() {
            return Subject.PACKAGE;
        }

        /**
         * Where another package has the name by now, this one is gone. Where nothing has it, it may be the caller's rights
         * that are gone, so its owner's list has to answer as well, and without it. A list that still has it may be late:
         * that settles nothing.
         */
        @Override
        public Verification verify(GitHubClient client, Caller caller) {
            ApiResponse response = ChangeExecutor.fetch(client, caller, path(), Subject.PACKAGE);
            if (response instanceof ApiResponse.Absent) {
                Package subject = change.subject();
                return packages.lists(subject.namespace(), subject.id()) ? Verification.UNSURE : Verification.DONE;
            }
            return one(response)
                    .filter(entry -> entry.id().isPresent())
                    .map(entry -> isSubject(entry) && entry.string("deleted_at").isEmpty()
                            ? Verification.NOT_DONE
                            : Verification.DONE)
                    .orElse(Verification.UNSURE);
        }

        private boolean isSubject(JsonEntry entry) {
            return has(entry, change.subject().id().value());
        }

        /** Another package of the name is none that this deletion was decided on. */
        @Override
        public Optional<Refusal.UpstreamRefusal> revalidate(GitHubClient client, Caller caller) {
            ApiResponse response = ChangeExecutor.fetch(client, caller, path(), Subject.PACKAGE);
            if (response instanceof ApiResponse.Absent absent) {
                return Optional.of(absent.refusal());
            }
            return one(response).filter(this::isSubject).isPresent()
                    ? Optional.empty()
                    : Optional.of(RefusalParser.notFound(Reason.PACKAGE_NOT_FOUND, "Package not found."));
        }

        @Override
        public String description() {
            return "delete package %s (%s)".formatted(change.subject().id(), label(change.subject()));
        }

        @Override
        public String howToCheck(ApiEndpoint endpoint) {
            return "check whether GET %s still shows package %s; if it answers 404 and %s does not list it, the package is deleted"
                    .formatted(
                            endpoint.at(path()),
                            change.subject().id(),
                            endpoint.at(owner + "/packages?package_type="
                                    + change.subject().namespace().type().label()));
        }
    }

    /** The holder is the active package that had the name before. */
    private record RestorePackage(Change.PackageRestored change, String owner, Optional<PackageId> holder)
            implements ChangeRequest {

        @Override
        public String method() {
            return "POST";
        }

        private String home() {
            return owner + "/" + packagePath();
        }

        @Override
        public String path() {
            return home() + "/restore";
        }

        @Override
        public String packagePath() {
            DeletedPackage subject = change.subject();
            return ApiPaths.ofPackage(subject.namespace(), subject.name());
        }

        @Override
        public Subject subject() {
            return Subject.PACKAGE;
        }

        /**
         * What had the name before and has it still is not restored. What else has it is the restored package, unless it was
         * made only since then.
         */
        @Override
        public Verification verify(GitHubClient client, Caller caller) {
            ApiResponse response = ChangeExecutor.fetch(client, caller, home(), Subject.PACKAGE);
            if (response instanceof ApiResponse.Absent) {
                return Verification.NOT_DONE;
            }
            Optional<JsonEntry> shown = one(response);
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
            return holder.filter(id -> has(entry, id.value())).isPresent();
        }

        @Override
        public String description() {
            return "restore package "
                    + label(change.subject().namespace(), change.subject().name());
        }

        @Override
        public String howToCheck(ApiEndpoint endpoint) {
            return "check whether GET %s shows the package with its former id; if it answers 404, it is not restored"
                    .formatted(endpoint.at(home()));
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
            return owner + "/"
                    + ApiPaths.ofVersion(change.owner(), change.subject().id());
        }

        @Override
        public String packagePath() {
            return ApiPaths.ofPackage(change.owner());
        }

        @Override
        public Subject subject() {
            return Subject.VERSION;
        }

        /**
         * A version that is gone while its package is still shown is deleted; if the package is gone too, it may be the
         * caller's rights that are gone. The list of deleted versions is not asked: it may be late.
         */
        @Override
        public Verification verify(GitHubClient client, Caller caller) {
            ApiResponse response = ChangeExecutor.fetch(client, caller, path(), Subject.VERSION);
            if (response instanceof ApiResponse.Found) {
                return one(response)
                        .filter(entry -> has(entry, change.subject().id().value()))
                        .map(entry ->
                                entry.string("deleted_at").isPresent() ? Verification.DONE : Verification.NOT_DONE)
                        .orElse(Verification.UNSURE);
            }
            ApiResponse home = ChangeExecutor.fetch(client, caller, owner + "/" + packagePath(), Subject.PACKAGE);
            return one(home)
                            .filter(entry -> has(entry, change.owner().id().value()))
                            .isPresent()
                    ? Verification.DONE
                    : Verification.UNSURE;
        }

        /** Finds the facts once more that it was decided on: a version may have become the last one since. */
        @Override
        public Optional<Refusal.UpstreamRefusal> revalidate(GitHubClient client, Caller caller) {
            Optional<Package> home = packages.active(
                            change.owner().namespace(), change.owner().name())
                    .map(found -> found.subject().value())
                    .filter(found -> found.id().equals(change.owner().id()));
            if (home.isEmpty()) {
                return Optional.of(RefusalParser.notFound(Reason.PACKAGE_NOT_FOUND, "Package not found."));
            }
            Optional<PackageVersion> subject;
            try {
                subject = packages.version(home.get(), change.subject().id(), State.ACTIVE)
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
            VersionCounts counts = home.get().versions();
            if (counts.active().equals(OptionalLong.of(1))) {
                return Optional.of(RefusalParser.foreseen(new Refusal.LastVersion()));
            }
            // Tagged versions are counted of container packages alone.
            return !subject.get().tags().isEmpty() && counts.tagged().equals(OptionalLong.of(1))
                    ? Optional.of(RefusalParser.foreseen(new Refusal.LastTaggedVersion()))
                    : Optional.empty();
        }

        @Override
        public String description() {
            return version("delete", change.owner(), change.subject());
        }

        @Override
        public String howToCheck(ApiEndpoint endpoint) {
            return checkVersion(endpoint, owner, path(), change.owner());
        }
    }

    private record RestoreVersion(Change.VersionRestored change, String owner, CurrentPackages packages)
            implements ChangeRequest {

        @Override
        public String method() {
            return "POST";
        }

        private String home() {
            return owner + "/"
                    + ApiPaths.ofVersion(change.owner(), change.subject().id());
        }

        @Override
        public String path() {
            return home() + "/restore";
        }

        @Override
        public String packagePath() {
            return ApiPaths.ofPackage(change.owner());
        }

        @Override
        public Subject subject() {
            return Subject.VERSION;
        }

        @Override
        public Verification verify(GitHubClient client, Caller caller) {
            ApiResponse response = ChangeExecutor.fetch(client, caller, home(), Subject.VERSION);
            boolean active = one(response)
                    .filter(entry -> has(entry, change.subject().id().value()))
                    .filter(entry -> entry.string("deleted_at").isEmpty())
                    .isPresent();
            if (active) {
                return Verification.DONE;
            }
            return packages.deletedVersion(change.owner(), change.subject().id(), Freshness.BYPASS)
                            .isPresent()
                    ? Verification.NOT_DONE
                    : Verification.UNSURE;
        }

        @Override
        public String description() {
            return version("restore", change.owner(), change.subject());
        }

        @Override
        public String howToCheck(ApiEndpoint endpoint) {
            return checkVersion(endpoint, owner, home(), change.owner());
        }
    }

    private static String version(String verb, Package owner, PackageVersion subject) {
        return "%s package version %s of %s".formatted(verb, subject.id(), label(owner));
    }

    private static String checkVersion(ApiEndpoint endpoint, String owner, String path, Package subject) {
        return "check whether GET %s shows the version, which makes it active, or %s lists it, which makes it deleted"
                .formatted(
                        endpoint.at(path),
                        endpoint.at(owner + "/" + ApiPaths.ofPackage(subject) + "/versions?state=deleted"));
    }
}
