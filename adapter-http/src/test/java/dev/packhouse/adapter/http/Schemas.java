package dev.packhouse.adapter.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Validates payloads with the schemas in the test resources. */
final class Schemas {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Schemas() {}

    /** Returns the violations in a payload of this kind. */
    static List<String> errors(String kind, String payload) {
        try (InputStream resource = Schemas.class.getResourceAsStream("payloads.schema.json")) {
            ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(resource);
            schema.put("$id", "https://packhouse.dev/payloads/" + kind);
            schema.put("$ref", "#/$defs/" + kind);
            return REGISTRY.getSchema(schema.toString()).validate(payload, InputFormat.JSON).stream()
                    .map(Error::toString)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
