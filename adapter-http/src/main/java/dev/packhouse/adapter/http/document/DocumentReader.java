package dev.packhouse.adapter.http.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.google.common.io.ByteSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.yaml.snakeyaml.LoaderOptions;

/** Opens documents: JSON if the name of the file ends in {@code .json}, otherwise YAML, which includes most of JSON. */
public final class DocumentReader {

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

    private DocumentReader() {}

    /** Reads the tokens of a document. */
    @FunctionalInterface
    public interface Content<T> {

        /** Reads all tokens. */
        T read(CheckedParser tokens) throws IOException;
    }

    /**
     * Reads a document.
     *
     * @param name the name of the file
     * @param source its bytes, read once
     * @throws MalformedException if it violates the format or exceeds a limit
     * @throws IOException if it cannot be read
     */
    public static <T> T read(String name, ByteSource source, Content<T> content) throws IOException {
        JsonFactory format = name.toLowerCase(Locale.ROOT).endsWith(".json") ? json() : yaml();
        // A new decoder refuses malformed UTF-8. With a charset the reader would replace it.
        try (Reader reader =
                new BufferedReader(new InputStreamReader(source.openStream(), StandardCharsets.UTF_8.newDecoder()))) {
            skipByteOrderMark(reader);
            BoundedReader bounded = new BoundedReader(reader);
            try (JsonParser parser = format.createParser(bounded)) {
                return content.read(new CheckedParser(parser, bounded));
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
}
