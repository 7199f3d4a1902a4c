package dev.packhouse.adapter.http.benchmark;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A server in a process of its own. */
final class ServerProcess implements AutoCloseable {

    private static final String LISTENING = "Listening on ";

    /** More than the servers that run at once, so that each has a log of its own. */
    private static final int SERVERS = 8;

    private static final AtomicInteger STARTED = new AtomicInteger();

    private final Process process;
    private final URI base;
    private final long startNanos;
    private Optional<JMXConnector> management = Optional.empty();

    private ServerProcess(Process process, URI base, long startNanos) {
        this.process = process;
        this.base = base;
        this.startNanos = startNanos;
    }

    /** Starts the jar on a data directory. */
    static ServerProcess packhouse(Path data, List<String> jvm, String... further) throws IOException {
        List<String> command = new ArrayList<>(jvm);
        command.addAll(List.of("-jar", jar(), "serve", "--port", "0", "--data", data.toString()));
        command.addAll(List.of(further));
        return start(command);
    }

    /** Starts the {@link CeilingServer} on recorded responses. */
    static ServerProcess ceiling(Path fixed, List<String> jvm) throws IOException {
        List<String> command = new ArrayList<>(jvm);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), CeilingServer.class.getName(), fixed.toString()));
        return start(command);
    }

    static String jar() {
        return Path.of(System.getProperty("packhouse.jar")).toAbsolutePath().toString();
    }

    /** The directory for generated data. */
    static Path cache() throws IOException {
        return Files.createDirectories(Path.of(System.getProperty("packhouse.cache")));
    }

    /** Creates an empty directory. Replaces an existing one with this name. */
    static Path scratch(String name) throws IOException {
        Path directory = cache().resolve(name);
        if (Files.exists(directory)) {
            MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
        }
        return Files.createDirectory(directory);
    }

    private static ServerProcess start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Stopwatch.java());
        command.addAll(arguments);
        File log = cache().resolve("server-%d.log".formatted(STARTED.incrementAndGet() % SERVERS))
                .toFile();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.to(log))
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String first = output.readLine();
        if (first == null || !first.startsWith(LISTENING)) {
            process.destroy();
            throw new IOException("The server did not start, see %s: %s".formatted(log, first));
        }
        return new ServerProcess(process, URI.create(first.substring(LISTENING.length())), start);
    }

    URI base() {
        return base;
    }

    /** When the process was started, by {@link System#nanoTime()}. */
    long startNanos() {
        return startNanos;
    }

    /** The processor time of the process so far, in microseconds. */
    double processorMicros() {
        return process.toHandle().info().totalCpuDuration().orElseThrow().toNanos() / 1e3;
    }

    /** The bytes that its threads have allocated so far. */
    long allocated() {
        try {
            MBeanServerConnection connection = management();
            ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                    connection, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
            return LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                    .filter(bytes -> bytes > 0)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The used bytes of its heap after a collection. */
    long heapAfterCollection() {
        try {
            MemoryMXBean memory = ManagementFactory.newPlatformMXBeanProxy(
                    management(), ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
            memory.gc();
            return memory.getHeapMemoryUsage().getUsed();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("BanJNDI") // the other end is the process that was started here
    private MBeanServerConnection management() throws IOException {
        if (management.isEmpty()) {
            try {
                VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
                String address = machine.startLocalManagementAgent();
                machine.detach();
                management = Optional.of(JMXConnectorFactory.connect(new JMXServiceURL(address)));
            } catch (AttachNotSupportedException e) {
                throw new IOException(e);
            }
        }
        return management.get().getMBeanServerConnection();
    }

    /** The resident memory of the process in bytes, from Linux's {@code /proc}. */
    long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Ends the process with SIGTERM, and waits for its end. */
    @Override
    public void close() {
        try {
            if (management.isPresent()) {
                management.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroy();
            awaitEnd();
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
