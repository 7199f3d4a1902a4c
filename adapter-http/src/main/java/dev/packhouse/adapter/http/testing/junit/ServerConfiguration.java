package dev.packhouse.adapter.http.testing.junit;

import dev.packhouse.adapter.http.testing.Packhouse;
import dev.packhouse.application.state.Dates;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/**
 * What tests have in common that may use the same server, one after the other.
 *
 * @param state where the state file is; empty for a server without entries
 * @param clock the time at which the clock starts; empty for the time of the machine
 */
record ServerConfiguration(Optional<URI> state, Optional<Instant> clock) {

    /**
     * Reads an annotation.
     *
     * @param loader finds the state file, if it is on the class path
     * @throws ParameterResolutionException if there is no such file, or the clock is no date
     */
    static ServerConfiguration of(PackhouseTest annotation, ClassLoader loader) {
        return new ServerConfiguration(
                Optional.of(annotation.state()).filter(text -> !text.isEmpty()).map(text -> state(text, loader)),
                Optional.of(annotation.clock()).filter(text -> !text.isEmpty()).map(ServerConfiguration::clock));
    }

    private static URI state(String text, ClassLoader loader) {
        URL resource = loader.getResource(text);
        Path file = Path.of(text).toAbsolutePath();
        if (resource == null && !Files.isRegularFile(file)) {
            throw new ParameterResolutionException(
                    "@PackhouseTest(state): there is no resource '%s' on the class path, and no file '%s'"
                            .formatted(text, file));
        }
        try {
            return resource == null ? file.toUri() : resource.toURI();
        } catch (URISyntaxException e) {
            throw new ParameterResolutionException("@PackhouseTest(state): cannot read '%s'".formatted(resource), e);
        }
    }

    private static Instant clock(String text) {
        return Dates.parse(text)
                .orElseThrow(() -> new ParameterResolutionException(
                        "@PackhouseTest(clock): '%s' is no date, expected one such as 2026-01-01T00:00:00Z"
                                .formatted(text)));
    }

    /** Starts a server. */
    Packhouse start() {
        return Packhouse.start(options -> {
            state.ifPresent(location -> options.state(url(location)));
            clock.ifPresent(options::clock);
        });
    }

    private static URL url(URI location) {
        try {
            return location.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("It was made from a URL or a file: " + location, e);
        }
    }
}
