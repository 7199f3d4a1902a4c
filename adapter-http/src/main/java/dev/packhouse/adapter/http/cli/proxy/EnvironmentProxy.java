package dev.packhouse.adapter.http.cli.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.BaseEncoding;
import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import dev.packhouse.adapter.http.protocol.PercentEncoding;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTTP proxy that environment variables name, as for curl and gh: the first of {@code https_proxy}, {@code
 * HTTPS_PROXY}, {@code all_proxy} and {@code ALL_PROXY} that is not blank. {@code no_proxy} or {@code NO_PROXY} names the
 * hosts that are reached without it.
 *
 * @param address its host and its port, separated by a colon
 * @param credentials user and password, separated by a colon; empty if the variable has none
 */
public record EnvironmentProxy(String address, Optional<String> credentials) {

    private static final List<String> PROXY = List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");
    private static final List<String> NO_PROXY = List.of("no_proxy", "NO_PROXY");

    /** The port of a proxy whose URL has none, as for gh. */
    private static final int DEFAULT_PORT = 80;

    private static final int HTTPS_PORT = 443;

    /** A password may contain an at sign: the last one ends it. */
    private static final Pattern URL = Pattern.compile("(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?:(?<user>.*)@)?"
            + "(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{1,5}))?/?");

    private static final List<String> UNSUPPORTED = List.of("https", "socks4", "socks4a", "socks5", "socks5h");

    /**
     * Returns the proxy for requests to an address. It is empty for {@code http://}, and for a loopback address, which
     * a proxy would take for its own.
     *
     * @throws IllegalArgumentException if the variable is no URL of a proxy that can be used; the message names the
     *     variable, and has no credentials
     */
    public static Optional<EnvironmentProxy> of(Map<String, String> environment, URI target) {
        return isDirect(environment, target)
                ? Optional.empty()
                : variable(PROXY, environment)
                        .map(name -> parse(name, environment.get(name).strip()));
    }

    private static Optional<String> variable(List<String> names, Map<String, String> environment) {
        return names.stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst();
    }

    private static boolean isDirect(Map<String, String> environment, URI target) {
        if (target.getHost() == null || !"https".equalsIgnoreCase(target.getScheme())) {
            return true;
        }
        String host = target.getHost().replaceAll("^\\[|]$", "");
        int port = target.getPort() < 0 ? HTTPS_PORT : target.getPort();
        return isLoopback(host)
                || variable(NO_PROXY, environment)
                        .filter(name -> new NoProxy(environment.get(name)).matches(host, port))
                        .isPresent();
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || (InetAddresses.isInetAddress(host)
                        && InetAddresses.forString(host).isLoopbackAddress());
    }

    private static EnvironmentProxy parse(String variable, String value) {
        Matcher url = URL.matcher(value);
        if (!url.matches()) {
            throw invalid(variable, "expected http://HOST:PORT or http://USER:PASSWORD@HOST:PORT");
        }
        String scheme = Optional.ofNullable(url.group("scheme")).orElse("http").toLowerCase(Locale.ROOT);
        if (UNSUPPORTED.contains(scheme)) {
            throw invalid(variable, "%s:// is not supported, expected http://".formatted(scheme));
        }
        if (!scheme.equals("http")) {
            throw invalid(variable, "expected http://");
        }
        String host = url.group("host");
        int port = url.group("port") == null ? DEFAULT_PORT : Integer.parseInt(url.group("port"));
        if (port < 1 || port > 65535 || (host.startsWith("[") && !InetAddresses.isUriInetAddress(host))) {
            throw invalid(variable, "there is no such host or port");
        }
        return new EnvironmentProxy(
                host + ":" + port,
                Optional.ofNullable(url.group("user"))
                        .filter(user -> !user.isEmpty())
                        .map(user -> credentials(variable, user)));
    }

    private static String credentials(String variable, String raw) {
        int colon = raw.indexOf(':');
        String user = colon < 0 ? raw : raw.substring(0, colon);
        String password = colon < 0 ? "" : raw.substring(colon + 1);
        return decoded(variable, user) + ":" + decoded(variable, password);
    }

    private static String decoded(String variable, String raw) {
        return PercentEncoding.decodeSegment(raw)
                .orElseThrow(() -> invalid(variable, "its user or password is not percent-encoded"));
    }

    private static IllegalArgumentException invalid(String variable, String why) {
        return new IllegalArgumentException("Invalid proxy in %s: %s".formatted(variable, why));
    }

    /** Returns the proxy for every request of a client. */
    public ProxySelector selector() {
        HostAndPort parsed = HostAndPort.fromString(address);
        return ProxySelector.of(InetSocketAddress.createUnresolved(parsed.getHost(), parsed.getPort()));
    }

    /** Returns the header {@code Proxy-Authorization}; empty without credentials. */
    public Optional<String> authorization() {
        return credentials.map(text -> "Basic " + BaseEncoding.base64().encode(text.getBytes(UTF_8)));
    }

    /** Returns the address without the credentials. */
    @Override
    public String toString() {
        return address;
    }
}
