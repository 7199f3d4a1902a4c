package dev.packhouse.adapter.github.registry;

import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.HttpTransport;
import dev.packhouse.adapter.github.client.HttpTransport.NoResponseException;
import dev.packhouse.adapter.github.client.response.RawResponse;
import dev.packhouse.adapter.github.registry.NotReadException.Effect;
import java.net.URI;
import java.util.Map;

/** Sends one request to the registry, unless it limits the requests of the caller. Safe for many threads. */
final class RegistryTransport {

    /**
     * How many bytes a response may have. It is the size up to which registries accept manifests: a lower limit would leave a
     * large index unknown for ever.
     */
    static final int BODY_LIMIT = 4 << 20;

    private final HttpTransport transport;
    private final RegistryStops stops;

    RegistryTransport(HttpTransport transport, RegistryStops stops) {
        this.transport = transport;
        this.stops = stops;
    }

    /**
     * Sends a GET once.
     *
     * @return the response, which is no redirect, no limit, and no failure of the server
     * @throws NotReadException if there is no such response
     */
    RawResponse get(Caller caller, URI uri, Map<String, String> headers) throws NotReadException {
        if (!stops.remaining(caller).isZero()) {
            throw new NotReadException(Effect.WAIT, "the registry limits requests");
        }
        RawResponse response = send(uri, headers);
        int status = response.status();
        if (stops.stop(caller, response)) {
            throw new NotReadException(Effect.WAIT, "the registry limits requests (%d)".formatted(status));
        }
        if (status == 429 || status >= 500) {
            throw new NotReadException(Effect.RETRY, "the registry answers %d".formatted(status));
        }
        if (status >= 300 && status < 400) {
            throw new NotReadException(
                    Effect.GIVE_UP_REPOSITORY,
                    "the registry redirects to another address, which is not followed (%d)".formatted(status));
        }
        return response;
    }

    private RawResponse send(URI uri, Map<String, String> headers) throws NotReadException {
        try {
            return transport.send("GET", uri, headers);
        } catch (NoResponseException e) {
            throw e.isTooLarge()
                    ? new NotReadException(Effect.GIVE_UP, "it is larger than %d bytes".formatted(BODY_LIMIT), e)
                    : new NotReadException(
                            Effect.RETRY, "the registry does not answer: %s".formatted(e.getMessage()), e);
        }
    }
}
