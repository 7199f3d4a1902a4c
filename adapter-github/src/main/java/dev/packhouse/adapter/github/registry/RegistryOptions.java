package dev.packhouse.adapter.github.registry;

import com.google.common.net.InetAddresses;
import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.spi.BackendSettings;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where manifests are read, and whether they are.
 *
 * @param address the address of the registry; empty if none is known
 * @param mode whether manifests are read
 */
public record RegistryOptions(Optional<ApiEndpoint> address, Mode mode) {

    private static final String API_OF_DATA_RESIDENCY = "api.";

    /** Whether manifests are read. */
    enum Mode {
        /** They are read from the registry, unless the cache has them. */
        READ,
        /** They are read from the cache only. */
        CACHED,
        /** They are not read. */
        NEVER;

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Returns the options that the settings of a backend describe.
     *
     * @param api the address of the API, by which the registry is known unless the settings name it
     * @throws BackendOpenException if a setting is invalid
     */
    public static RegistryOptions of(BackendSettings settings, ApiEndpoint api) {
        return new RegistryOptions(
                settings.option(BackendSettings.REGISTRY_URL)
                        .map(RegistryOptions::parse)
                        .or(() -> registryOf(api)),
                settings.option(BackendSettings.MANIFESTS)
                        .map(RegistryOptions::mode)
                        .orElse(Mode.READ));
    }

    private static ApiEndpoint parse(String address) {
        try {
            ApiEndpoint endpoint = ApiEndpoint.parse(address);
            if (!endpoint.base().getRawPath().isEmpty()) {
                throw new IllegalArgumentException("it must have no path");
            }
            return endpoint;
        } catch (IllegalArgumentException e) {
            throw new BackendOpenException(
                    "'%s' is not the address of a container registry: %s".formatted(address, e.getMessage()), e);
        }
    }

    private static Mode mode(String label) {
        for (Mode mode : Mode.values()) {
            if (mode.label().equals(label)) {
                return mode;
            }
        }
        throw new BackendOpenException(
                "'%s' is not 'read', 'cached' or 'never', which say whether manifests are read".formatted(label), null);
    }

    /**
     * Returns the registry beside an API; empty for an API at a loopback or other IP address, which has no names below it.
     *
     * <p>Source: "Working with the Container registry", which names {@code ghcr.io}, {@code containers.HOSTNAME} of a GitHub
     * Enterprise Server, and {@code containers.SUBDOMAIN.ghe.com}.
     */
    private static Optional<ApiEndpoint> registryOf(ApiEndpoint api) {
        URI base = api.base();
        String host = base.getHost().toLowerCase(Locale.ROOT);
        if (ApiEndpoint.parse(ApiEndpoint.GITHUB).base().getHost().equals(host)) {
            return Optional.of(ApiEndpoint.parse("https://ghcr.io"));
        }
        if (InetAddresses.isUriInetAddress(host) || host.equals("localhost")) {
            return Optional.empty();
        }
        String server = host.endsWith(".ghe.com") && host.startsWith(API_OF_DATA_RESIDENCY)
                ? host.substring(API_OF_DATA_RESIDENCY.length())
                : host;
        return Optional.of(ApiEndpoint.parse("https://containers." + server));
    }
}
