package dev.packhouse.adapter.github.registry;

import com.google.common.escape.Escaper;
import com.google.common.net.UrlEscapers;
import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.client.HttpTransport;
import dev.packhouse.adapter.github.client.RetryDelay;
import dev.packhouse.adapter.github.client.Sleeper;
import dev.packhouse.adapter.github.registry.RegistryOptions.Mode;
import dev.packhouse.adapter.github.registry.RepositoryRead.Tools;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.PackageType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * GitHub's container registry, from which manifests are read. Each is read once, because the registry may count a read as a
 * download. Safe for many threads.
 */
public final class ContainerRegistry implements AutoCloseable {

    /** How many requests of all callers are in flight at most. */
    static final int PARALLEL = 10;

    private static final Escaper SEGMENT = UrlEscapers.urlPathSegmentEscaper();

    private static final ManifestFacts NOT_READ = new ManifestFacts.Unknown("it was not read");

    private final RegistryOptions options;
    private final Duration limitWait;
    private final InstantSource clock;
    private final ManifestCache cache;
    private final Optional<Connection> connection;

    /** What is there if there is something to read from. */
    private record Connection(HttpTransport transport, ExecutorService threads, Tools tools) {}

    /**
     * Creates a registry. Neither sends a request nor opens a file.
     *
     * @param client how to connect, the timeouts, attempts and limit wait
     * @param sleeper waits for limits and retry delays
     * @param random makes a part of each retry delay random
     * @param directory the data directory, which exists and is locked; without it the cache is in memory
     */
    public ContainerRegistry(
            RegistryOptions options,
            ClientOptions client,
            InstantSource clock,
            Sleeper sleeper,
            RandomGenerator random,
            Optional<Path> directory) {
        this.options = options;
        this.limitWait = client.limitWait();
        this.clock = clock;
        this.cache = new ManifestCache(directory);
        this.connection = options.address()
                .filter(address -> options.mode() == Mode.READ)
                .map(address ->
                        connection(address, client, sleeper, new RetryDelay(client.backoff(), sleeper, random)));
    }

    /** The address that gets the tokens of callers; empty if nothing is read. */
    public Optional<String> address() {
        return connection.isPresent()
                ? options.address().map(address -> address.base().toString())
                : Optional.empty();
    }

    private Connection connection(ApiEndpoint address, ClientOptions client, Sleeper sleeper, RetryDelay retryDelay) {
        AtomicLong number = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL, task -> {
            Thread thread = new Thread(task, "github-registry-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        HttpTransport http = new HttpTransport(address, client, RegistryTransport.BODY_LIMIT);
        RegistryStops stops = new RegistryStops(clock);
        RegistryTransport transport = new RegistryTransport(http, stops);
        ManifestRequests requests =
                new ManifestRequests(address, transport, new RegistryTokens(address, transport), cache);
        return new Connection(
                http, threads, new Tools(requests, stops, threads, retryDelay, sleeper, client.attempts()));
    }

    /**
     * Returns what is known of the manifests of exactly these versions. Reads those that the cache does not have, unless the mode
     * forbids it. A manifest that cannot be read is unknown, with the reason, and is requested again by the next call.
     *
     * @throws dev.packhouse.application.model.UnavailableException if the thread is interrupted
     */
    public Map<VersionId, ManifestFacts> manifests(Caller caller, Package parent, List<PackageVersion> versions) {
        if (!parent.namespace().type().hasTags()) {
            return Map.of();
        }
        Optional<String> none = reasonForNone(parent.namespace().type());
        Map<VersionId, ManifestFacts> facts = new LinkedHashMap<>();
        Set<Digest> missing = new LinkedHashSet<>();
        for (PackageVersion version : versions) {
            Optional<ManifestFacts> found = none.<ManifestFacts>map(ManifestFacts.Unknown::new)
                    .or(() -> withoutRequest(version.name().value()));
            facts.put(version.id(), found.orElse(NOT_READ));
            if (found.isEmpty()) {
                missing.add(new Digest(version.name().value()));
            }
        }
        if (!missing.isEmpty()) {
            Map<Digest, ManifestFacts> read = read(caller, parent, missing);
            for (PackageVersion version : versions) {
                facts.computeIfPresent(
                        version.id(),
                        (id, found) -> found.equals(NOT_READ)
                                ? read.get(new Digest(version.name().value()))
                                : found);
            }
        }
        return facts;
    }

    /** What is known of the manifest of the version with this name; empty if it has to be read. */
    private Optional<ManifestFacts> withoutRequest(String name) {
        return Digest.matches(name)
                ? cache.find(new Digest(name)).map(ManifestFacts.Known::new)
                : Optional.of(new ManifestFacts.Unknown("its name is no digest"));
    }

    private Optional<String> reasonForNone(PackageType type) {
        if (type == PackageType.DOCKER) {
            return Optional.of("the registry of docker packages is gone");
        }
        return options.mode() == Mode.NEVER ? Optional.of("manifests are not read") : Optional.empty();
    }

    private Map<Digest, ManifestFacts> read(Caller caller, Package parent, Set<Digest> digests) {
        Optional<String> obstacle = obstacle(caller, parent);
        if (obstacle.isPresent()) {
            ManifestFacts unknown = new ManifestFacts.Unknown(obstacle.get());
            Map<Digest, ManifestFacts> facts = new HashMap<>();
            digests.forEach(digest -> facts.put(digest, unknown));
            return facts;
        }
        String repository = "%s/%s"
                .formatted(
                        SEGMENT.escape(parent.namespace().owner().login().key()),
                        parent.name().value());
        Duration left = Duration.between(clock.instant(), caller.since().plus(limitWait));
        return new RepositoryRead(
                        connection.orElseThrow().tools(), caller, repository, left.isNegative() ? Duration.ZERO : left)
                .read(digests);
    }

    private Optional<String> obstacle(Caller caller, Package parent) {
        if (options.mode() == Mode.CACHED) {
            return Optional.of("it is not in the cache, and manifests are read from there only");
        }
        if (connection.isEmpty()) {
            return Optional.of("the address of the container registry is not known");
        }
        if (!(caller.credential() instanceof Credential.Token)) {
            return Optional.of("there is no token to read it with");
        }
        return parent.name()
                .grammarViolation()
                .map(violation -> "the name of its package is not one of the container registry");
    }

    @Override
    public void close() {
        connection.ifPresent(open -> {
            open.threads().shutdownNow();
            open.transport().close();
        });
        cache.close();
    }
}
