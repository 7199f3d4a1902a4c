package dev.packhouse.adapter.http.cli;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a backend keeps its data. What begins with a given state and is not told to be kept, is kept in a temporary
 * directory and begins anew each time: neither a demo nor a test double leaves anything behind.
 *
 * @param path the directory
 * @param isTemporary whether closing deletes it
 */
record DataDirectory(Path path, boolean isTemporary) implements AutoCloseable {

    /** The directory that is used where none is named. */
    static final String DEFAULT = "packhouse-data";

    static DataDirectory of(Optional<Path> named, boolean beginsWithState) {
        if (named.isPresent() || !beginsWithState) {
            return new DataDirectory(named.orElse(Path.of(DEFAULT)), false);
        }
        try {
            return new DataDirectory(Files.createTempDirectory("packhouse-"), true);
        } catch (IOException e) {
            throw new CommandException("Cannot make a temporary directory: %s".formatted(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        if (isTemporary && Files.exists(path)) {
            try {
                MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
