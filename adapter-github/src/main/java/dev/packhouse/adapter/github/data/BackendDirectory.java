package dev.packhouse.adapter.github.data;

import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.model.DirectoryLock;
import dev.packhouse.application.spi.BackendSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data directory. Open, it is locked for this process, so that no two servers write one file; the kernel releases the lock
 * when the process ends. Only the user of this process may use what is created in it, if the file system has permissions.
 */
public final class BackendDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackendDirectory.class);

    private static final Set<PosixFilePermission> OF_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OF_FILE = PosixFilePermissions.fromString("rw-------");

    private final Path path;
    private final DirectoryLock lock;

    private BackendDirectory(Path path, DirectoryLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Locks the directory, and creates it if it does not exist.
     *
     * @throws BackendOpenException if that fails, or another server uses it
     */
    public static BackendDirectory open(Path path) {
        try {
            create(path);
        } catch (IOException e) {
            throw new BackendOpenException(
                    "The data directory %s does not exist and cannot be created: %s".formatted(path, e), e);
        }
        return new BackendDirectory(path, lock(path));
    }

    private static void create(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            createDirectory(path);
        } else if (hasPermissions(path)) {
            Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
            if (!OF_DIRECTORY.containsAll(found)) {
                LOG.warn(
                        "Other users of this machine may use the data directory {} ({}): run 'chmod 700 {}'",
                        path,
                        PosixFilePermissions.toString(found),
                        path);
            }
        }
    }

    private static void createDirectory(Path path) throws IOException {
        try {
            Files.createDirectory(path, attributes(path, OF_DIRECTORY));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path)) {
                throw new BackendOpenException("The data directory %s is a file, not a directory".formatted(path), e);
            }
        }
    }

    private static DirectoryLock lock(Path path) {
        try {
            createFile(path.resolve(BackendSettings.LOCK_FILE));
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

    /** Creates a file for the user of this process if it does not exist. Returns whether it was created. */
    public static boolean createFile(Path file) throws IOException {
        try {
            Files.createFile(file, attributes(file, OF_FILE));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return hasPermissions(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean hasPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Makes a created or renamed file in the directory durable. Some systems cannot do that, and need not. */
    public void sync() {
        try (FileChannel entries = FileChannel.open(path, StandardOpenOption.READ)) {
            entries.force(true);
        } catch (IOException e) {
            LOG.debug("The directory {} cannot be synchronized", path, e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.debug("The lock of the data directory could not be closed", e);
        }
    }
}
