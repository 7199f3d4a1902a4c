package dev.packhouse.adapter.http.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a backend keeps its data. What begins with a given state and is not told to be kept, is kept in a temporary
 * directory and begins anew each time: neither a demo nor a test double leaves anything behind. Neither does a start that
 * fails: what it has created is deleted again.
 */
final class DataDirectory implements AutoCloseable {

    /** The directory that is used where none is named. */
    static final String DEFAULT = "packhouse-data";

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

    private static final String PREFIX = "packhouse-temporary-";

    /** What {@link Files#createTempDirectory} makes of the prefix. */
    private static final Pattern TEMPORARY = Pattern.compile(PREFIX + "\\d+");

    private final Path path;
    private final boolean temporary;

    /** The directory and its parents that did not exist before, the innermost first. */
    private final List<Path> missing;

    private boolean kept;

    private DataDirectory(Path path, boolean temporary, List<Path> missing) {
        this.path = path;
        this.temporary = temporary;
        this.missing = missing;
    }

    /** The named directory; without a name the default one, or a new temporary one for what begins with a state. */
    static DataDirectory of(Optional<Path> named, boolean beginsWithState) {
        if (named.isPresent() || !beginsWithState) {
            Path path = named.orElse(Path.of(DEFAULT));
            return new DataDirectory(path, false, missing(path));
        }
        try {
            return temporaryIn(Path.of(System.getProperty("java.io.tmpdir")));
        } catch (IOException e) {
            throw new CommandException("Cannot make a temporary directory: %s".formatted(e.getMessage()), e);
        }
    }

    /** A new directory in this one, where those are deleted that servers have left behind which were killed. */
    static DataDirectory temporaryIn(Path parent) throws IOException {
        Path path = Files.createTempDirectory(parent, PREFIX);
        deleteLeftovers(parent, path);
        return new DataDirectory(path, true, List.of());
    }

    private static List<Path> missing(Path path) {
        List<Path> missing = new ArrayList<>();
        for (Path at = path.toAbsolutePath(); at != null && Files.notExists(at); at = at.getParent()) {
            missing.add(at);
        }
        return missing;
    }

    private static void deleteLeftovers(Path parent, Path own) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path directory : found) {
                deleteLeftover(directory, own);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("Cannot look for temporary directories of killed servers in {}: {}", parent, e.toString());
        }
    }

    private static void deleteLeftover(Path directory, Path own) {
        try {
            if (isLeftover(directory, own)) {
                UnusedDirectory.delete(directory);
            }
        } catch (NoSuchFileException ignored) {
            // Its own server, or another that starts, has just deleted it.
        } catch (IOException e) {
            LOG.warn("Cannot delete {}, which a killed server has left: {}", directory, e.toString());
        }
    }

    /** A server that is just starting has created nothing but its lock, and may not hold it yet. */
    private static boolean isLeftover(Path directory, Path own) throws IOException {
        if (!TEMPORARY.matcher(directory.getFileName().toString()).matches()
                || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                || !Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))) {
            return false;
        }
        String[] entries = directory.toFile().list();
        return entries != null && entries.length > 1;
    }

    Path path() {
        return path;
    }

    /** Whether closing deletes it in any case. */
    boolean isTemporary() {
        return temporary;
    }

    /** Closing keeps the directory from now on, unless it is temporary. */
    synchronized void keep() {
        kept = true;
    }

    /** To be called when the backend is closed. Deletes nothing that another server has open. */
    @Override
    public synchronized void close() {
        try {
            if (temporary) {
                UnusedDirectory.delete(path);
            } else if (!kept) {
                deleteCreated();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deleteCreated() throws IOException {
        for (Path created : missing) {
            if (created.equals(missing.get(0))) {
                UnusedDirectory.delete(created);
            } else if (!UnusedDirectory.deleteIfEmpty(created)) {
                return;
            }
        }
    }
}
