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
import java.util.stream.Collectors;

/** A file in a format that Jackson can stream. */
record Document(JsonFactory format, ByteSource source) {

    /** Something that reads the tokens of the document. */
    @FunctionalInterface
    interface Work {
        void read(JsonParser parser) throws IOException;
    }

    /**
     * Streams the document.
     *
     * @throws MalformedException if it breaks the rules of its format
     * @throws IOException if it cannot be read
     */
    void stream(Work work) throws IOException {
        // A decoder that is made, not named, refuses what is not UTF-8 instead of replacing it.
        try (Reader reader = new BufferedReader(
                        new InputStreamReader(source.openStream(), StandardCharsets.UTF_8.newDecoder()));
                JsonParser parser = format.createParser(reader)) {
            work.read(parser);
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (CharacterCodingException e) {
            throw new MalformedException(1, "the file is not UTF-8");
        }
    }

    private static IOException malformed(JsonProcessingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return new MalformedException(1, "the file is not UTF-8");
            }
        }
        JsonLocation location = e.getLocation();
        // The parser of YAML says where it was and what it found; indented lines repeat the text.
        String reason = e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .collect(Collectors.joining(", "));
        return new MalformedException(location == null ? 1 : Math.max(1, location.getLineNr()), reason);
    }

    /** The line that the current token begins in, from 1. */
    static int line(JsonParser parser) {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
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
