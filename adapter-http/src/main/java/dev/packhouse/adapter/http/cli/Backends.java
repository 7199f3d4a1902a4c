package dev.packhouse.adapter.http.cli;

import dev.packhouse.application.spi.BackendProvider;
import java.util.List;
import java.util.ServiceLoader;

/** The backends on the class path. */
final class Backends {

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

    static BackendProvider select(List<BackendProvider> providers, String name) {
        List<BackendProvider> matches = providers.stream()
                .filter(provider -> provider.name().equals(name))
                .toList();
        if (matches.size() != 1) {
            throw new UsageException("Expected one backend '%s', found %d among %s"
                    .formatted(
                            name,
                            matches.size(),
                            providers.stream()
                                    .map(BackendProvider::name)
                                    .sorted()
                                    .toList()));
        }
        return matches.get(0);
    }
}
