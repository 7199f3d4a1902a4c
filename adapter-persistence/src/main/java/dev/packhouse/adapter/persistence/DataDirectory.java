package dev.packhouse.adapter.persistence;

import dev.packhouse.application.out.BackendOpenException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The directory that holds the database, locked for this process as long as it is open. */
final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Creates the directory if there is none, and locks it. */
    static DataDirectory open(Path path) {
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw new BackendOpenException("The data directory %s is a file, not a directory".formatted(path), e);
        } catch (IOException e) {
            throw new BackendOpenException(
                    "The data directory %s does not exist and cannot be created: %s".formatted(path, e), e);
        }
        return new DataDirectory(path, lock(path));
    }

    private static FileChannel lock(Path path) {
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    path.resolve("packhouse.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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

    /** The file that holds the database. */
    Path database() {
        return path.resolve("packhouse.db");
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
