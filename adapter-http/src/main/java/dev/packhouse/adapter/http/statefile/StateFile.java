package dev.packhouse.adapter.http.statefile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.google.common.io.ByteSource;
import dev.packhouse.application.state.RegistryState;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Locale;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads and writes state files. */
public final class StateFile {

    private static final int MAX_DEPTH = 20;

    private StateFile() {}

    /**
     * Reads a state file: JSON if its name ends in {@code .json}, otherwise YAML, which includes most of JSON.
     *
     * @param name what the problems call the file
     * @param source its bytes; read a second time to find the lines of what does not fit together
     * @param now what dates default to
     * @throws StateFileException with everything that is wrong
     * @throws IOException if the file cannot be read
     */
    public static RegistryState read(String name, ByteSource source, Instant now) throws IOException {
        JsonFactory format = name.toLowerCase(Locale.ROOT).endsWith(".json") ? new JsonFactory() : yaml();
        return new StateReader(name, new Document(format, source), now).read();
    }

    private static JsonFactory yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setNestingDepthLimit(MAX_DEPTH);
        return YAMLFactory.builder()
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
        new StateWriter(out).write(state);
    }
}
