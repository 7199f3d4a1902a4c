package dev.packhouse.adapter.github;

import dev.packhouse.adapter.github.Changes.Errand;
import dev.packhouse.adapter.github.Changes.Look;
import dev.packhouse.adapter.github.GitHubClient.Freshness;
import dev.packhouse.adapter.github.Refusals.Subject;
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
final class Errands {

    /** How far GitHub's clock and ours may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final CurrentPackages packages;

    Errands(CurrentPackages packages) {
        this.packages = packages;
    }

    /**
     * The errand of a change.
     *
     * @param owner the path of the package's owner
     */
    Errand of(Change change, String owner) {
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
    static Namespace namespace(Change change) {
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

    private static Optional<Item> one(Reply reply) {
        return reply.found()
                .filter(found -> found.items().size() == 1)
                .map(found -> found.items().get(0));
    }

    /** Whether something is what it is taken for: not every JSON that comes of an address is. */
    private static boolean has(Item item, long id) {
        return item.id().equals(OptionalLong.of(id));
    }

    private record DeletePackage(Change.PackageDeleted change, String owner, CurrentPackages packages)
            implements Errand {

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
            return Paths.ofPackage(change.subject());
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
        public Look look(GitHubClient client, Caller caller) {
            Reply reply = Changes.ask(client, caller, path(), Subject.PACKAGE);
            if (reply instanceof Reply.Absent) {
                Package subject = change.subject();
                return packages.lists(subject.namespace(), subject.id()) ? Look.UNSURE : Look.DONE;
            }
            return one(reply)
                    .filter(item -> item.id().isPresent())
                    .map(item -> isSubject(item) && item.string("deleted_at").isEmpty() ? Look.NOT_DONE : Look.DONE)
                    .orElse(Look.UNSURE);
        }

        private boolean isSubject(Item item) {
            return has(item, change.subject().id().value());
        }

        /** Another package of the name is none that this deletion was decided on. */
        @Override
        public Optional<Refusal.UpstreamRefusal> gone(GitHubClient client, Caller caller) {
            Reply reply = Changes.ask(client, caller, path(), Subject.PACKAGE);
            if (reply instanceof Reply.Absent absent) {
                return Optional.of(absent.refusal());
            }
            return one(reply).filter(this::isSubject).isPresent()
                    ? Optional.empty()
                    : Optional.of(Refusals.notFound(Reason.PACKAGE_NOT_FOUND, "Package not found."));
        }

        @Override
        public String what() {
            return "delete package %s (%s)".formatted(change.subject().id(), label(change.subject()));
        }

        @Override
        public String check(Endpoint endpoint) {
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
            implements Errand {

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
            return Paths.ofPackage(subject.namespace(), subject.name());
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
        public Look look(GitHubClient client, Caller caller) {
            Reply reply = Changes.ask(client, caller, home(), Subject.PACKAGE);
            if (reply instanceof Reply.Absent) {
                return Look.NOT_DONE;
            }
            Optional<Item> shown = one(reply);
            if (shown.filter(item -> item.string("deleted_at").isPresent() || isHolder(item))
                    .isPresent()) {
                return Look.NOT_DONE;
            }
            Optional<Instant> created = shown.flatMap(item -> item.instant("created_at"));
            return created.filter(instant -> instant.isBefore(change.at().minus(SKEW)))
                            .isPresent()
                    ? Look.DONE
                    : Look.UNSURE;
        }

        private boolean isHolder(Item item) {
            return holder.filter(id -> has(item, id.value())).isPresent();
        }

        @Override
        public String what() {
            return "restore package "
                    + label(change.subject().namespace(), change.subject().name());
        }

        @Override
        public String check(Endpoint endpoint) {
            return "check whether GET %s shows the package with its former id; if it answers 404, it is not restored"
                    .formatted(endpoint.at(home()));
        }
    }

    private record DeleteVersion(Change.VersionDeleted change, String owner, CurrentPackages packages)
            implements Errand {

        @Override
        public String method() {
            return "DELETE";
        }

        @Override
        public String path() {
            return owner + "/"
                    + Paths.ofVersion(change.owner(), change.subject().id());
        }

        @Override
        public String packagePath() {
            return Paths.ofPackage(change.owner());
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
        public Look look(GitHubClient client, Caller caller) {
            Reply reply = Changes.ask(client, caller, path(), Subject.VERSION);
            if (reply instanceof Reply.Found) {
                return one(reply)
                        .filter(item -> has(item, change.subject().id().value()))
                        .map(item -> item.string("deleted_at").isPresent() ? Look.DONE : Look.NOT_DONE)
                        .orElse(Look.UNSURE);
            }
            Reply home = Changes.ask(client, caller, owner + "/" + packagePath(), Subject.PACKAGE);
            return one(home)
                            .filter(item -> has(item, change.owner().id().value()))
                            .isPresent()
                    ? Look.DONE
                    : Look.UNSURE;
        }

        /** Finds the facts once more that it was decided on: a version may have become the last one since. */
        @Override
        public Optional<Refusal.UpstreamRefusal> gone(GitHubClient client, Caller caller) {
            Optional<Package> home = packages.active(
                            change.owner().namespace(), change.owner().name())
                    .map(found -> found.subject().value())
                    .filter(found -> found.id().equals(change.owner().id()));
            if (home.isEmpty()) {
                return Optional.of(Refusals.notFound(Reason.PACKAGE_NOT_FOUND, "Package not found."));
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
                return Optional.of(Refusals.notFound(Reason.VERSION_NOT_FOUND, "Package version not found."));
            }
            VersionCounts counts = home.get().versions();
            if (counts.active().equals(OptionalLong.of(1))) {
                return Optional.of(Refusals.foreseen(new Refusal.LastVersion()));
            }
            // Tagged versions are counted of container packages alone.
            return !subject.get().tags().isEmpty() && counts.tagged().equals(OptionalLong.of(1))
                    ? Optional.of(Refusals.foreseen(new Refusal.LastTaggedVersion()))
                    : Optional.empty();
        }

        @Override
        public String what() {
            return version("delete", change.owner(), change.subject());
        }

        @Override
        public String check(Endpoint endpoint) {
            return checkVersion(endpoint, owner, path(), change.owner());
        }
    }

    private record RestoreVersion(Change.VersionRestored change, String owner, CurrentPackages packages)
            implements Errand {

        @Override
        public String method() {
            return "POST";
        }

        private String home() {
            return owner + "/"
                    + Paths.ofVersion(change.owner(), change.subject().id());
        }

        @Override
        public String path() {
            return home() + "/restore";
        }

        @Override
        public String packagePath() {
            return Paths.ofPackage(change.owner());
        }

        @Override
        public Subject subject() {
            return Subject.VERSION;
        }

        @Override
        public Look look(GitHubClient client, Caller caller) {
            Reply reply = Changes.ask(client, caller, home(), Subject.VERSION);
            boolean active = one(reply)
                    .filter(item -> has(item, change.subject().id().value()))
                    .filter(item -> item.string("deleted_at").isEmpty())
                    .isPresent();
            if (active) {
                return Look.DONE;
            }
            return packages.deletedVersion(change.owner(), change.subject().id(), Freshness.AFRESH)
                            .isPresent()
                    ? Look.NOT_DONE
                    : Look.UNSURE;
        }

        @Override
        public String what() {
            return version("restore", change.owner(), change.subject());
        }

        @Override
        public String check(Endpoint endpoint) {
            return checkVersion(endpoint, owner, home(), change.owner());
        }
    }

    private static String version(String verb, Package owner, PackageVersion subject) {
        return "%s package version %s of %s".formatted(verb, subject.id(), label(owner));
    }

    private static String checkVersion(Endpoint endpoint, String owner, String path, Package subject) {
        return "check whether GET %s shows the version, which makes it active, or %s lists it, which makes it deleted"
                .formatted(
                        endpoint.at(path),
                        endpoint.at(owner + "/" + Paths.ofPackage(subject) + "/versions?state=deleted"));
    }
}
