package dev.packhouse.application.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The exclusive lock on a directory in which a backend keeps its data. The kernel releases it when the process ends.
 *
 * <p>A file that this process has locked is never opened a second time: on POSIX systems, closing any channel of a file releases
 * the locks that the process holds on it, so that another process could take the directory.
 */
public final class DirectoryLock implements AutoCloseable {

    /** The name of the file that is locked. */
    public static final String FILE = "packhouse.lock";

    /** The keys of the files that this process has locked, or is about to. */
    private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

    private final Object key;
    private final FileChannel channel;

    private DirectoryLock(Object key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * Locks a directory by the file {@value #FILE} in it; empty if this process or another one has locked it.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws java.nio.file.FileSystemException if the file cannot be opened
     * @throws IOException if the file cannot be locked
     */
    public static Optional<DirectoryLock> tryLock(Path directory) throws IOException {
        Path file = directory.resolve(FILE).toRealPath();
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return tryLock(file, key == null ? file : key);
    }

    private static Optional<DirectoryLock> tryLock(Path file, Object key) throws IOException {
        if (!HELD.add(key)) {
            return Optional.empty();
        }
        boolean locked = false;
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                locked = lock != null;
            } catch (OverlappingFileLockException ignored) {
                // Code that does not use this class has locked the file in this process.
            } finally {
                if (!locked) {
                    channel.close();
                }
            }
            return locked ? Optional.of(new DirectoryLock(key, channel)) : Optional.empty();
        } finally {
            if (!locked) {
                HELD.remove(key);
            }
        }
    }

    /** Releases the lock. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(key);
        }
    }
}
