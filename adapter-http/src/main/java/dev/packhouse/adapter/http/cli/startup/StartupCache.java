package dev.packhouse.adapter.http.cli.startup;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory in which the launcher looks for what makes a start faster. It has an entry for each jar and each Java: a
 * directory whose name changes with both. An entry is complete when it has the file {@value #COMPLETE}. Many processes
 * may use and make entries at once; one at a time makes one.
 */
final class StartupCache {

    /** The file that says for whom an entry was made. Its time is that of the beginning. */
    static final String COMPLETE = "made-for";

    private static final String INCOMPLETE = "is-being-made-for";

    private final Path directory;

    StartupCache(Path directory) {
        this.directory = directory;
    }

    /**
     * For whom an entry is made.
     *
     * @param jar the jar that is started
     * @param java the home directory of the Java that starts it
     */
    record Owner(Path jar, Path java) {

        private static Owner read(Path file) throws IOException {
            List<String> lines = Files.readAllLines(file);
            return new Owner(Path.of(lines.get(0)), Path.of(lines.get(1)));
        }

        private void write(Path file) throws IOException {
            Files.write(file, List.of(jar.toString(), java.toString()));
        }

        private boolean isGone() {
            return Files.notExists(jar) || Files.notExists(java);
        }
    }

    /** Fills a new entry. */
    @FunctionalInterface
    interface Content {

        /** Writes files into the directory of the entry. Those that cannot be made are missing. */
        void writeTo(Path entry) throws IOException, InterruptedException;
    }

    /**
     * Makes an entry, unless it exists and is not older than its jar, or another process makes one. Deletes the entries
     * that it replaces, those whose jar or Java no longer exists, and incomplete ones, which killed processes have left.
     *
     * @throws IOException if the directory cannot be written
     */
    void make(String name, Owner owner, Content content) throws IOException, InterruptedException {
        try (FileChannel file = FileChannel.open(
                        directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            Path entry = directory.resolve(name);
            if (lock == null || isCurrent(entry, owner.jar())) {
                return;
            }
            for (Path other : entriesWith(INCOMPLETE)) {
                delete(other);
            }
            if (Files.exists(entry)) {
                delete(entry);
            }
            Files.createDirectory(entry);
            owner.write(entry.resolve(INCOMPLETE));
            content.writeTo(entry);
            Files.move(entry.resolve(INCOMPLETE), entry.resolve(COMPLETE), StandardCopyOption.ATOMIC_MOVE);
            deleteOthers(entry, owner);
        }
    }

    private static boolean isCurrent(Path entry, Path jar) throws IOException {
        Path complete = entry.resolve(COMPLETE);
        return Files.exists(complete)
                && Files.getLastModifiedTime(complete).compareTo(Files.getLastModifiedTime(jar)) >= 0;
    }

    private void deleteOthers(Path entry, Owner owner) throws IOException {
        for (Path other : entriesWith(COMPLETE)) {
            Owner ofOther = Owner.read(other.resolve(COMPLETE));
            if (!other.equals(entry) && (ofOther.equals(owner) || ofOther.isGone())) {
                delete(other);
            }
        }
    }

    private List<Path> entriesWith(String file) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(entry -> Files.exists(entry.resolve(file))).toList();
        }
    }

    static void delete(Path directory) throws IOException {
        MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
    }
}
