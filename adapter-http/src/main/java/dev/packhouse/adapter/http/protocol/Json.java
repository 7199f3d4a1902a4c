package dev.packhouse.adapter.http.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A value that can be written as JSON. */
@FunctionalInterface
public interface Json {

    /** Writes exactly one value. */
    void writeTo(JsonGenerator json) throws IOException;
}
