package dev.packhouse.adapter.http.statefile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.google.common.io.ByteSource;
import dev.packhouse.adapter.http.statefile.StateFileException.Problem;
import dev.packhouse.application.state.ExistingState;
import dev.packhouse.application.state.Problems;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.StateValidation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads and writes state files. */
public final class StateFile {

    /**
     * No limits, because {@link BoundedReader} and {@link CheckedParser} refuse long texts, keys and numbers with one
     * message.
     */
    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .build();

    private static final char BYTE_ORDER_MARK = '\ufeff';

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
        JsonFactory format = name.toLowerCase(Locale.ROOT).endsWith(".json") ? json() : yaml();
        Problems<Problem> problems = StateFileException.inFileOrder();
        RegistryState state = RegistryState.EMPTY;
        try {
            state = read(format, source, new StateReader(now, problems, validation));
        } catch (MalformedException e) {
            problems.add(new Problem(e.line(), e.getMessage()));
        }
        if (!problems.isEmpty()) {
            throw new StateFileException(name, problems);
        }
        return state;
    }

    private static RegistryState read(JsonFactory format, ByteSource source, StateReader state) throws IOException {
        // A new decoder refuses malformed UTF-8. With a charset the reader would replace it.
        try (Reader reader =
                new BufferedReader(new InputStreamReader(source.openStream(), StandardCharsets.UTF_8.newDecoder()))) {
            skipByteOrderMark(reader);
            BoundedReader bounded = new BoundedReader(reader);
            try (JsonParser parser = format.createParser(bounded)) {
                return state.read(new CheckedParser(parser, bounded));
            }
        } catch (JsonProcessingException e) {
            throw MalformedException.of(e);
        } catch (CharacterCodingException e) {
            throw MalformedException.notUtf8();
        }
    }

    /** Some editors write a byte order mark at the start of UTF-8, where it has no meaning. */
    private static void skipByteOrderMark(Reader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
    }

    /** Without Jackson's table of field names, which would grow, because the keys are mostly different. */
    private static JsonFactory json() {
        return JsonFactory.builder()
                .streamReadConstraints(CONSTRAINTS)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
    }

    private static JsonFactory yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        return YAMLFactory.builder()
                .streamReadConstraints(CONSTRAINTS)
                .loaderOptions(options)
                .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
                .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                .build();
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
