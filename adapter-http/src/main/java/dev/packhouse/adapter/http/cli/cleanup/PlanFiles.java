package dev.packhouse.adapter.http.cli.cleanup;

import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.planfile.PlanFileException;
import dev.packhouse.adapter.http.planfile.PlanReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads plan files for commands. */
final class PlanFiles {

    private PlanFiles() {}

    /** Work with an open plan. */
    @FunctionalInterface
    interface Work<T> {
        /** Does the work. */
        T with(PlanReader plan) throws IOException;
    }

    /**
     * Opens a plan file for some work.
     *
     * @throws CommandException if it cannot be read, or is no plan
     */
    static <T> T read(Path file, Work<T> work) {
        try (PlanReader plan = PlanReader.open(file)) {
            return work.with(plan);
        } catch (PlanFileException e) {
            throw new CommandException(e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new CommandException("There is no file '%s'".formatted(file), e);
        } catch (IOException e) {
            throw new CommandException("'%s' cannot be read: %s".formatted(file, e), e);
        }
    }
}
