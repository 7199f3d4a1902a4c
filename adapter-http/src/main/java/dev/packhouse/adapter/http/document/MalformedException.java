package dev.packhouse.adapter.http.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** A file violates the rules of its format, or exceeds a limit, so that it cannot be read further. */
public final class MalformedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Jackson's message for a text without quotes, which it cites. The text may be a secret. */
    private static final Pattern UNQUOTED = Pattern.compile("^(Unrecognized token) '.*?'(?=:)");

    private final int line;

    /** Creates the exception of a violation in this line, from 1. */
    public MalformedException(int line, String reason) {
        super(reason);
        this.line = line;
    }

    /** The exception of a file that is not UTF-8. */
    public static MalformedException notUtf8() {
        return new MalformedException(1, "the file is not UTF-8");
    }

    /** The exception for one of the parser; the cause if that is what the parser wrapped. */
    static MalformedException of(JsonProcessingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MalformedException malformed) {
                return malformed;
            }
            if (cause instanceof CharacterCodingException) {
                return notUtf8();
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

    /** The line of the violation, from 1. */
    public int line() {
        return line;
    }
}
