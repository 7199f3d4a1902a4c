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

/** A file in a format that Jackson can stream. */
record StateDocument(JsonFactory format, ByteSource source) {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** How Jackson quotes what lacks its quotes, which may be a secret. */
    private static final Pattern UNQUOTED = Pattern.compile("^(Unrecognized token) '.*?'(?=:)");

    /** Something that reads the tokens of the document. */
    @FunctionalInterface
    interface Work {
        void read(CheckedParser tokens) throws IOException;
    }

    /**
     * Streams the document.
     *
     * @throws MalformedException if it breaks the rules of its format
     * @throws IOException if it cannot be read
     */
    void stream(Work work) throws IOException {
        // A decoder that is made, not named, refuses what is not UTF-8 instead of replacing it.
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

    /** Editors put one in front of UTF-8 where it says nothing. */
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
            // Its own message begins with what was being read, and Jackson's location is where that began.
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

    /** The document breaks the rules of its format. */
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
