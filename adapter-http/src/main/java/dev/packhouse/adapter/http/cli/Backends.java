package dev.packhouse.adapter.http.cli;

import dev.packhouse.application.spi.BackendProvider;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The backends on the class path. */
final class Backends {

    /** The name of the backend of commands that name none. */
    static final String DEFAULT = "sqlite";

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
