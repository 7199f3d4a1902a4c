package dev.packhouse.adapter.http.cli.proxy;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The hosts that are reached without a proxy, from the value of {@code NO_PROXY}. It is a list of hosts with commas or
 * spaces between them:
 *
 * <ul>
 *   <li>{@code example.com}, {@code .example.com} or {@code *.example.com}: the host and all hosts below it
 *   <li>{@code 192.0.2.1} or {@code 2001:db8::1}: a host that is named by this IP address
 *   <li>{@code 192.0.2.0/24}: a host that is named by an IP address in this block
 *   <li>each of them but the block with a port, {@code example.com:8443}: only this port
 *   <li>{@code *}: all hosts
 * </ul>
 *
 * Host names are compared without regard to case, and are not resolved. Other entries match nothing.
 */
final class NoProxy {

    private static final Splitter ENTRIES =
            Splitter.on(CharMatcher.whitespace().or(CharMatcher.is(','))).omitEmptyStrings();

    private final List<String> entries;

    NoProxy(String value) {
        this.entries = ENTRIES.splitToList(value.toLowerCase(Locale.ROOT));
    }

    /**
     * Whether a host is reached without a proxy.
     *
     * @param host a host name or an IP address, without brackets
     */
    boolean matches(String host, int port) {
        String name = withoutDot(host.toLowerCase(Locale.ROOT));
        return entries.stream().anyMatch(entry -> matches(entry, name, port));
    }

    private static boolean matches(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        int slash = entry.indexOf('/');
        if (slash >= 0) {
            return isInBlock(entry.substring(0, slash), entry.substring(slash + 1), host);
        }
        HostAndPort parsed;
        try {
            parsed = HostAndPort.fromString(entry);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return parsed.getPortOrDefault(port) == port && matchesHost(parsed.getHost(), host);
    }

    private static boolean matchesHost(String entry, String host) {
        if (InetAddresses.isInetAddress(entry) || InetAddresses.isInetAddress(host)) {
            return InetAddresses.isInetAddress(entry)
                    && InetAddresses.isInetAddress(host)
                    && InetAddresses.forString(entry).equals(InetAddresses.forString(host));
        }
        String domain = withoutDot(entry.replaceFirst("^\\*?\\.", ""));
        return !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain));
    }

    /** A dot at the end of a host name only says that it is complete. */
    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean isInBlock(String first, String length, String host) {
        if (!InetAddresses.isInetAddress(first) || !InetAddresses.isInetAddress(host)) {
            return false;
        }
        byte[] block = InetAddresses.forString(first).getAddress();
        InetAddress address = InetAddresses.forString(host);
        OptionalInt bits = bits(length, block.length * Byte.SIZE);
        return bits.isPresent()
                && address.getAddress().length == block.length
                && IntStream.range(0, bits.getAsInt())
                        .allMatch(bit -> bit(block, bit) == bit(address.getAddress(), bit));
    }

    private static OptionalInt bits(String text, int most) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > most) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    private static int bit(byte[] address, int index) {
        return address[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1;
    }
}
