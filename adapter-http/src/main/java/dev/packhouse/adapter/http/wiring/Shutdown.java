package dev.packhouse.adapter.http.wiring;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes resources in reverse order, when a command ends or when the process receives a signal to end. */
public final class Shutdown implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean ended;
    private final Thread hook = new Thread(this::closeAll, "shutdown");

    public Shutdown() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Registers a resource to be closed. Closes it at once if the others are closed already, as when a signal comes
     * while the resource is opened.
     */
    public synchronized <T extends AutoCloseable> T atEnd(T resource) {
        open.push(resource);
        if (ended) {
            closeAll();
        }
        return resource;
    }

    @Override
    public void close() {
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("The process is ending", e);
        }
    }

    private synchronized void closeAll() {
        ended = true;
        while (!open.isEmpty()) {
            AutoCloseable resource = open.pop();
            try {
                resource.close();
            } catch (Exception e) {
                LOG.error("Could not close {}", resource.getClass().getSimpleName(), e);
            }
        }
    }

    /**
     * Makes SIGTERM and SIGINT end the process with exit code 0. Java's default is 128 plus the signal. The JDK has no
     * supported interface to signals; if {@code sun.misc.Signal} is missing, the exit code is Java's default.
     */
    public static void exitWithZeroOnSignals() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object exit =
                    Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                        if (method.getName().equals("handle")) {
                            System.exit(0);
                        }
                        return null;
                    });
            for (String name : new String[] {"TERM", "INT"}) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), exit);
            }
        } catch (ReflectiveOperationException e) {
            LOG.debug("No signals on this platform", e);
        }
    }
}
