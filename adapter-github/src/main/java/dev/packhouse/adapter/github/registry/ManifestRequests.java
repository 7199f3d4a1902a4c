package dev.packhouse.adapter.github.registry;

import com.google.common.base.Joiner;
import com.google.common.hash.Hashing;
import com.google.common.util.concurrent.Striped;
import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.response.RawResponse;
import dev.packhouse.adapter.github.registry.NotReadException.Effect;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.naming.Digest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/**
 * Reads manifests from the registry, each once: what was read is in the cache, and of several threads that read the same manifest at
 * the same time, the others wait for the first. Safe for many threads.
 */
final class ManifestRequests {

    private static final String ACCEPT = Joiner.on(", ")
            .join(List.of(
                    "application/vnd.oci.image.index.v1+json",
                    "application/vnd.oci.image.manifest.v1+json",
                    "application/vnd.docker.distribution.manifest.list.v2+json",
                    "application/vnd.docker.distribution.manifest.v2+json"));

    private final ApiEndpoint registry;
    private final RegistryTransport transport;
    private final RegistryTokens tokens;
    private final ManifestCache cache;
    private final Striped<Lock> reading = Striped.lock(1024);

    ManifestRequests(ApiEndpoint registry, RegistryTransport transport, RegistryTokens tokens, ManifestCache cache) {
        this.registry = registry;
        this.transport = transport;
        this.tokens = tokens;
        this.cache = cache;
    }

    /**
     * Reads a manifest.
     *
     * @param repository the path of the repository
     * @throws NotReadException if the registry does not send it, or it cannot be used
     */
    Manifest read(Caller caller, String repository, Digest digest) throws NotReadException {
        Lock lock = reading.get(digest);
        lock.lock();
        try {
            Optional<Manifest> cached = cache.find(digest);
            if (cached.isPresent()) {
                return cached.get();
            }
            Manifest manifest = parsed(digest, send(caller, repository, digest));
            cache.add(digest, manifest);
            return manifest;
        } finally {
            lock.unlock();
        }
    }

    private RawResponse send(Caller caller, String repository, Digest digest) throws NotReadException {
        URI uri = registry.at("/v2/%s/manifests/%s".formatted(repository, digest));
        Optional<String> token = tokens.find(caller, repository);
        RawResponse response = transport.get(caller, uri, headers(token));
        if (response.status() != 401) {
            return response;
        }
        Optional<String> renewed = Optional.of(tokens.renew(caller, repository, token, response));
        return transport.get(caller, uri, headers(renewed));
    }

    private static Map<String, String> headers(Optional<String> token) {
        return token.map(value -> Map.of("Accept", ACCEPT, "Authorization", value))
                .orElseGet(() -> Map.of("Accept", ACCEPT));
    }

    private static Manifest parsed(Digest digest, RawResponse response) throws NotReadException {
        int status = response.status();
        switch (status) {
            case 200 -> {}
            case 401, 403 ->
                throw new NotReadException(
                        Effect.GIVE_UP_REPOSITORY, "the registry refuses the token (%d)".formatted(status));
            case 404 -> throw new NotReadException(Effect.GIVE_UP, "the registry does not have it (404)");
            case 406 ->
                throw new NotReadException(Effect.GIVE_UP, "the registry has it in no format that is known here (406)");
            default -> throw new NotReadException(Effect.GIVE_UP, "the registry answers %d".formatted(status));
        }
        ManifestParser.rejectSchema1(response.mediaType());
        if (!digest.value().equals("sha256:" + Hashing.sha256().hashBytes(response.body()))) {
            throw new NotReadException(Effect.GIVE_UP, "its content does not match its digest");
        }
        return ManifestParser.parse(response.body(), response.mediaType());
    }
}
