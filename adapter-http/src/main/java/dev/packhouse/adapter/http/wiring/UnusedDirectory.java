package dev.packhouse.adapter.http.wiring;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.packhouse.application.model.DirectoryLock;
import dev.packhouse.application.spi.BackendSettings;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Deletes data directories that no backend uses. */
public final class UnusedDirectory {

    private UnusedDirectory() {}

    /**
     * Deletes a directory with its contents while it holds the lock of the directory. A directory without a lock file
     * is deleted only if it is empty. Does nothing if the directory does not exist, or if a backend uses it.
     *
     * @throws IOException if a file in it cannot be deleted
     */
    static void delete(Path directory) throws IOException {
        Path lockFile = directory.resolve(BackendSettings.LOCK_FILE);
        if (!Files.isRegularFile(lockFile, LinkOption.NOFOLLOW_LINKS)) {
            deleteIfEmpty(directory);
            return;
        }
        try {
            Optional<DirectoryLock> lock = DirectoryLock.tryLock(directory);
            if (lock.isPresent()) {
                try {
                    MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
                } finally {
                    lock.get().close();
                }
            }
        } catch (NoSuchFileException ignored) {
            // Another process has deleted it at the same time.
        }
    }

    /** Deletes an empty directory. Returns false if it is not empty. */
    static boolean deleteIfEmpty(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }
}
