package dev.packhouse.adapter.http.statefile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.common.io.ByteSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** A state file in a format that Jackson can stream: YAML or JSON. */
record StateDocument(JsonFactory format, ByteSource source) {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** Jackson's message for a text without quotes, which it cites. The text may be a secret. */
    private static final Pattern UNQUOTED = Pattern.compile("^(Unrecognized token) '.*?'(?=:)");

    /** Reads the tokens of the document. */
    @FunctionalInterface
    interface Work {
        void read(CheckedParser tokens) throws IOException;
    }

    /**
     * Streams the document.
     *
     * @throws MalformedException if it violates the rules of its format
     * @throws IOException if it cannot be read
     */
    void stream(Work work) throws IOException {
        // A new decoder refuses malformed UTF-8. With a charset the reader would replace it.
        try (Reader reader =
                new BufferedReader(new InputStreamReader(source.openStream(), StandardCharsets.UTF_8.newDecoder()))) {
            skipByteOrderMark(reader);
            BoundedReader lines = new BoundedReader(reader);
            try (JsonParser parser = format.createParser(lines)) {
                work.read(new CheckedParser(parser, lines));
            }
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (CharacterCodingException e) {
            throw new MalformedException(1, "the file is not UTF-8");
        }
    }

    /** Some editors write a byte order mark at the start of UTF-8, where it has no meaning. */
    private static void skipByteOrderMark(Reader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
    }

    private static IOException malformed(JsonProcessingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MalformedException malformed) {
                return malformed;
            }
            if (cause instanceof CharacterCodingException) {
                return new MalformedException(1, "the file is not UTF-8");
            }
            // Its message begins with the context, and Jackson's location is that of the context, not of the problem.
            if (cause instanceof MarkedYAMLException yaml && yaml.getProblem() != null) {
                return new MalformedException(yaml.getProblemMark().getLine() + 1, yaml.getProblem());
            }
        }
        JsonLocation location = e.getLocation();
        String reason = e.getOriginalMessage().lines().findFirst().orElse("cannot be parsed");
        return new MalformedException(
                location == null ? 1 : Math.max(1, location.getLineNr()),
                UNQUOTED.matcher(reason).replaceFirst("$1"));
    }

    /** The document violates the rules of its format. */
    static final class MalformedException extends IOException {

        private static final long serialVersionUID = 1L;

        private final int line;

        MalformedException(int line, String reason) {
            super(reason);
            this.line = line;
        }

        int line() {
            return line;
        }
    }
}
