package dev.packhouse.adapter.http.wiring;

import dev.packhouse.adapter.http.control.StaleCatalogs;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageLifecycle;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.service.CatalogService;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Replicas of a backend, to each of which the changes of the backend are applied after a lag. Tests of clients see by them lists that
 * are stale, as those of a real registry are after a change. Safe for many threads.
 */
final class StaleReplicas implements StaleCatalogs, AutoCloseable {

    private final Backend origin;
    private final Opener opener;
    private final Rules rules;
    private final InstantSource clock;
    private final Map<Duration, Replica> replicas = new HashMap<>();

    /**
     * Creates replicas of a backend, none so far.
     *
     * @param origin keeps data of its own
     * @param opener opens the backends of replicas
     */
    StaleReplicas(Backend origin, Opener opener, Rules rules, InstantSource clock) {
        this.origin = origin;
        this.opener = opener;
        this.rules = rules;
        this.clock = clock;
    }

    /** Opens backends. */
    @FunctionalInterface
    interface Opener {

        /** Opens a new, empty backend. */
        Opened open();
    }

    /**
     * A backend, and how it is closed.
     *
     * @param close closes the backend, and deletes its data
     */
    record Opened(Backend backend, Runnable close) {}

    /** A change of the backend, to be applied by the same caller. */
    private record Late(Instant at, AuthenticatedCaller caller, Change change) {}

    /** A replica, and the changes that it does not have yet. */
    private static final class Replica {

        private final Opened opened;
        private final PackageCatalog catalog;
        private final Queue<Late> late = new ArrayDeque<>();

        Replica(Opened opened, PackageCatalog catalog) {
            this.opened = opened;
            this.catalog = catalog;
        }

        void applyUntil(Instant instant) {
            while (!late.isEmpty() && !late.peek().at().isAfter(instant)) {
                Late next = late.remove();
                opened.backend().<Void>write(next.caller(), session -> {
                    session.apply(next.change());
                    return null;
                });
            }
        }
    }

    @Override
    public synchronized void keep(Set<Duration> lags) {
        replicas.entrySet().removeIf(entry -> {
            boolean unused = !lags.contains(entry.getKey());
            if (unused) {
                entry.getValue().opened.close().run();
            }
            return unused;
        });
        if (!replicas.keySet().containsAll(lags)) {
            RegistryState present = present();
            lags.forEach(lag -> replicas.computeIfAbsent(lag, added -> {
                Opened opened = opener.open();
                opened.backend().store().orElseThrow().add(present);
                return new Replica(opened, new CatalogService(opened.backend(), rules, clock));
            }));
        }
    }

    private RegistryState present() {
        return origin.store().orElseThrow().export();
    }

    @Override
    public synchronized void refresh() {
        if (!replicas.isEmpty()) {
            RegistryState present = present();
            replicas.values().forEach(replica -> {
                replica.late.clear();
                replica.opened.backend().store().orElseThrow().replace(present);
            });
        }
    }

    @Override
    public synchronized Optional<PackageCatalog> behind(Duration lag) {
        Optional<Replica> replica = Optional.ofNullable(replicas.get(lag));
        replica.ifPresent(found -> found.applyUntil(clock.instant().minus(lag)));
        return replica.map(found -> found.catalog);
    }

    /** The use cases, from which the replicas get their changes. Changes are made one after the other, in the order of the replicas. */
    PackageLifecycle observed(PackageLifecycle lifecycle) {
        return new PackageLifecycle() {
            @Override
            public Outcome<Change> deletePackage(AuthenticatedCaller caller, PackageAddress address) {
                return queue(caller, () -> lifecycle.deletePackage(caller, address));
            }

            @Override
            public Outcome<Change> restorePackage(
                    AuthenticatedCaller caller, PackageAddress address, Optional<String> token) {
                return queue(caller, () -> lifecycle.restorePackage(caller, address, token));
            }

            @Override
            public Outcome<Change> deleteVersion(
                    AuthenticatedCaller caller, PackageAddress address, VersionId version) {
                return queue(caller, () -> lifecycle.deleteVersion(caller, address, version));
            }

            @Override
            public Outcome<Change> restoreVersion(
                    AuthenticatedCaller caller, PackageAddress address, VersionId version) {
                return queue(caller, () -> lifecycle.restoreVersion(caller, address, version));
            }
        };
    }

    private synchronized Outcome<Change> queue(AuthenticatedCaller caller, Supplier<Outcome<Change>> request) {
        Outcome<Change> outcome = request.get();
        if (outcome instanceof Outcome.Allowed<Change> allowed) {
            Late change = new Late(clock.instant(), caller, allowed.value());
            replicas.values().forEach(replica -> replica.late.add(change));
        }
        return outcome;
    }

    @Override
    public synchronized void close() {
        replicas.values().forEach(replica -> replica.opened.close().run());
        replicas.clear();
    }
}
