package dev.packhouse.adapter.http.cli;

import com.google.common.collect.ImmutableMap;
import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.adapter.http.cli.proxy.EnvironmentProxy;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.application.spi.BackendSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The backends on the class path. */
final class Backends {

    /** The name of the backend of commands that name none. */
    static final String DEFAULT = "sqlite";

    private static final Duration PATIENT_WAIT = Duration.ofMinutes(2);

    private Backends() {}

    /**
     * Returns the backend with this name.
     *
     * @throws UsageException if there is none; the message contains the existing names
     */
    static BackendProvider named(String name) {
        return select(
                ServiceLoader.load(BackendProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                name);
    }

    /**
     * Returns the backend with this name, which keeps data of its own.
     *
     * @param option the option of the command line that has the name, for the message
     * @throws UsageException if there is none, or if it keeps no data of its own
     */
    static BackendProvider local(String option, String name) {
        BackendProvider provider = named(name);
        if (provider.remoteUrl().isPresent()) {
            throw new UsageException(
                    "%s %s keeps no data of its own: this command needs a backend that does, such as %s"
                            .formatted(option, name, DEFAULT));
        }
        return provider;
    }

    /**
     * Returns the options with which a live backend connects to its registry.
     *
     * @param api the address of the registry's API
     * @throws UsageException if the environment names a proxy that cannot be used
     */
    static Map<String, String> connection(URI api, Optional<Path> caFile, Map<String, String> environment) {
        ImmutableMap.Builder<String, String> options = ImmutableMap.builder();
        caFile.ifPresent(file -> options.put(BackendSettings.CA_FILE, file.toString()));
        try {
            EnvironmentProxy.of(environment, api).ifPresent(proxy -> {
                options.put(BackendSettings.PROXY, proxy.address());
                proxy.credentials().ifPresent(text -> options.put(BackendSettings.PROXY_CREDENTIALS, text));
            });
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
        return options.buildOrThrow();
    }

    /**
     * Returns the options of {@link #connection}, and that a request waits for the limits of the registry for up to two
     * minutes: the user of a command waits for it, unlike the client of a server.
     */
    static Map<String, String> patient(URI api, Optional<Path> caFile, Map<String, String> environment) {
        return ImmutableMap.<String, String>builder()
                .putAll(connection(api, caFile, environment))
                .put(BackendSettings.LIMIT_WAIT, PATIENT_WAIT.toString())
                .buildOrThrow();
    }

    static BackendProvider select(List<BackendProvider> providers, String name) {
        List<BackendProvider> matches = providers.stream()
                .filter(provider -> provider.name().equals(name))
                .toList();
        if (matches.isEmpty()) {
            throw new UsageException("There is no backend '%s'; there are %s".formatted(name, names(providers)));
        }
        if (matches.size() > 1) {
            throw new UsageException("There are %d backends '%s' on the class path".formatted(matches.size(), name));
        }
        return matches.get(0);
    }

    private static String names(List<BackendProvider> providers) {
        return providers.isEmpty()
                ? "none"
                : providers.stream().map(BackendProvider::name).sorted().collect(Collectors.joining(", "));
    }
}
