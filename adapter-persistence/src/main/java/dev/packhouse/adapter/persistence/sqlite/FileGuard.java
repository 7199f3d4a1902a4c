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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the files of an open database are gone, replaced, cut off, overwritten or damaged. SQLite goes on writing
 * to a file that was removed, so that a commit alone does not show that the change will be found again.
 *
 * <p>A file that is gone or replaced is a failure as long as it is; the same file may be put back. Damage stays until the
 * database is opened again: what was lost once is not trusted any more.
 *
 * <p>A look costs a few system calls: the files are known by their keys and lengths, the log by its {@linkplain
 * WriteAheadLog ends}. The log is read as a whole only where its time of change is not the one that the last commit left,
 * which finds what another program has written into its middle.
 *
 * <p>Safe for many threads.
 */
final class FileGuard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileGuard.class);

    private final Watched database;
    private final Watched log;
    private final Watched lock;
    private final WriteAheadLog content;

    /** Held while a transaction is at work: in between, the log and its index do not agree. */
    private final ReentrantLock writing = new ReentrantLock();

    private long databaseSize;

    /** Null before the first look. */
    private FileTime logTime;

    private volatile Optional<String> damage = Optional.empty();

    private FileGuard(Watched database, Watched log, Watched lock, WriteAheadLog content) {
        this.database = database;
        this.log = log;
        this.lock = lock;
        this.content = content;
    }

    /**
     * Guards a database.
     *
     * @param database the file of a database that has an open connection, in which something was read
     * @param lock the file whose lock keeps other servers away
     */
    static FileGuard open(Path database, Path lock) throws IOException {
        Watched main = Watched.of(database, "put back the same file, or stop the server and restore a backup");
        Watched log = Watched.of(
                WriteAheadLog.of(database), "put back the same file, or stop the server and restore a backup");
        Watched owner = Watched.of(
                lock, "another server may have started on this directory; stop both, and start one of them again");
        return new FileGuard(main, log, owner, WriteAheadLog.open(database));
    }

    /** A file, and what the file system knew it by when it was opened. */
    private record Watched(Path path, Object key, String remedy) {

        static Watched of(Path path, String remedy) throws IOException {
            return new Watched(path, attributes(path).fileKey(), remedy);
        }

        private static BasicFileAttributes attributes(Path path) throws IOException {
            return Files.readAttributes(path, BasicFileAttributes.class);
        }

        /** What is there, if it is still the same file. */
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

    /** Ends a look. */
    private static final class UnusableFileException extends Exception {

        private static final long serialVersionUID = 1L;

        UnusableFileException(String message) {
            super(message, null, false, false);
        }
    }

    /** Runs a transaction, in which {@link #check} and {@link #lost} look at the files. */
    void whileWriting(Runnable transaction) {
        writing.lock();
        try {
            transaction.run();
        } finally {
            writing.unlock();
        }
    }

    /**
     * Refuses to change what is known to be damaged. Looks at nothing.
     *
     * @throws UnavailableException if damage was noticed
     */
    void refuseDamage() {
        refuse(damage);
    }

    /**
     * Refuses to commit to files that are damaged, or not those that were opened. To be called while writing.
     *
     * @throws UnavailableException if they are
     */
    void check() {
        refuseDamage();
        refuse(inspect(false));
    }

    private static void refuse(Optional<String> failure) {
        failure.ifPresent(reason -> {
            throw new UnavailableException(reason, null);
        });
    }

    /** Why a commit that was just made may not be found again; empty if it will be. To be called while writing. */
    Optional<String> lost() {
        return inspect(true);
    }

    /** Why nothing can be changed; empty if all is well. Does not look at the files while a transaction does. */
    Optional<String> failure() {
        if (damage.isEmpty() && writing.tryLock()) {
            try {
                return inspect(false);
            } finally {
                writing.unlock();
            }
        }
        return damage;
    }

    /** Notices damage that SQLite, or a row, has shown. */
    void notice(Throwable failure) {
        if (damage.isEmpty() && Sqlite.isDamage(failure)) {
            LOG.error("{} is damaged", database.path(), failure);
            damaged(
                    "%s: %s; changes are refused until the server is restarted: stop it, and run 'packhouse store check'"
                            .formatted(database.path(), Sqlite.explain(failure)));
        }
    }

    private Optional<String> damaged(String reason) {
        damage = Optional.of(reason);
        return damage;
    }

    /**
     * Looks at the files.
     *
     * @param committed whether a commit has just changed the log
     */
    private Optional<String> inspect(boolean committed) {
        try {
            long size = database.inspect().size();
            FileTime time = log.inspect().lastModifiedTime();
            lock.inspect();
            if (size < databaseSize) {
                return damaged("%s was cut off from %d to %d bytes while the server runs; stop it, and restore a backup"
                        .formatted(database.path(), databaseSize, size));
            }
            boolean known = committed || time.equals(logTime);
            if (!(known ? content.isIntactAtItsEnds() : content.isIntact())) {
                return damaged("%s was cut off or overwritten while the server runs; stop it, and restore a backup"
                        .formatted(log.path()));
            }
            databaseSize = size;
            logTime = time;
            return Optional.empty();
        } catch (UnusableFileException e) {
            return Optional.of(e.getMessage());
        } catch (IOException e) {
            return Optional.of("The files of the database cannot be looked at: %s".formatted(e));
        }
    }

    /** To be called when no connection is open any more. */
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
