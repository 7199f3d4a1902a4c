package dev.packhouse.adapter.http.cli;

import dev.packhouse.application.spi.BackendProvider;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

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
