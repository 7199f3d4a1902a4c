package dev.packhouse.adapter.github.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.packhouse.adapter.github.client.response.JsonEntry;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.Manifest.Child;
import dev.packhouse.domain.image.Manifest.Kind;
import dev.packhouse.domain.naming.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A manifest in the cache: a JSON object on one line, which begins with the digest.
 *
 * <pre>{"digest":"sha256:…","kind":"index","media_type":"…","artifact_type":"…","subject":"sha256:…","size":856,
 * "children":[{"digest":"sha256:…","media_type":"…","platform":"linux/arm64"}]}</pre>
 */
final class ManifestLine {

    /** What every line begins with, before the 64 hexadecimal digits of the digest. */
    static final String PREFIX = "{\"digest\":\"sha256:";

    private static final JsonMapper MAPPER = new JsonMapper();

    private ManifestLine() {}

    /** Returns the line of a manifest, with its end. */
    static byte[] of(Digest digest, Manifest manifest) {
        ObjectNode line = MAPPER.createObjectNode()
                .put("digest", digest.value())
                .put("kind", manifest.kind().label())
                .put("media_type", manifest.mediaType());
        manifest.artifactType().ifPresent(type -> line.put("artifact_type", type));
        manifest.subject().ifPresent(subject -> line.put("subject", subject.value()));
        manifest.size().ifPresent(size -> line.put("size", size));
        if (!manifest.children().isEmpty()) {
            ArrayNode children = line.putArray("children");
            for (Child child : manifest.children()) {
                ObjectNode entry =
                        children.addObject().put("digest", child.digest().value());
                child.mediaType().ifPresent(type -> entry.put("media_type", type));
                child.platform().ifPresent(platform -> entry.put("platform", platform));
            }
        }
        try {
            byte[] json = MAPPER.writeValueAsBytes(line);
            byte[] whole = Arrays.copyOf(json, json.length + 1);
            whole[json.length] = '\n';
            return whole;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the manifest of a line; empty if the line is damaged, or of another digest. */
    static Optional<Manifest> parse(byte[] line, Digest digest) {
        try {
            JsonNode node = MAPPER.readTree(line);
            if (!node.path("digest").asText().equals(digest.value())) {
                return Optional.empty();
            }
            List<Child> children = new ArrayList<>();
            for (JsonNode child : node.path("children")) {
                children.add(new Child(
                        new Digest(child.path("digest").asText()),
                        JsonEntry.string(child, "media_type"),
                        JsonEntry.string(child, "platform")));
            }
            return Optional.of(new Manifest(
                    Kind.parse(node.path("kind").asText()).orElseThrow(),
                    JsonEntry.string(node, "media_type").orElseThrow(),
                    JsonEntry.string(node, "artifact_type"),
                    children,
                    JsonEntry.string(node, "subject").map(Digest::new),
                    JsonEntry.number(node, "size")));
        } catch (IOException | IllegalArgumentException | NoSuchElementException e) {
            return Optional.empty();
        }
    }
}
