package dev.packhouse.adapter.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/**
 * A bound server socket. It is opened before all other parts of the server. Connections wait in the accept queue of the
 * system until a server is started with it.
 */
public final class Listener implements AutoCloseable {

    /** The length of the accept queue of the system; the limit of Linux is 4,096. */
    private static final int ACCEPT_QUEUE = 1024;

    private final ServerSocketChannel channel;

    private Listener(ServerSocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Binds the address of these settings.
     *
     * @throws IllegalStateException if the address cannot be bound; the message contains the remedy
     */
    public static Listener open(HttpSettings settings) {
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        if (address.isUnresolved()) {
            throw failure(
                    settings,
                    ("the host '%s' cannot be resolved; set --host to an address of this machine, such as 127.0.0.1,"
                                    + " or to 0.0.0.0 for all of them")
                            .formatted(settings.host()),
                    null);
        }
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open();
            // Otherwise a port cannot be bound again for a minute after its server has ended.
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return new Listener(channel.bind(address, ACCEPT_QUEUE));
        } catch (IOException e) {
            close(channel);
            throw failure(
                    settings,
                    e.getMessage() + "; set --host to an address of this machine and --port to a free port",
                    e);
        }
    }

    private static IllegalStateException failure(HttpSettings settings, String reason, IOException cause) {
        return new IllegalStateException(
                "Cannot listen on %s:%d: %s".formatted(settings.host(), settings.port(), reason), cause);
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /** Releases the address, and resets the waiting connections. Closing it again has no effect. */
    @Override
    public void close() {
        close(channel);
    }

    private static void close(ServerSocketChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing is left to release except the file descriptor.
        }
    }
}
