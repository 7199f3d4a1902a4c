package dev.packhouse.adapter.github.seen;

import com.google.common.cache.Cache;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.ExpiringCache;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Change;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * What GitHub has shown of packages and their versions, for each caller. It is kept for one minute, as GitHub allows
 * ({@code max-age=60}), and adjusted by the changes of this server in the meantime. Nothing is asked for: what was not
 * shown is unknown. Safe for many threads.
 */
public final class SeenPackages {

    /** How long after its first response what was seen of a package is forgotten. Later responses do not extend it. */
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    /** The most packages that are kept, each with at most {@link SeenPackage#MAX_VERSIONS} versions. */
    private static final int MAX_PACKAGES = 1000;

    private record Key(String caller, AccountId owner, PackageType type, PackageName name) {

        boolean isOf(Namespace namespace, PackageName other) {
            return owner.equals(namespace.owner().id()) && type == namespace.type() && name.equals(other);
        }
    }

    private final Cache<Key, SeenPackage> packages;

    /** Creates an empty cache. */
    public SeenPackages(InstantSource clock) {
        this.packages = ExpiringCache.create(LIFETIME, MAX_PACKAGES, clock);
    }

    private static Key key(Caller caller, Namespace namespace, PackageName name) {
        return new Key(caller.key(), namespace.owner().id(), namespace.type(), name);
    }

    /** Adds a package from a response. Another package with its name is forgotten. */
    public void add(Caller caller, Package subject) {
        seen(caller, subject).add(subject);
    }

    /** Adds versions of a package from a response. */
    public void add(Caller caller, Package parent, List<PackageVersion> versions) {
        seen(caller, parent).add(versions);
    }

    /** Adds the versions of a package from a response that has all active ones. */
    public void addAll(Caller caller, Package parent, List<PackageVersion> versions) {
        seen(caller, parent).addAll(versions);
    }

    private SeenPackage seen(Caller caller, Package subject) {
        Key key = key(caller, subject.namespace(), subject.name());
        SeenPackage known = packages.getIfPresent(key);
        if (known != null && !known.subject().id().equals(subject.id())) {
            packages.invalidate(key);
        }
        try {
            return packages.get(key, () -> new SeenPackage(subject));
        } catch (ExecutionException e) {
            throw new IllegalStateException("The constructor throws no checked exception", e);
        }
    }

    /** Forgets a package that a response shows as absent. */
    public void remove(Caller caller, Namespace namespace, PackageName name) {
        packages.invalidate(key(caller, namespace, name));
    }

    /** Returns a package that the caller has seen, with the counts that are known; empty if it has not been shown. */
    public Optional<Package> find(Caller caller, Namespace namespace, PackageName name) {
        return known(caller, namespace, name).map(SeenPackage::subject);
    }

    /** Returns a version that the caller has seen in this state; empty if it has not been shown. */
    public Optional<PackageVersion> find(
            Caller caller, Namespace namespace, PackageName name, VersionId id, State state) {
        return known(caller, namespace, name).flatMap(seen -> seen.version(id, state));
    }

    private Optional<SeenPackage> known(Caller caller, Namespace namespace, PackageName name) {
        return Optional.ofNullable(packages.getIfPresent(key(caller, namespace, name)));
    }

    /** Adjusts what all callers have seen to a change that GitHub has made. */
    public void adjust(Change change) {
        change.<Runnable>fold(
                        deleted -> () -> forget(deleted),
                        restored -> () -> forget(restored),
                        deleted -> () -> delete(deleted, deleted.subject().id()),
                        restored -> () -> restore(restored, restored.subject().id()),
                        left -> () -> adjust(left))
                .run();
    }

    private void adjust(Change.LeftToRegistry change) {
        if (change.operation() == Operation.DELETE_VERSION) {
            delete(change, change.version());
        } else {
            restore(change, change.version());
        }
    }

    private void delete(Change change, VersionId id) {
        forEach(change, seen -> seen.delete(id, change.at()));
    }

    private void restore(Change change, VersionId id) {
        forEach(change, seen -> seen.restore(id));
    }

    private void forEach(Change change, Consumer<SeenPackage> adjustment) {
        packages.asMap().forEach((key, seen) -> {
            if (key.isOf(change.namespace(), change.packageName())) {
                adjustment.accept(seen);
            }
        });
    }

    /** Forgets, for all callers, the package of a change that GitHub has refused, or may have made. */
    public void forget(Change change) {
        packages.asMap().keySet().removeIf(key -> key.isOf(change.namespace(), change.packageName()));
    }

    /** Forgets what a caller has seen, since GitHub has rejected the token. */
    public void forget(Caller caller) {
        packages.asMap().keySet().removeIf(key -> key.caller().equals(caller.key()));
    }
}
