package dev.packhouse.adapter.http.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.Optional;

/** The field names that several payloads share, encoded once. */
final class FieldNames {

    static final SerializedString ID = new SerializedString("id");
    static final SerializedString NAME = new SerializedString("name");
    static final SerializedString URL = new SerializedString("url");
    static final SerializedString HTML_URL = new SerializedString("html_url");
    static final SerializedString OWNER = new SerializedString("owner");
    static final SerializedString PACKAGE_TYPE = new SerializedString("package_type");
    static final SerializedString DESCRIPTION = new SerializedString("description");
    static final SerializedString CREATED_AT = new SerializedString("created_at");
    static final SerializedString UPDATED_AT = new SerializedString("updated_at");
    static final SerializedString DELETED_AT = new SerializedString("deleted_at");

    private FieldNames() {}

    static void number(JsonGenerator json, SerializedString name, long value) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(value);
    }

    static void text(JsonGenerator json, SerializedString name, String value) throws IOException {
        json.writeFieldName(name);
        json.writeString(value);
    }

    static void textOrNull(JsonGenerator json, String name, Optional<String> value) throws IOException {
        json.writeFieldName(name);
        if (value.isPresent()) {
            json.writeString(value.get());
        } else {
            json.writeNull();
        }
    }
}
