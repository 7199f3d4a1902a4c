package dev.packhouse.adapter.http.wiring;

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
 * The data directory of a backend. A server with an initial state and without {@code --data} uses a temporary
 * directory, which is deleted at the end: neither a demo nor a test double leaves data behind. A start that fails
 * deletes the directories that it has created.
 */
public final class DataDirectory implements AutoCloseable {

    /** The directory without {@code --data}. */
    public static final String DEFAULT = "packhouse-data";

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

    private static final String PREFIX = "packhouse-temporary-";

    /** The names that {@link Files#createTempDirectory} creates from the prefix. */
    private static final Pattern TEMPORARY = Pattern.compile(PREFIX + "\\d+");

    private final Path path;
    private final boolean temporary;

    /** The directory and its parents that did not exist before, the innermost first. */
    private final List<Path> missing;

    private boolean keep;

    private DataDirectory(Path path, boolean temporary, List<Path> missing) {
        this.path = path;
        this.temporary = temporary;
        this.missing = missing;
    }

    /**
     * Returns the named directory. Without a name, returns a new temporary one for an initial state, else the default
     * one.
     */
    public static DataDirectory of(Optional<Path> named, boolean hasInitialState) {
        if (named.isPresent() || !hasInitialState) {
            Path path = named.orElse(Path.of(DEFAULT));
            return new DataDirectory(path, false, missing(path));
        }
        try {
            return temporaryIn(Path.of(System.getProperty("java.io.tmpdir")));
        } catch (IOException e) {
            throw new StartException("Cannot make a temporary directory: %s".formatted(e.getMessage()), e);
        }
    }

    /** Creates a directory in the parent, and deletes the temporary directories that killed servers left there. */
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
            // Its own server, or another one that starts, has deleted it at the same time.
        } catch (IOException e) {
            LOG.warn("Cannot delete {}, which a killed server has left: {}", directory, e.toString());
        }
    }

    /**
     * Whether a killed server left the directory. One with the lock file only may belong to a server that is starting,
     * which may not hold the lock yet.
     */
    private static boolean isLeftover(Path directory, Path own) throws IOException {
        if (!TEMPORARY.matcher(directory.getFileName().toString()).matches()
                || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                || !Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))) {
            return false;
        }
        String[] entries = directory.toFile().list();
        return entries != null && entries.length > 1;
    }

    public Path path() {
        return path;
    }

    /** Whether closing always deletes the directory. */
    public boolean isTemporary() {
        return temporary;
    }

    /** Makes {@link #close} keep the directory, unless it is temporary. */
    public synchronized void keep() {
        keep = true;
    }

    /** Must be called after the backend is closed. Does not delete a directory that another server uses. */
    @Override
    public synchronized void close() {
        try {
            if (temporary) {
                UnusedDirectory.delete(path);
            } else if (!keep) {
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
