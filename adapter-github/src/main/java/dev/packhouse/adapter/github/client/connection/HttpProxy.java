package dev.packhouse.adapter.github.client.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.net.HostAndPort;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.util.Base64;
import java.util.Optional;

/**
 * An HTTP proxy. It opens a tunnel to the API ({@code CONNECT}), so that it sees the host and the port of the API and
 * nothing else.
 *
 * @param host its host name or IP address, without brackets
 * @param port its port
 * @param credentials user and password, separated by a colon; empty if it demands none
 */
public record HttpProxy(String host, int port, Optional<String> credentials) {

    /**
     * Parses an address.
     *
     * @param address the host and the port, separated by a colon
     * @throws IllegalArgumentException if it is no such address
     */
    public static HttpProxy parse(String address, Optional<String> credentials) {
        HostAndPort parsed = HostAndPort.fromString(address);
        if (parsed.getHost().isEmpty() || !parsed.hasPort()) {
            throw new IllegalArgumentException("it is no host and port, separated by a colon");
        }
        return new HttpProxy(parsed.getHost(), parsed.getPort(), credentials);
    }

    /** Returns a selector of this proxy for all addresses. The host is looked up for each connection. */
    public ProxySelector selector() {
        return ProxySelector.of(InetSocketAddress.createUnresolved(host, port));
    }

    /** Returns the header {@code Proxy-Authorization}; empty without credentials. */
    public Optional<String> authorization() {
        return credentials.map(text -> "Basic " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
    }

    /** Returns the address without the credentials. */
    @Override
    public String toString() {
        return HostAndPort.fromParts(host, port).toString();
    }
}
