package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.spi.BackendSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory that holds the database, locked for this process as long as it is open. */
final class LockedDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LockedDirectory.class);

    private final Path path;
    private final FileChannel lock;

    private LockedDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Creates the directory if there is none, for the user of this process only, and locks it. */
    static LockedDirectory open(Path path) {
        try {
            create(path);
        } catch (IOException e) {
            throw new BackendOpenException(
                    "The data directory %s does not exist and cannot be created: %s".formatted(path, e), e);
        }
        return new LockedDirectory(path, lock(path));
    }

    /** The parents are created with the permissions that everything else of this user has. */
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

    private static FileChannel lock(Path path) {
        FileChannel channel;
        try {
            createIfMissing(lockIn(path));
            channel = FileChannel.open(lockIn(path), StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new BackendOpenException("The data directory %s is not writable: %s".formatted(path, e), e);
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(path, channel, e);
        } catch (IOException e) {
            close(channel);
            throw new BackendOpenException("The data directory %s cannot be locked: %s".formatted(path, e), e);
        }
        throw inUse(path, channel, null);
    }

    private static BackendOpenException inUse(Path path, FileChannel channel, RuntimeException cause) {
        close(channel);
        return new BackendOpenException(
                "The data directory %s is in use by another server; stop that one, or choose another directory"
                        .formatted(path),
                cause);
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

    /** The file whose lock keeps other servers away. */
    Path lockFile() {
        return lockIn(path);
    }

    /** The file that holds the database. */
    Path database() {
        return path.resolve("packhouse.db");
    }

    /**
     * Creates an empty file for the database if there is none. SQLite gives the permissions of this file to all that it
     * creates beside it.
     *
     * @return whether the file was created
     */
    boolean createDatabase() throws IOException {
        return createIfMissing(database());
    }

    /** Removes the file that was created for a database which could not be written. */
    void removeEmptyDatabase() {
        try {
            if (Files.size(database()) == 0) {
                Files.delete(database());
            }
        } catch (IOException e) {
            LOG.warn("{} stays empty: remove it before the next start", database(), e);
        }
    }

    @Override
    public void close() {
        close(lock);
    }

    /** Closing a channel releases its locks; that it fails leaves nothing behind to be done. */
    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // The process holds nothing more than the descriptor.
        }
    }
}
