package dev.packhouse.adapter.github.client.connection;

import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.spi.BackendSettings;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How the client connects.
 *
 * @param proxy the proxy for {@code https://} addresses; empty for the JDK's own settings, which have none unless
 *     properties of the JVM name one
 * @param tls the trusted certificates; empty for those that the JDK trusts
 */
public record ConnectionSettings(Optional<HttpProxy> proxy, Optional<SSLContext> tls) {

    /** A direct connection, and the certificates that the JDK trusts. */
    public static final ConnectionSettings DEFAULT = new ConnectionSettings(Optional.empty(), Optional.empty());

    /**
     * Returns the settings that the options of a backend describe. Reads the file with the certificates.
     *
     * @throws BackendOpenException if an option is invalid
     */
    public static ConnectionSettings of(BackendSettings settings) {
        return new ConnectionSettings(
                settings.option(BackendSettings.PROXY)
                        .map(address -> proxy(address, settings.option(BackendSettings.PROXY_CREDENTIALS))),
                settings.option(BackendSettings.CA_FILE).map(ConnectionSettings::trusted));
    }

    private static HttpProxy proxy(String address, Optional<String> credentials) {
        try {
            return HttpProxy.parse(address, credentials);
        } catch (IllegalArgumentException e) {
            throw new BackendOpenException(
                    "'%s' is not the address of a proxy: %s".formatted(address, e.getMessage()), e);
        }
    }

    private static SSLContext trusted(String file) {
        try {
            return TrustedCertificates.read(Path.of(file));
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file", e);
        } catch (FileSystemException e) {
            throw unreadable(file, Optional.ofNullable(e.getReason()).orElse("permission denied"), e);
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(file, e.getMessage(), e);
        }
    }

    private static BackendOpenException unreadable(String file, String why, Exception cause) {
        return new BackendOpenException("Cannot read certificates from '%s': %s".formatted(file, why), cause);
    }
}
