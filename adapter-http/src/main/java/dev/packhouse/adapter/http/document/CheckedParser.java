package dev.packhouse.adapter.http.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;

/** Checks the tokens of a document. Refuses deep nesting, long texts, and texts with unpaired surrogates. */
public final class CheckedParser extends JsonParserDelegate {

    /** The maximum nesting of lists and mappings; a state needs 6 levels. */
    public static final int MAX_DEPTH = 20;

    private final BoundedReader lines;
    private int depth;

    /** Wraps a parser that reads from these lines. */
    CheckedParser(JsonParser parser, BoundedReader lines) {
        super(parser);
        this.lines = lines;
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = delegate.nextToken();
        lines.endToken();
        if (token == null) {
            return null;
        }
        if (token.isStructStart()) {
            if (++depth > MAX_DEPTH) {
                throw new MalformedException(line(), "nested deeper than %d levels".formatted(MAX_DEPTH));
            }
        } else if (token.isStructEnd()) {
            depth--;
        } else if (token == JsonToken.FIELD_NAME) {
            check(delegate.currentName());
        } else if (token.isScalarValue()) {
            check(delegate.getText());
        }
        return token;
    }

    private void check(String text) throws MalformedException {
        if (text.length() > BoundedReader.MAX_TEXT) {
            throw BoundedReader.tooLong(line());
        }
        int character;
        for (int i = 0; i < text.length(); i += Character.charCount(character)) {
            character = text.codePointAt(i);
            // A pair is one code point, so that a surrogate code point is unpaired.
            if (Character.getType(character) == Character.SURROGATE) {
                throw new MalformedException(
                        line(), "\\u%04x is one half of a surrogate pair without the other".formatted(character));
            }
        }
    }

    @Override
    public JsonParser skipChildren() throws IOException {
        if (delegate.currentToken() != null && delegate.currentToken().isStructStart()) {
            int outside = depth - 1;
            while (depth > outside) {
                nextToken();
            }
        }
        return this;
    }

    /** Whether the current token is a YAML alias. */
    boolean isAlias() {
        return delegate instanceof YAMLParser yaml && yaml.isCurrentAlias();
    }

    /** The line in which the current token begins, from 1. */
    public int line() {
        return Math.max(1, delegate.currentTokenLocation().getLineNr());
    }
}
