package dev.packhouse.application.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {

    @TempDir
    Path directory;

    private DirectoryLock lock() throws IOException {
        Path file = directory.resolve(DirectoryLock.FILE);
        if (Files.notExists(file)) {
            Files.createFile(file);
        }
        return DirectoryLock.tryLock(directory).orElseThrow();
    }

    /** Tries to lock the directory in another process; returns whether it could. */
    private boolean anotherProcessLocks() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        directory.resolve(DirectoryLock.FILE).toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isIn(0, 1);
        return process.exitValue() == 0;
    }

    /** Ends with 0 if it could lock a file, and with 1 if not. */
    static final class OtherProcess {
        public static void main(String... args) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                System.exit(lock == null ? 1 : 0);
            }
        }
    }

    @Test
    void aLockedDirectoryCannotBeLockedByAnotherProcess() throws Exception {
        try (DirectoryLock held = lock()) {
            assertThat(held).isNotNull();
            assertThat(anotherProcessLocks()).isFalse();
        }
        assertThat(anotherProcessLocks()).isTrue();
    }

    /** The attempt must not release the lock that the process holds. */
    @Test
    void aLockedDirectoryStaysLockedAfterAnAttemptOfTheSameProcess() throws Exception {
        try (DirectoryLock held = lock()) {
            Optional<DirectoryLock> again = DirectoryLock.tryLock(directory);
            Optional<DirectoryLock> byOtherName =
                    DirectoryLock.tryLock(directory.resolve("..").resolve(directory.getFileName()));

            assertThat(held).isNotNull();
            assertThat(again).isEmpty();
            assertThat(byOtherName).isEmpty();
            assertThat(anotherProcessLocks()).isFalse();
        }
    }

    @Test
    void aReleasedDirectoryCanBeLockedAgain() throws Exception {
        lock().close();

        try (DirectoryLock again = lock()) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void aDirectoryThatOtherCodeOfTheProcessHasLockedIsInUse() throws Exception {
        Files.createFile(directory.resolve(DirectoryLock.FILE));
        try (FileChannel other = FileChannel.open(directory.resolve(DirectoryLock.FILE), StandardOpenOption.WRITE);
                FileLock lock = other.lock()) {
            assertThat(lock).isNotNull();
            assertThat(DirectoryLock.tryLock(directory)).isEmpty();
        }

        lock().close();
    }

    @Test
    void aDirectoryWithoutTheFileIsNotLocked() {
        assertThatThrownBy(() -> DirectoryLock.tryLock(directory)).isInstanceOf(NoSuchFileException.class);
    }
}
