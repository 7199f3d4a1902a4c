package dev.packhouse.adapter.http.cli.packages;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.packhouse.adapter.http.payload.PackagePayloads;
import dev.packhouse.adapter.http.protocol.Json;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the JSON of GitHub's API from packages and versions of a backend. What a live registry sent stays as it is. What a
 * store holds has no URLs, because no server has to run on it.
 */
final class PackageJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The URLs with this prefix are removed. */
    private static final PublicUrl NOWHERE = PublicUrl.of("http://localhost", false);

    private final PackagePayloads payloads = new PackagePayloads(Rules.GITHUB, Optional.empty(), false);

    JsonNode of(WithSource<Package> document) {
        return node(document, payloads.one(document, NOWHERE));
    }

    JsonNode of(Package parent, WithSource<PackageVersion> document) {
        return node(document, payloads.version(parent, document, NOWHERE));
    }

    private static JsonNode node(WithSource<?> document, Json payload) {
        StringWriter text = new StringWriter();
        try {
            try (JsonGenerator generator = MAPPER.createGenerator(text)) {
                payload.writeTo(generator);
            }
            JsonNode node = MAPPER.readTree(text.toString());
            if (document.source().isEmpty()) {
                removeUrls(node);
            }
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException("Texts in memory do not fail", e);
        }
    }

    private static void removeUrls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> urls = new ArrayList<>();
            object.fieldNames().forEachRemaining(name -> {
                if (name.equals("url") || name.endsWith("_url")) {
                    urls.add(name);
                }
            });
            object.remove(urls);
        }
        node.forEach(PackageJson::removeUrls);
    }
}
