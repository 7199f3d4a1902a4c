package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.application.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects that files of an open database were removed, replaced, truncated, overwritten or damaged. SQLite continues to
 * write to a file that was removed, so a successful commit does not prove that the next start finds the change.
 *
 * <p>A removed or replaced file is a failure until the same file is put back. Damage is a failure until the database is
 * opened again: a truncated or overwritten file is not trusted any more.
 *
 * <p>A check costs a few system calls: it compares file keys and lengths, and of the log its {@linkplain WriteAheadLog
 * header and last frame}. It reads the whole log only if the modification time is not the one after the last commit,
 * and so finds what another program has written into the middle.
 *
 * <p>Thread-safe.
 */
final class FileGuard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileGuard.class);

    private final Watched database;
    private final Watched log;
    private final Watched lock;
    private final WriteAheadLog content;

    /** Held during a transaction: between its writes, the log and its index do not match. */
    private final ReentrantLock writing = new ReentrantLock();

    private long databaseSize;

    /** In bytes. A database becomes smaller only if a smaller one is restored over it. */
    private long allowedSize = Long.MAX_VALUE;

    /** The modification time of the log after the last check; null before the first one. */
    private FileTime logTime;

    private volatile Optional<String> damage = Optional.empty();

    private FileGuard(Watched database, Watched log, Watched lock, WriteAheadLog content) {
        this.database = database;
        this.log = log;
        this.lock = lock;
        this.content = content;
    }

    /**
     * Opens the guard of a database.
     *
     * @param database the file of a database that has an open connection which has already read
     * @param lock the file whose lock excludes other servers
     */
    static FileGuard open(Path database, Path lock) throws IOException {
        Watched main = Watched.of(database, "put back the same file, or stop the server and restore a backup");
        Watched log = Watched.of(
                WriteAheadLog.of(database), "put back the same file, or stop the server and restore a backup");
        Watched owner = Watched.of(
                lock, "another server may have started on this directory; stop both, and start one of them again");
        return new FileGuard(main, log, owner, WriteAheadLog.open(database));
    }

    /** A file, with the file key that it had when it was opened. */
    private record Watched(Path path, Object key, String remedy) {

        static Watched of(Path path, String remedy) throws IOException {
            return new Watched(path, attributes(path).fileKey(), remedy);
        }

        private static BasicFileAttributes attributes(Path path) throws IOException {
            return Files.readAttributes(path, BasicFileAttributes.class);
        }

        /** Returns the attributes of the file, if it is still the same one. */
        BasicFileAttributes inspect() throws IOException, UnusableFileException {
            BasicFileAttributes found;
            try {
                found = attributes(path);
            } catch (NoSuchFileException e) {
                throw new UnusableFileException(
                        "%s is gone: it was removed or moved away while the server runs; %s".formatted(path, remedy));
            }
            if (!Objects.equals(found.fileKey(), key)) {
                throw new UnusableFileException(
                        "%s was replaced by another file while the server runs; %s".formatted(path, remedy));
            }
            return found;
        }
    }

    /** A file was removed or replaced. */
    private static final class UnusableFileException extends Exception {

        private static final long serialVersionUID = 1L;

        UnusableFileException(String message) {
            super(message, null, false, false);
        }
    }

    /** Runs a transaction, which calls {@link #requireIntact} and {@link #findLossAfterCommit}. */
    void whileWriting(Runnable transaction) {
        writing.lock();
        try {
            transaction.run();
        } finally {
            writing.unlock();
        }
    }

    /**
     * Refuses a change if damage was detected before. Does not check the files.
     *
     * @throws UnavailableException if damage was detected
     */
    void requireUndamaged() {
        refuse(damage);
    }

    /**
     * Refuses a commit to files that are damaged, or are not the opened ones. Called within {@link #whileWriting}.
     *
     * @throws UnavailableException if the commit is refused
     */
    void requireIntact() {
        requireUndamaged();
        refuse(inspect(time -> time.equals(logTime)));
    }

    /** Accepts from now on that the database becomes as small as this, in bytes. Called within {@link #whileWriting}. */
    void allowShrinkingTo(long bytes) {
        allowedSize = Math.min(allowedSize, bytes);
    }

    private static void refuse(Optional<String> failure) {
        failure.ifPresent(reason -> {
            throw new UnavailableException(reason, null);
        });
    }

    /** Returns why the last commit may be lost; empty if the files are intact. Called within {@link #whileWriting}. */
    Optional<String> findLossAfterCommit() {
        return inspect(time -> true);
    }

    /** Returns why changes are refused; empty if they are not. Does not check the files during a transaction. */
    Optional<String> findFailure() {
        if (damage.isEmpty() && writing.tryLock()) {
            try {
                return inspect(time -> time.equals(logTime));
            } finally {
                writing.unlock();
            }
        }
        return damage;
    }

    /** Records damage if this failure of SQLite, or of a row, shows it. The first damage is kept. */
    void recordDamage(Throwable failure) {
        if (damage.isEmpty() && Sqlite.isDamage(failure)) {
            LOG.error("{} is damaged", database.path(), failure);
            damage("%s: %s; changes are refused until the server is restarted: stop it, and run 'packhouse store check'"
                    .formatted(database.path(), Sqlite.explain(failure)));
        }
    }

    private Optional<String> damage(String reason) {
        damage = Optional.of(reason);
        return damage;
    }

    /**
     * Checks the files. Returns why they are not intact.
     *
     * @param expected whether this is an expected modification time of the log; if not, reads the whole log
     */
    private Optional<String> inspect(Predicate<FileTime> expected) {
        try {
            long size = database.inspect().size();
            FileTime time = log.inspect().lastModifiedTime();
            lock.inspect();
            if (size < Math.min(databaseSize, allowedSize)) {
                return damage("%s was cut off from %d to %d bytes while the server runs; stop it, and restore a backup"
                        .formatted(database.path(), databaseSize, size));
            }
            if (!(expected.test(time) ? content.isIntactAtItsEnds() : content.isIntact())) {
                return damage("%s was cut off or overwritten while the server runs; stop it, and restore a backup"
                        .formatted(log.path()));
            }
            databaseSize = size;
            logTime = time;
            return Optional.empty();
        } catch (UnusableFileException e) {
            return Optional.of(e.getMessage());
        } catch (IOException e) {
            return Optional.of("The files of the database cannot be checked: %s".formatted(e));
        }
    }

    /** Called after the last connection is closed. */
    @Override
    public void close() {
        writing.lock();
        try {
            content.close();
        } catch (IOException e) {
            LOG.warn("The log of {} could not be closed", database.path(), e);
        } finally {
            writing.unlock();
        }
    }
}
