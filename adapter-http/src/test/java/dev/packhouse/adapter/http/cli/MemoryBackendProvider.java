package dev.packhouse.adapter.http.cli;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.application.testing.ForwardingBackend;
import dev.packhouse.application.testing.InMemoryBackend;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Provides a local backend {@code memory}, which keeps its data in this process until the process ends. Only programs
 * with the {@linkplain #loader class loader} find it.
 */
public final class MemoryBackendProvider implements BackendProvider {

    private static final Map<String, InMemoryBackend> BY_DIRECTORY = new ConcurrentHashMap<>();

    /** For {@link java.util.ServiceLoader}. */
    public MemoryBackendProvider() {}

    /** Returns a class loader that finds this provider beside those of the class path. */
    static URLClassLoader loader(Path directory) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(BackendProvider.class.getName()), MemoryBackendProvider.class.getName());
        return new URLClassLoader(new URL[] {url(directory)}, MemoryBackendProvider.class.getClassLoader());
    }

    private static URL url(Path directory) throws MalformedURLException {
        return directory.toUri().toURL();
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Optional<String> remoteUrl() {
        return Optional.empty();
    }

    @Override
    public Backend open(BackendSettings settings) {
        InMemoryBackend held = BY_DIRECTORY.computeIfAbsent(
                settings.option(BackendSettings.DATA).orElseThrow(),
                directory -> new InMemoryBackend(settings.rules(), settings.clock()));
        return new ForwardingBackend(held) {
            @Override
            public void close() {
                // The next command opens the same data.
            }
        };
    }
}
