package dev.packhouse.adapter.github.client;

import com.google.common.net.InetAddresses;
import java.net.URI;
import java.util.Locale;

/**
 * The address of the API, or of the container registry. A token goes to no address outside of these.
 *
 * @param base the address, without a slash at the end
 */
public record ApiEndpoint(URI base) {

    public static final String GITHUB = "https://api.github.com";

    /**
     * Parses the address of an API.
     *
     * @throws IllegalArgumentException if it is no address, or one that a token must not be sent to
     */
    public static ApiEndpoint parse(String address) {
        URI uri = URI.create(address.strip().replaceFirst("/+$", ""));
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException("it must begin with https:// and a host");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("it must have no user, query or fragment");
        }
        if (scheme.equals("http") && !isLoopback(uri.getHost())) {
            throw new IllegalArgumentException("http:// would show tokens to the network; use https://");
        }
        return new ApiEndpoint(uri);
    }

    /** Does not resolve host names, since the address of a name can change after the check. */
    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || (InetAddresses.isUriInetAddress(host)
                        && InetAddresses.forUriString(host).isLoopbackAddress());
    }

    /** Returns the address of a path below the API, with its query. */
    public URI at(String pathAndQuery) {
        return URI.create(base + pathAndQuery);
    }

    /** Returns whether an address belongs to the API: the same scheme, host and port, below the same path. */
    public boolean holds(URI other) {
        return base.getScheme().equalsIgnoreCase(other.getScheme())
                && base.getHost().equalsIgnoreCase(other.getHost())
                && port(base) == port(other)
                && other.getRawUserInfo() == null
                && other.equals(other.normalize())
                && String.valueOf(other.getRawPath()).startsWith(base.getRawPath() + "/");
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    boolean isSecure() {
        return "https".equalsIgnoreCase(base.getScheme());
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
