package dev.packhouse.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.Json;
import java.io.IOException;

/**
 * An encoded JSON value with its entity tag. Immutable.
 *
 * @param body its bytes
 * @param entityTag its tag, without quotes
 */
record EncodedJson(ResponseBody body, String entityTag) implements Json {

    /**
     * Encodes a value.
     *
     * @param links the members of {@code Link} of the response, which the entity tag covers; empty if there are none
     */
    static EncodedJson of(Json value, String links) {
        ResponseBody body = ResponseBody.json(value);
        return new EncodedJson(body, body.entityTag(links));
    }

    int size() {
        return body.size();
    }

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeRawValue(body.text());
    }
}
