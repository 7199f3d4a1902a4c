package dev.packhouse.adapter.github.audit;

import dev.packhouse.adapter.github.data.BackendDirectory;
import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditEntry.Pruned;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.AuditTrail;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit trail in the file {@value #NAME} of a directory: a line for each entry, see {@link JsonLine}, by ascending id. An
 * entry is on disk when {@link #append} returns. Safe for many threads.
 *
 * <p>The file is opened for each append, so that one that was moved away is begun anew. If the last line was torn by a crash,
 * the next append ends it first; readers ignore it.
 *
 * <p>If the disk fails, the entries wait in memory, at most {@value #MAX_WAITING}: the change that they are about is made, and
 * cannot be undone. {@link #failure} reports that, and tries to write them again.
 */
public final class AuditFile implements AuditTrail, AutoCloseable {

    /** The name of the file. */
    static final String NAME = "audit.jsonl";

    /** The maximum number of entries that wait for the disk. */
    static final int MAX_WAITING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);

    private final BackendDirectory directory;
    private final Path file;
    private final Path replacement;

    /** Held by a pruning, which reads the file without the monitor of this object. */
    private final Object pruning = new Object();

    private final List<byte[]> waiting = new ArrayList<>();
    private long lastId;
    private Optional<String> failure = Optional.empty();
    private volatile boolean closed;

    private AuditFile(BackendDirectory directory, Path path, long lastId) {
        this.directory = directory;
        this.file = path.resolve(NAME);
        this.replacement = path.resolve(NAME + ".new");
        this.lastId = lastId;
    }

    /**
     * Opens the trail in a directory, which is locked until the trail is closed. Creates the directory if it does not exist.
     *
     * @throws BackendOpenException if that fails, or another server uses the directory
     */
    public static AuditFile open(Path path) {
        BackendDirectory directory = BackendDirectory.open(path);
        Path file = path.resolve(NAME);
        try {
            if (BackendDirectory.createFile(file)) {
                directory.sync();
            }
            try (AuditLines lines = AuditLines.open(file)) {
                return new AuditFile(directory, path, lines.lastId());
            }
        } catch (IOException e) {
            directory.close();
            throw new BackendOpenException("The audit trail %s cannot be opened: %s".formatted(file, e), e);
        }
    }

    /**
     * Returns the entries of the trail in a directory that the query selects, while a server may use the directory. Creates and
     * changes nothing.
     *
     * @throws BackendOpenException if the directory has no trail, or it cannot be read
     */
    public static List<StoredAuditEntry> read(Path path, AuditQuery query) {
        Path file = path.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw new BackendOpenException(
                    "The data directory %s has no file %s: the audit trail is kept only with --data DIR"
                            .formatted(path, NAME),
                    null);
        }
        try (AuditLines lines = AuditLines.open(file)) {
            return lines.select(query);
        } catch (IOException e) {
            throw new BackendOpenException("The audit trail %s cannot be read: %s".formatted(file, e), e);
        }
    }

    /**
     * Requires that all entries are in the file, so that a change begins only if its entry can probably be written.
     *
     * @throws UnavailableException if entries wait
     */
    public void requireComplete() {
        failure().ifPresent(why -> {
            throw new UnavailableException(why + "; nothing was changed", null);
        });
    }

    /**
     * Adds an entry. Does not throw if that fails, because the change of the entry is made already: the entry waits then, and
     * the log and {@link #failure} say so.
     */
    public synchronized void append(AuditEntry entry) {
        if (waiting.size() == MAX_WAITING && writeWaiting().isPresent()) {
            LOG.error("An entry will be missing in {}: {} others wait for the disk already", file, MAX_WAITING);
            return;
        }
        waiting.add(JsonLine.of(new StoredAuditEntry(nextId(), entry)));
        writeWaiting().ifPresent(e -> LOG.error("An entry is not in {}, and waits in memory", file, e));
    }

    private long nextId() {
        lastId++;
        return lastId;
    }

    /** Writes the entries that wait. Returns why that failed; empty if it did not. */
    private Optional<IOException> writeWaiting() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        waiting.forEach(lines::writeBytes);
        try {
            write(lines.toByteArray());
            failure.ifPresent(over -> LOG.info("{} is complete again", file));
            failure = Optional.empty();
            waiting.clear();
            return Optional.empty();
        } catch (IOException e) {
            failure = Optional.of("The audit trail %s cannot be written (%s); entries that wait in memory: %s"
                    .formatted(file, e.getMessage(), waiting.size()));
            return Optional.of(e);
        }
    }

    private void write(byte[] lines) throws IOException {
        boolean created = BackendDirectory.createFile(file);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            long end = out.length();
            try {
                if (isTorn(out, end)) {
                    out.write('\n');
                }
                out.write(lines);
                out.getFD().sync();
            } catch (IOException e) {
                removePart(out, end, e);
                throw e;
            }
        }
        if (created) {
            directory.sync();
        }
    }

    /** Returns whether the last line has no end. Moves to the end of the file. */
    private static boolean isTorn(RandomAccessFile file, long end) throws IOException {
        file.seek(Math.max(0, end - 1));
        return end > 0 && file.read() != '\n';
    }

    /** Removes what was written of lines that are written again later. */
    private static void removePart(RandomAccessFile file, long end, IOException failure) {
        try {
            file.setLength(end);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Returns why entries are not in the file; empty if all are. Tries to write them first. Never throws. */
    public synchronized Optional<String> failure() {
        if (!waiting.isEmpty() && !closed) {
            writeWaiting().ifPresent(e -> LOG.debug("{} cannot be written", file, e));
        }
        return failure;
    }

    @Override
    public List<StoredAuditEntry> entries(AuditQuery query) {
        requireOpen();
        if (Files.notExists(file)) {
            return List.of();
        }
        try (AuditLines lines = AuditLines.open(file)) {
            return lines.select(query);
        } catch (IOException e) {
            throw new UnavailableException("The audit trail %s cannot be read".formatted(file), e);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new UnavailableException("The audit trail is closed", null);
        }
    }

    /** The beginning of the file that is removed. */
    private static final class Removal {

        private final AuditRetention keep;
        private final Instant oldest;
        private long bytes;
        private long room;
        private long removed;
        private long end;
        private boolean onlyRecords = true;
        private Instant until = Instant.MIN;

        Removal(AuditRetention keep, Instant now) {
            this.keep = keep;
            this.oldest = keep.oldest(now);
        }

        static Removal of(AuditLines lines, AuditRetention keep, Instant now) throws IOException {
            Removal removal = new Removal(keep, now);
            lines.forwards(0, line -> {
                line.entry().ifPresent(stored -> removal.bytes += stored.entry().size());
                return true;
            });
            removal.room = removal.bytes > keep.bytes() ? removal.keep.bytesBesidePruned() : removal.bytes;
            lines.forwards(0, removal::remove);
            return removal;
        }

        private boolean remove(AuditLines.Line line) {
            Optional<AuditEntry> entry = line.entry().map(StoredAuditEntry::entry);
            if (entry.isEmpty()) {
                return true;
            }
            AuditEntry found = entry.get();
            if (bytes <= room && !found.at().isBefore(oldest)) {
                return false;
            }
            bytes -= found.size();
            removed++;
            end = line.end();
            until = found.at();
            onlyRecords &= found instanceof Pruned;
            return true;
        }
    }

    /** Writes the kept lines to another file, which then takes the place of this one. */
    @Override
    public long prune(AuditRetention keep, Instant now) {
        requireOpen();
        if (Files.notExists(file)) {
            return 0;
        }
        synchronized (pruning) {
            try {
                Removal removal;
                try (AuditLines lines = AuditLines.open(file)) {
                    removal = Removal.of(lines, keep, now);
                }
                if (removal.removed > 0) {
                    replace(removal, now);
                }
                return removal.removed;
            } catch (IOException e) {
                throw new UnavailableException("The audit trail %s cannot be pruned".formatted(file), e);
            }
        }
    }

    private synchronized void replace(Removal removal, Instant now) throws IOException {
        Files.deleteIfExists(replacement);
        BackendDirectory.createFile(replacement);
        try (RandomAccessFile from = new RandomAccessFile(file.toFile(), "r");
                FileOutputStream to = new FileOutputStream(replacement.toFile())) {
            long length = from.length();
            if (length < removal.end) {
                return; // the file was moved away and begun anew meanwhile
            }
            boolean torn = isTorn(from, length);
            from.seek(removal.end);
            byte[] block = new byte[64 << 10];
            for (int read = from.read(block); read >= 0; read = from.read(block)) {
                to.write(block, 0, read);
            }
            if (torn) {
                to.write('\n');
            }
            if (!removal.onlyRecords) {
                to.write(JsonLine.of(new StoredAuditEntry(nextId(), new Pruned(now, removal.removed, removal.until))));
            } else if (removal.end == length) {
                to.write(JsonLine.ofLastId(lastId));
            }
            to.getFD().sync();
        }
        Files.move(replacement, file, StandardCopyOption.ATOMIC_MOVE);
        directory.sync();
    }

    /** Tries to write the waiting entries once more, and releases the directory. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        failure().ifPresent(why -> LOG.error("The server ends, and entries are lost. {}", why));
        closed = true;
        directory.close();
    }
}
