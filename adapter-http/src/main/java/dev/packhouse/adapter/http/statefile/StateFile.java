package dev.packhouse.adapter.http.statefile;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.io.ByteSource;
import dev.packhouse.adapter.http.document.DocumentReader;
import dev.packhouse.adapter.http.document.MalformedException;
import dev.packhouse.adapter.http.document.Problem;
import dev.packhouse.application.state.ExistingState;
import dev.packhouse.application.state.Problems;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.StateValidation;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/** Reads and writes state files. */
public final class StateFile {

    private StateFile() {}

    /**
     * Reads a state file: JSON if its name ends in {@code .json}, otherwise YAML, which includes most of JSON.
     *
     * @param name the name of the file in messages
     * @param source its bytes, read once
     * @param now the default of dates
     * @throws StateFileException if the file has problems; contains all of them
     * @throws IOException if the file cannot be read
     */
    public static RegistryState read(String name, ByteSource source, Instant now) throws IOException {
        return read(name, source, now, (state, found) -> StateValidation.find(state, ExistingState.NOTHING, found));
    }

    /**
     * Reads a state file whose entries are to be merged into existing ones: they may refer to those.
     *
     * @param existing the entries into which the state is to be merged
     * @throws StateFileException if the file has problems; contains all of them
     * @throws IOException if the file cannot be read
     * @see StateValidation#findBeforeMerge
     */
    public static RegistryState readForMerge(String name, ByteSource source, Instant now, ExistingState existing)
            throws IOException {
        return read(name, source, now, (state, found) -> StateValidation.findBeforeMerge(state, existing, found));
    }

    private static RegistryState read(String name, ByteSource source, Instant now, StateReader.Validation validation)
            throws IOException {
        Problems<Problem> problems = Problem.inFileOrder();
        RegistryState state = RegistryState.EMPTY;
        try {
            state = DocumentReader.read(name, source, new StateReader(now, problems, validation)::read);
        } catch (MalformedException e) {
            problems.add(new Problem(e.line(), e.getMessage()));
        }
        if (!problems.isEmpty()) {
            throw new StateFileException(name, problems);
        }
        return state;
    }

    /**
     * Writes a state as YAML, in the order it has, with roles, scopes and organizations sorted.
     *
     * @param out not closed
     */
    public static void write(RegistryState state, OutputStream out) throws IOException {
        StateWriter.write(state, out);
    }

    /** Writes a state in the format of the generator, otherwise like {@link #write(RegistryState, OutputStream)}. */
    public static void write(RegistryState state, JsonGenerator json) throws IOException {
        StateWriter.write(state, json);
    }
}
