package dev.packhouse.adapter.persistence.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Creates files and directories that only the user of this process may read and write, independent of the umask. On a
 * file system without POSIX permissions, they get the default permissions.
 */
final class PrivateFiles {

    private static final Set<PosixFilePermission> OF_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OF_FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    static void createDirectory(Path path) throws IOException {
        Files.createDirectory(path, attributes(path, OF_DIRECTORY));
    }

    static void createFile(Path path) throws IOException {
        Files.createFile(path, attributes(path, OF_FILE));
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return hasPermissions(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean hasPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Returns a warning if other users have permissions on the directory; empty if they have none. */
    static Optional<String> warning(Path directory) throws IOException {
        if (!hasPermissions(directory)) {
            return Optional.empty();
        }
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(directory);
        return OF_DIRECTORY.containsAll(found)
                ? Optional.empty()
                : Optional.of("Other users of this machine may use the data directory %s (%s): run 'chmod 700 %s'"
                        .formatted(directory, PosixFilePermissions.toString(found), directory));
    }
}
