package dev.packhouse.adapter.http.wiring;

import com.google.common.io.MoreFiles;
import dev.packhouse.adapter.http.statefile.StateFile;
import dev.packhouse.application.state.RegistryState;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The initial state of an empty store. It is read only after the check that the store is empty. */
@FunctionalInterface
public interface InitialState {

    /**
     * Reads the state.
     *
     * @throws dev.packhouse.adapter.http.statefile.StateFileException if it has problems; contains all of them
     * @throws StartException if the file cannot be read
     */
    RegistryState read(Instant now);

    /** The state in a file. */
    static InitialState of(Path file) {
        return now -> read(file, now);
    }

    private static RegistryState read(Path file, Instant now) {
        if (!Files.isRegularFile(file)) {
            throw new StartException(
                    (Files.exists(file) ? "'%s' is not a regular file" : "There is no file '%s'").formatted(file));
        }
        try {
            return StateFile.read(file.toString(), MoreFiles.asByteSource(file), now.truncatedTo(ChronoUnit.SECONDS));
        } catch (AccessDeniedException e) {
            throw new StartException("Cannot read '%s': permission denied".formatted(file), e);
        } catch (IOException e) {
            throw new StartException("Cannot read '%s': %s".formatted(file, e.getMessage()), e);
        } catch (OutOfMemoryError e) {
            // The entries that were read are unreachable now, so that memory is free again.
            throw new StartException(
                    "Cannot read '%s': what it holds does not fit into the memory of %d MB; give Java more with -Xmx"
                            .formatted(file, Runtime.getRuntime().maxMemory() >> 20),
                    e);
        }
    }
}
