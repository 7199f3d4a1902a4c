package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.model.DirectoryLock;
import dev.packhouse.application.spi.BackendSettings;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data directory. Open, it is locked for this process; the kernel releases the lock when the process ends. */
final class LockedDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LockedDirectory.class);

    private final Path path;
    private final DirectoryLock lock;

    private LockedDirectory(Path path, DirectoryLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Locks the directory. Creates it if it does not exist, with permissions for the user of this process only. */
    static LockedDirectory open(Path path) {
        try {
            create(path);
        } catch (IOException e) {
            throw new BackendOpenException(
                    "The data directory %s does not exist and cannot be created: %s".formatted(path, e), e);
        }
        return new LockedDirectory(path, lock(path));
    }

    /** Creates the directory; its parents get the default permissions of the user. */
    private static void create(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            PrivateFiles.warning(path).ifPresent(LOG::warn);
            return;
        }
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            PrivateFiles.createDirectory(path);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path)) {
                throw new BackendOpenException("The data directory %s is a file, not a directory".formatted(path), e);
            }
        }
    }

    private static DirectoryLock lock(Path path) {
        try {
            createIfMissing(lockIn(path));
        } catch (IOException e) {
            throw notWritable(path, e);
        }
        try {
            return DirectoryLock.tryLock(path)
                    .orElseThrow(() -> new BackendOpenException(
                            "The data directory %s is in use by another server; stop that one, or choose another directory"
                                    .formatted(path),
                            null));
        } catch (FileSystemException e) {
            throw notWritable(path, e);
        } catch (IOException e) {
            throw new BackendOpenException("The data directory %s cannot be locked: %s".formatted(path, e), e);
        }
    }

    private static BackendOpenException notWritable(Path path, IOException e) {
        return new BackendOpenException("The data directory %s is not writable: %s".formatted(path, e), e);
    }

    private static boolean createIfMissing(Path file) throws IOException {
        try {
            PrivateFiles.createFile(file);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static Path lockIn(Path path) {
        return path.resolve(BackendSettings.LOCK_FILE);
    }

    /** Returns the file whose lock excludes other servers. */
    Path lockFile() {
        return lockIn(path);
    }

    /** Returns the file of the database. */
    Path database() {
        return databaseIn(path);
    }

    /** Returns the file of the database in a directory. */
    static Path databaseIn(Path directory) {
        return directory.resolve("packhouse.db");
    }

    /**
     * Creates an empty file for the database if it does not exist. SQLite gives the permissions of this file to its log
     * and its index.
     *
     * @return whether the file was created
     */
    boolean createDatabase() throws IOException {
        return createIfMissing(database());
    }

    /** Removes the file of the database if it is empty: its creation has failed. */
    void removeEmptyDatabase() {
        try {
            if (Files.size(database()) == 0) {
                Files.delete(database());
            }
        } catch (IOException e) {
            LOG.warn("{} stays empty: remove it before the next start", database(), e);
        }
    }

    /** Releases the lock. A failure needs no action: only the file descriptor is left open. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.debug("The lock of {} could not be closed", path, e);
        }
    }
}
